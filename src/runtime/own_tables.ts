import { logName } from "../dialect/ansi/ledger.ts";
import { repeatableName } from "../dialect/ansi/repeatable_sql.ts";
import type { LedgerName } from "../dialect/dialect.ts";
import { type ObjectName, objectName } from "../schema/schema.ts";

/**
 * The tables that are retort's own, the ledger first, as a reflector names them: without the schema that unqualified
 * names mean.
 */
export function ownTables(ledger: LedgerName, home: string | undefined): readonly ObjectName[] {
  return [ledger, logName(ledger), repeatableName(ledger)].map(({ table, schema, atHome }) =>
    objectName(table, atHome || schema === home ? undefined : schema)
  );
}
