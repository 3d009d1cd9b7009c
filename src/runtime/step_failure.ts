import { DatabaseError } from "../dialect/database_error.ts";
import type { RevisionId } from "../revision/revision.ts";
import { describePlace } from "./chunks/walk_place.ts";
import { CodeError } from "./code/code_error.ts";
import type { Environment } from "./environment.ts";
import { GO_ON } from "./interruption.ts";
import { FailedJournal } from "./journal_step.ts";
import type { PreparedStep } from "./prepare.ts";
import { type FailedStatement, type Outcome, StatementError } from "./statement_error.ts";
import type { Resumption } from "./code/code_progress.ts";
import { FailedCall, FailedCode } from "./code/typescript_step.ts";
import { count } from "../util/count.ts";

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
  /** Texts that must not be printed. */
  readonly secrets: ReadonlySet<string>;
}

/** The failure with its place and its consequences; what is no failure of the database is given back as it is. */
export function stepFailure(failure: Failure): unknown {
  const { error, step, secrets } = failure;
  if (error instanceof FailedCall) {
    const hint = error.committed === 0 ? undefined : halfDoneHint(step, error.resumption);
    return new StatementError(
      error.failed,
      error.error,
      outcome(failure, [keptOf(step, error.committed)]),
      { hint, secrets },
    );
  }
  if (error instanceof FailedCode) return codeError(failure, error);
  const committed = error instanceof FailedJournal ? error.committed : 0;
  const cause = error instanceof FailedJournal ? error.error : error;
  if (!(cause instanceof DatabaseError)) return error;
  const walk = error instanceof FailedJournal ? error.walk : undefined;
  const left = [...leftBehind(error), ...(walk === undefined ? [] : [`kept: ${describePlace(walk)}`])];
  const { heads, kept } = outcome(failure, keptWith(step, committed, left));
  return new StatementError(
    failedStatement(step, cause),
    cause,
    // Who was overtaken does not know where the other has brought the database.
    isOvertaken(cause) || heads === undefined ? { kept } : { kept, heads },
    {
      hint: walk === undefined ? hint(failure, cause, committed) : walkHint(failure, cause, committed),
      secrets,
    },
  );
}

function codeError(failure: Failure, { failure: said, place, committed, resumption }: FailedCode): CodeError {
  const { step, secrets } = failure;
  return new CodeError(said, {
    revision: step.script.id,
    place,
    outcome: outcome(failure, [keptOf(step, committed)]),
    hint: committed === 0 ? undefined : halfDoneHint(step, resumption),
    secrets,
  });
}

/** What a failure of the database is about: a statement of the step, or one of ours around it. */
export function failedStatement(
  step: PreparedStep,
  { facts: { index, sql } }: DatabaseError,
): FailedStatement {
  const { script, statements, verify } = step;
  if (index === undefined) return { script, sql, own: true };
  const verifying = index >= statements.length;
  const [list, at] = verifying ? [verify, index - statements.length] : [statements, index];
  const statement = list[at];
  if (statement === undefined) return { script, sql, own: true };
  const place = { script, sql: statement.sql, span: statement.span, ordinal: at + 1, total: list.length };
  return verifying ? { ...place, noun: "verify query" } : place;
}

/** Whether all statements of a step came to their end, and a query of its verify section did not say true. */
function isVerifying({ statements }: PreparedStep, { facts: { index } }: DatabaseError): boolean {
  return index !== undefined && index >= statements.length;
}

function leftBehind(error: unknown): string[] {
  const left = error instanceof FailedJournal
    ? error.leftBehind
    : error instanceof DatabaseError
    ? error.facts.leftBehind
    : undefined;
  return left === undefined ? [] : [left];
}

function outcome({ enclosed, done, heads }: Failure, own: readonly string[]): Outcome {
  return { kept: [...(enclosed ? [] : own), ...keptOfRun(enclosed, done)], heads };
}

/** What stays of the steps that a run has done before it ended too early. */
export function keptOfRun(enclosed: boolean, done: number): string[] {
  if (enclosed) return ["rolled back: all of this run, nothing was kept"];
  return done === 0 ? [] : [`kept: ${count(done, "revision")} of this run before it`];
}

function keptOf({ script, statements }: PreparedStep, committed: number): string {
  if (committed === 0) return `rolled back: revision ${script.id}, nothing of it was kept`;
  const of = statements.length === 0 ? "" : ` of ${statements.length}`;
  return `kept: ${count(committed, "statement")}${of} of revision ${script.id}, done and committed`;
}

/** What a failed statement has left behind is something of the revision, even where no statement before it is kept. */
function keptWith(step: PreparedStep, committed: number, left: readonly string[]): string[] {
  return committed === 0 && left.length > 0 ? [...left] : [keptOf(step, committed), ...left];
}

function halfDoneHint({ script: { id, path }, direction }: PreparedStep, resumption: Resumption): string {
  if (resumption === "alone") {
    return `Mend ${path}, and run \`retort ${direction}\` again: it goes on with the step that stopped`;
  }
  if (resumption === "settled") {
    return `Mend ${path}; the step that stopped asks the database what to do, so \`retort repair ${id}\` wants to know ` +
      "how it stands";
  }
  return `Finish it by hand and \`retort repair ${id} --done\`, or take back by hand what was done and ` +
    `\`retort repair ${id} --undone\`; see ${path}`;
}

/** The way out of a failure; `committed` statements of the step are done and are not run again. */
export function hint(
  { step, environment }: Pick<Failure, "step" | "environment">,
  error: DatabaseError,
  committed: number,
): string {
  if (error.code === "connection-lost") {
    return "Run the same command again once the server answers: it goes on where this run ended";
  }
  if (error.facts.wayOut !== undefined) return error.facts.wayOut;
  if (error.code === "interrupted" || error.code === "terminated") return GO_ON;
  if (error.facts.condition === "cancelled") {
    return `Give --statement-timeout more, or see who cancelled it, and run \`retort ${step.direction}\` again`;
  }
  if (error.facts.sql === environment.dialect.transaction.commit) {
    return "Deferred constraints are checked at COMMIT: put right what breaks one before the section ends";
  }
  const { script, direction } = step;
  if (isVerifying(step, error)) return verifyHint(script.path, committed);
  if (isOvertaken(error)) {
    return "Another runner was quicker: look at `retort status`, and let one run at a time";
  }
  if (isElsewhere(error)) return `See to the database, and run \`retort ${direction}\` again`;
  if (committed === 0) return `Mend ${script.path}, and run \`retort ${direction}\` again`;
  const first = committed === 1
    ? "the first statement as it is"
    : `the first ${committed} statements as they are`;
  return `Mend ${script.path}, leave ${first}, and run \`retort ${direction}\` again: ` +
    `it goes on with statement ${committed + 1}`;
}

/** The same for one that has stopped among its chunks. */
function walkHint(failure: Failure, error: DatabaseError, committed: number): string {
  const { step: { script, direction } } = failure;
  if (error.facts.wayOut !== undefined || isElsewhere(error)) return hint(failure, error, committed);
  return `Put right what stands in its way, and run \`retort ${direction}\` again: it goes on behind the last chunk. ` +
    `To change the statement in ${script.path}, say first that it is to begin anew: \`retort repair ${script.id} --undone\``;
}

/** Whether the ledger has the revision already: somebody who does not wait for the lock has run it meanwhile. */
function isOvertaken({ facts }: DatabaseError): boolean {
  return facts.index === undefined && facts.condition === "unique-violation";
}

/** Whether no file can be blamed: a full disk, a lock, a missing right, or a statement of retort's own. */
function isElsewhere({ facts }: DatabaseError): boolean {
  const { condition, index } = facts;
  if (index === undefined) return true;
  return condition !== undefined && condition !== "missing-table" && condition !== "unique-violation";
}

function verifyHint(path: string, committed: number): string {
  const again = committed === 0
    ? "run `retort upgrade` again"
    : "run `retort upgrade` again: it only verifies";
  return `Put right what the query found, or mend it in ${path}, and ${again}`;
}
