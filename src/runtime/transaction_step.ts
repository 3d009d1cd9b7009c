import { DatabaseError } from "../dialect/database_error.ts";
import type { Statement } from "../sql/statement.ts";
import { transactionControl } from "../sql/statement_kind.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";
import { freshSession } from "./fresh_session.ts";
import { verify } from "./verify.ts";
import { claim, elapsed, guarded, type StepRun, stoppable } from "./step_run.ts";

/**
 * Runs an SQL step in one transaction, its ledger row included: afterwards all of it is there, or nothing.
 *
 * @throws {DatabaseError} whose `index` counts from the body's first statement; no index for what retort itself sent.
 */
export async function runInTransaction(given: StepRun): Promise<void> {
  const { environment } = given;
  await using guard = await foreignKeysGuard(given);
  const run = guard === undefined ? given : { ...given, unenforced: true };
  try {
    await stoppable(run, () => canPipeline(run, guard !== undefined) ? pipelined(run) : awaited(run, guard));
  } catch (error) {
    throw run.enclosed ? error : await rolledBack(environment, error);
  }
}

/** What begins a step: the session as a fresh one and BEGIN, where no transaction is open already; the lock's guard. */
export function opening(run: StepRun): Statement[] {
  const { environment, enclosed } = run;
  // One transaction for all is guarded before its COMMIT: with it goes whatever was done without the lock.
  if (enclosed) return [];
  // A fresh session has foreign keys on.
  const session = run.unenforced ? [] : freshSession(environment);
  return [...session, { sql: environment.dialect.transaction.begin }, ...guarded(run)];
}

/** COMMIT, unless the transaction goes on. */
export function closing({ environment, enclosed }: StepRun): Statement[] {
  return enclosed ? [] : [{ sql: environment.dialect.transaction.commit }];
}

/** Ends an open transaction after a failure. The failure is what counts: an error in here is left out. */
export async function rollBack({ connection, dialect }: Environment): Promise<void> {
  if (!connection.inTransaction()) return;
  await connection.execute(dialect.transaction.rollback).catch(() => 0);
}

/** The failure after the rollback that it makes necessary; it tells what the rollback did not take back. */
export async function rolledBack(environment: Environment, error: unknown): Promise<unknown> {
  const { connection, dialect: { transaction } } = environment;
  if (!connection.inTransaction()) return error;
  await rollBack(environment);
  const stays = await transaction.stays?.(connection).catch(() => false);
  if (!stays || !(error instanceof DatabaseError)) return error;
  return new DatabaseError(error.code, error.message, {
    ...error.facts,
    leftBehind: "rolled back, but for what was changed in tables without transactions (MyISAM, Aria, MEMORY)",
    wayOut:
      "Take back by hand what was done in those tables, mend what failed, and run the same command again",
    cause: error,
  });
}

async function foreignKeysGuard({ step, environment }: StepRun) {
  const { dialect, connection } = environment;
  if (step.section.foreignKeys !== "off" || dialect.withoutForeignKeys === undefined) return undefined;
  await connection.pipeline(freshSession(environment));
  return await dialect.withoutForeignKeys(connection);
}

/** A role may be gone by now: what stands behind the statement that takes it on would run without it, and commit. */
function canPipeline({ step, environment, row }: StepRun, guarded: boolean): boolean {
  return !guarded && step.direction === "upgrade" && row === undefined &&
    environment.config.role === undefined && step.verify.length === 0 &&
    environment.dialect.ledger.measure !== undefined &&
    !hasSavepoint(step.statements, environment);
}

/** One round trip. The server measures the time, because nobody here sees when the statements ended. */
async function pipelined(run: StepRun): Promise<void> {
  const { step, environment: { connection, dialect, ledger } } = run;
  const before = [...opening(run), claim(run)];
  const measure = dialect.ledger.measure?.(ledger, step.script.id) ?? [];
  await reindexed(
    before.length,
    step.statements.length,
    connection.pipeline([...before, ...step.statements, ...measure, ...closing(run)]),
  );
}

async function awaited(run: StepRun, guard: { check(): Promise<void> } | undefined): Promise<void> {
  const { step, environment } = run;
  const { connection } = environment;
  const started = performance.now();
  await unindexed(open(run));
  await sendStatements(step.statements, environment);
  await guard?.check();
  await verify(step.verify, environment, step.statements.length);
  await unindexed(connection.pipeline([...measured(run, started), ...closing(run)]));
}

/** Begins and claims; a downgrade finds its row there, or somebody else was quicker. */
export async function open(run: StepRun): Promise<void> {
  const { step, environment: { connection } } = run;
  const statement = claim(run);
  await connection.pipeline(opening(run));
  const affected = await connection.execute(statement.sql, statement.parameters);
  if (step.direction === "downgrade" && affected !== 1) throw goneMeanwhile(step.script.id);
}

/** The update that puts the step's duration into its row; nothing for a downgrade, whose row is gone. */
export function measured({ step, environment }: StepRun, started: number): Statement[] {
  if (step.direction === "downgrade") return [];
  const { dialect, ledger } = environment;
  return [dialect.ledger.update(ledger, step.script.id, { duration_ms: elapsed(started) })];
}

/** The row that a step was to claim is not there. */
export function goneMeanwhile(id: string): RetortError {
  return new RetortError("ledger-invalid", `Expected one ledger row for revision ${id}, found none`, {
    hint: "Another runner took it down meanwhile; look at `retort status` and run again",
  });
}

/** Sends a body's statements inside the open transaction; a failure's `index` counts from the first of them. */
export async function sendStatements(
  statements: readonly Statement[],
  environment: Environment,
): Promise<void> {
  if (hasSavepoint(statements, environment)) await oneByOne(statements, environment);
  else await environment.connection.pipeline(statements);
}

function hasSavepoint(statements: readonly Statement[], { dialect }: Environment): boolean {
  return statements.some(({ sql }) => transactionControl(sql, dialect.lexicon) !== undefined);
}

async function oneByOne(statements: readonly Statement[], { connection }: Environment): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    await reindexed(-index, index + 1, connection.pipeline([statement]));
  }
}

/** Gives a failure the index of the body's statement, or none when it was not one of the body's. */
async function reindexed(offset: number, count: number, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.facts.index === undefined) throw error;
    const index = error.facts.index - offset;
    throw withIndex(error, index >= 0 && index < count ? index : undefined);
  }
}

/** Takes the index of a failure away: what was sent is none of the body's. */
export async function unindexed(work: Promise<void>): Promise<void> {
  await reindexed(0, 0, work);
}

function withIndex(error: DatabaseError, index: number | undefined): DatabaseError {
  return new DatabaseError(error.code, error.message, { ...error.facts, index, cause: error });
}
