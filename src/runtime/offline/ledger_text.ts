import type { LedgerRow } from "../../dialect/dialect.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { inlined } from "./inlined.ts";
import type { OfflinePlace } from "./place.ts";

/** Stand in a row for what only the server knows when the script runs; no text of a user's is one of them. */
const NOW = "\u{f8ff}now";
const RUNNER = "\u{f8ff}runner";

/** What a row has of the occasion on which the script is run. */
export const AT_RUN: Pick<LedgerRow, "applied_at" | "applied_by"> = { applied_at: NOW, applied_by: RUNNER };

/** A statement of the ledger's as the script has it; some values may be written as expressions. */
export function ledgerText(
  statement: Statement,
  { dialect, sql, runner }: OfflinePlace,
  more: ReadonlyMap<Value, string> = new Map(),
): string {
  const expressions = new Map<Value, string>([[NOW, sql.now], [RUNNER, sql.runner(runner)], ...more]);
  return inlined(statement, { dialect, expressions }).replace(/\) VALUES \(/, ")\nVALUES (");
}

/** The ledger's table as it stands in conditions. */
export function ledgerTable({ dialect, ledger }: OfflinePlace): string {
  const { schema, table } = ledger;
  return schema === undefined ? dialect.quote(table) : `${dialect.quote(schema)}.${dialect.quote(table)}`;
}
