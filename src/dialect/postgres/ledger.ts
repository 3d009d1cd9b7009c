import type { LedgerSql } from "../dialect.ts";
import { ansiLedger } from "../ansi/ledger.ts";
import { quote } from "./quote.ts";

/** The statements that keep the ledger on PostgreSQL. */
export const postgresLedger: LedgerSql = {
  ...ansiLedger({
    quote,
    placeholder: (position) => `$${position}`,
    types: {
      id: "text",
      text: "text",
      longText: "text",
      integer: "integer",
      bigint: "bigint",
      timestamp: "timestamp(3) with time zone",
      logKey: "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    },
    createSchema: (schema) => ({ sql: `CREATE SCHEMA IF NOT EXISTS ${quote(schema)}` }),
  }),
  measure: ({ schema, table }, revision) => [{
    sql: `UPDATE ${schema === undefined ? "" : `${quote(schema)}.`}${quote(table)} SET duration_ms = ` +
      "round(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000) WHERE revision = $1",
    parameters: [revision],
  }],
};
