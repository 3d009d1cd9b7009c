import { DatabaseError } from "../../dialect/database_error.ts";
import type { LedgerName, RepeatableSql } from "../../dialect/dialect.ts";
import type { Statement } from "../../sql/statement.ts";
import { freshSession } from "../fresh_session.ts";
import { FailedJournal } from "../journal_step.ts";
import { settingsAlone, setUpSession } from "../lone_statement.ts";
import { retrying } from "../retry.ts";
import { elapsed, guarded, retryPolicy, type StepRun, stoppable } from "../step_run.ts";
import { closing, opening, rollBack, sendStatements, unindexed } from "../transaction_step.ts";
import type { PreparedRepeatable } from "./prepare.ts";
import { repeatableRow } from "./row.ts";

/**
 * Runs one repeatable and records it: all of it in one transaction where the engine allows it, otherwise statement by
 * statement, from the first one whatever an earlier run has done.
 *
 * @throws {DatabaseError} whose `index` counts from the first statement; FailedJournal where what is done stays.
 */
export async function runRepeatable(run: StepRun, repeatable: PreparedRepeatable): Promise<void> {
  if (run.step.mode === "transaction") await inTransaction(run, repeatable);
  else await oneByOne(run, repeatable);
}

/** The row comes first: what the statements make of the session must not stand in its way. */
async function inTransaction(run: StepRun, repeatable: PreparedRepeatable): Promise<void> {
  const { environment, step } = run;
  const { connection, dialect, ledger } = environment;
  const { id } = step.script;
  const started = performance.now();
  const sql = await dialect.ledger.repeatable();
  try {
    await stoppable(run, async () => {
      const row = sql.insert(ledger, repeatableRow(step.script, environment, null));
      await unindexed(
        connection.pipeline([...opening(run), ...forgetting(repeatable, sql, ledger), row]),
      );
      await sendStatements(step.statements, environment);
      await unindexed(
        connection.pipeline([sql.measure(ledger, id, elapsed(started)), ...closing(run)]),
      );
    });
  } catch (error) {
    await rollBack(environment);
    throw error;
  }
}

/** A repeatable that is half-done is one that has no row, like one that was never run. */
async function oneByOne(run: StepRun, repeatable: PreparedRepeatable): Promise<void> {
  const { environment, step } = run;
  const { connection, dialect, ledger } = environment;
  const started = performance.now();
  const sql = await dialect.ledger.repeatable();
  const before = [...freshSession(environment), ...guarded(run), ...forgetting(repeatable, sql, ledger)];
  await unindexed(connection.pipeline(before));
  let committed = 0;
  for (const [index, statement] of step.statements.entries()) {
    await alone(run, statement, { index, committed });
    if (!connection.inTransaction()) committed = index + 1;
  }
  await refuseOpen(run, committed);
  const row = repeatableRow(step.script, environment, elapsed(started));
  await unindexed(connection.pipeline([sql.insert(ledger, row)]));
}

function forgetting(
  { step, dependants }: PreparedRepeatable,
  sql: RepeatableSql,
  ledger: LedgerName,
): Statement[] {
  return [step.script.id, ...dependants].map((name) => sql.remove(ledger, name));
}

/** How far a repeatable has come: fewer statements stay than were sent inside a transaction of its own. */
interface Progress {
  readonly index: number;
  readonly committed: number;
}

async function alone(run: StepRun, { sql }: Statement, { index, committed }: Progress): Promise<void> {
  const { connection } = run.environment;
  const settings = settingsAlone(run, sql);
  const policy = retryPolicy(run);
  const once = connection.inTransaction() || settings.length > 0;
  try {
    await connection.pipeline(settings);
    await retrying(() => stoppable(run, () => connection.execute(sql)), {
      ...policy,
      retries: once ? 0 : policy.retries,
    });
    if (settings.length > 0) await setUpSession(run.environment, run.step.statements.slice(0, index + 1));
  } catch (error) {
    await rollBack(run.environment);
    if (!(error instanceof DatabaseError)) throw error;
    const placed = new DatabaseError(error.code, error.message, { ...error.facts, index, cause: error });
    throw new FailedJournal(placed, committed);
  }
}

/** What it has begun and not ended would vanish with the connection, after everybody was told it is done. */
async function refuseOpen({ environment, step }: StepRun, committed: number): Promise<void> {
  if (!environment.connection.inTransaction()) return;
  await rollBack(environment);
  const index = step.statements.length - 1;
  const message = "The repeatable ends inside a transaction that it began";
  throw new FailedJournal(new DatabaseError("statement-failed", message, { index }), committed);
}
