import type { LedgerSql } from "../dialect.ts";
import { ansiLedger } from "../ansi/ledger.ts";
import { literal, quote } from "./quote.ts";

/** CREATE SCHEMA IF NOT EXISTS asks for the right to create schemas even where the schema is there. */
function createSchema(schema: string): string {
  const name = quote(schema);
  return `DO $retort$ BEGIN IF pg_catalog.to_regnamespace(${literal(name)}) IS NULL ` +
    `THEN CREATE SCHEMA IF NOT EXISTS ${name}; END IF; END $retort$`;
}

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
    createSchema: (schema) => ({ sql: createSchema(schema) }),
  }),
  measure: ({ schema, table }, revision) => [{
    sql: `UPDATE ${schema === undefined ? "" : `${quote(schema)}.`}${quote(table)} SET duration_ms = ` +
      "round(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000) WHERE revision = $1",
    parameters: [revision],
  }],
};
