import { transactionControl } from "../../sql/statement_kind.ts";
import type { OfflinePlace } from "./place.ts";

/**
 * How a statement runs where no transaction holds its step.
 *
 * alone: its mark follows it · joined: it shares a transaction with its mark · begin, inside, commit, rollback: a
 * transaction of the section's own.
 */
export type StatementRun = "alone" | "joined" | "begin" | "inside" | "commit" | "rollback";

/** How each statement of a section runs, from the first to the last. */
export function statementRuns(
  statements: readonly string[],
  place: OfflinePlace,
): readonly StatementRun[] {
  let open = false;
  return statements.map((sql) => {
    const control = transactionControl(sql, place.dialect.lexicon);
    if (control === "begin") open = true;
    if (control === "begin" || (open && (control === "commit" || control === "rollback"))) {
      if (control !== "begin") open = false;
      return control;
    }
    if (open) return "inside";
    return control === undefined && canJoin(sql, place) ? "joined" : "alone";
  });
}

/** Whether a section ends inside a transaction that it began. */
export function endsOpen(runs: readonly StatementRun[]): boolean {
  const last = runs.at(-1);
  return last === "begin" || last === "inside";
}

function canJoin(sql: string, { dialect, connection, evidence }: OfflinePlace): boolean {
  return !dialect.commitsImplicitly(sql) && dialect.autocommitReason(sql, connection.server) === undefined &&
    evidence.joins(sql);
}
