import { DatabaseError } from "../../dialect/database_error.ts";
import { FailedJournal } from "../journal_step.ts";
import { StatementError } from "../statement_error.ts";
import { failedStatement, hint, keptOfRun } from "../step_failure.ts";
import type { RepeatableExecution } from "./execute.ts";
import type { PreparedRepeatable } from "./prepare.ts";
import { count } from "../../util/count.ts";

/** The failure with its place and its consequences; what is no failure of the database is given back as it is. */
export function repeatableFailure(
  error: unknown,
  { step }: PreparedRepeatable,
  { environment, heads, secrets, revisions }: RepeatableExecution,
  done: number,
): unknown {
  const committed = error instanceof FailedJournal ? error.committed : 0;
  const cause = error instanceof FailedJournal ? error.error : error;
  if (!(cause instanceof DatabaseError)) return error;
  const own = committed === 0
    ? `rolled back: repeatable ${step.script.id}, nothing of it was kept`
    : `kept: ${
      count(committed, "statement")
    } of ${step.statements.length} of repeatable ${step.script.id}; ` +
      "the next run begins with its first one";
  return new StatementError(
    { ...failedStatement(step, cause), what: "repeatable" },
    cause,
    { kept: [own, ...keptBefore(revisions, done)], heads },
    // None of its statements is passed over, so for the way out none is done.
    { hint: hint({ step, environment }, cause, 0), secrets },
  );
}

/** What stays of what a run has done before. */
export function keptBefore(revisions: number, repeatables: number): string[] {
  const kept = keptOfRun(false, revisions);
  return repeatables === 0 ? kept : [...kept, `kept: ${count(repeatables, "repeatable")} before it`];
}
