import type { LedgerRow } from "../../dialect/dialect.ts";
import type { Statement } from "../../sql/statement.ts";
import { rowOf } from "../row.ts";
import { elapsed, type StepRun } from "../step_run.ts";

/** The statement that says that a revision's code is under way. */
export function begunRow({ step, environment, row }: StepRun, mark: Partial<LedgerRow>): Statement {
  const { dialect, ledger } = environment;
  const state = step.direction === "upgrade" ? "upgrading" : "downgrading";
  const { id } = step.script;
  if (step.direction === "downgrade") return dialect.ledger.update(ledger, id, { state, ...mark });
  const fresh = { ...rowOf(step.script, environment, { origin: "run", state }), ...mark };
  return row === undefined ? dialect.ledger.insert(ledger, fresh) : dialect.ledger.update(ledger, id, fresh);
}

/** The statement that says that it came to its end. `started` is a reading of `performance.now()`. */
export function settledRow({ step, environment }: StepRun, statements: number, started: number): Statement {
  const { dialect, ledger, now } = environment;
  const { id } = step.script;
  if (step.direction === "downgrade") return dialect.ledger.remove(ledger, id);
  return dialect.ledger.update(ledger, id, {
    state: "applied",
    journal: null,
    statements_done: statements,
    applied_at: now().toISOString(),
    duration_ms: elapsed(started),
  });
}

/** The statement that puts the row back to what it was: nothing was done. */
export function restoredRow({ step, environment: { dialect, ledger } }: StepRun): Statement {
  const { id } = step.script;
  return step.direction === "upgrade"
    ? dialect.ledger.remove(ledger, id)
    : dialect.ledger.update(ledger, id, { state: "applied", journal: null });
}
