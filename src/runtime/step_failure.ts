import { DatabaseError } from "../dialect/database_error.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Environment } from "./environment.ts";
import type { PreparedStep } from "./prepare.ts";
import { type FailedStatement, type Outcome, StatementError } from "./statement_error.ts";
import { FailedCall } from "./typescript_step.ts";

/** All that is known when a step has failed. */
export interface Failure {
  readonly environment: Environment;
  readonly step: PreparedStep;
  readonly error: unknown;
  /** Steps of this run that are done and kept. */
  readonly done: number;
  /** Whether all steps shared one transaction. */
  readonly enclosed: boolean;
  readonly heads: readonly RevisionId[];
}

/** The failure with its place and its consequences; what is no failure of the database is given back as it is. */
export function stepFailure(failure: Failure): unknown {
  const { error, step } = failure;
  if (error instanceof FailedCall) {
    const hint = error.committed === 0 ? undefined : halfDoneHint(step);
    return new StatementError(
      error.failed,
      error.error,
      outcome(failure, keptOf(step, error.committed)),
      hint,
    );
  }
  if (!(error instanceof DatabaseError)) return error;
  const committed = step.mode === "journal" ? error.facts.index ?? 0 : 0;
  return new StatementError(
    failedStatement(step, error),
    error,
    outcome(failure, keptOf(step, committed)),
    hint(failure, error),
  );
}

function failedStatement({ script, statements }: PreparedStep, { facts }: DatabaseError): FailedStatement {
  const statement = facts.index === undefined ? undefined : statements[facts.index];
  if (statement === undefined) return { script, sql: "COMMIT" };
  const { sql, span } = statement;
  return { script, sql, span, ordinal: (facts.index ?? 0) + 1, total: statements.length };
}

function outcome({ enclosed, done, heads }: Failure, own: string): Outcome {
  if (enclosed) return { kept: ["rolled back: all of this run, nothing was kept"], heads };
  const earlier = done === 0 ? [] : [`kept: ${count(done, "revision")} of this run before it`];
  return { kept: [own, ...earlier], heads };
}

function keptOf({ script, statements }: PreparedStep, committed: number): string {
  if (committed === 0) return `rolled back: revision ${script.id}, nothing of it was kept`;
  const of = statements.length === 0 ? "" : ` of ${statements.length}`;
  return `kept: ${count(committed, "statement")}${of} of revision ${script.id}, done and committed`;
}

function halfDoneHint({ script }: PreparedStep): string {
  return `Finish or undo by hand what is half-done, then \`retort stamp\` the revision it stands at; see ${script.path}`;
}

function hint({ step }: Failure, error: DatabaseError): string | undefined {
  if (error.code === "connection-lost") {
    return "Run the same command again once the server answers: it goes on where this run ended";
  }
  if (step.mode === "transaction") return undefined;
  const index = error.facts.index ?? 0;
  return `Mend statement ${index + 1} in ${step.script.path}, leave the ones before it as they are, ` +
    `and run \`retort ${step.direction}\` again: it goes on with statement ${index + 1}`;
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
