import type { LedgerSql } from "../dialect.ts";
import { ansiLedger } from "../ansi/ledger.ts";
import { literal, quote } from "./quote.ts";

/** CREATE SCHEMA IF NOT EXISTS asks for the right to create schemas even where the schema is there. */
function createSchema(schema: string): string {
  const name = quote(schema);
  return `DO $retort$ BEGIN IF pg_catalog.to_regnamespace(${literal(name)}) IS NULL ` +
    `THEN CREATE SCHEMA IF NOT EXISTS ${name}; END IF; END $retort$`;
}

const LEDGER = ansiLedger({
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
});

/** The statements that keep the ledger on PostgreSQL. */
export const postgresLedger: LedgerSql = {
  ...LEDGER,
  insert: (name, row) => ({ ...LEDGER.insert(name, row), own: true }),
  update: (name, revision, change) => ({ ...LEDGER.update(name, revision, change), own: true }),
  remove: (name, revision) => ({ ...LEDGER.remove(name, revision), own: true }),
  measure: ({ schema, table }, revision) => [{
    sql: `UPDATE ${schema === undefined ? "" : `${quote(schema)}.`}${quote(table)} SET duration_ms = ` +
      "round(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000) WHERE revision = $1",
    parameters: [revision],
    own: true,
  }],
};
