import { DatabaseError } from "../../dialect/database_error.ts";
import type { RevisionId } from "../../revision/revision.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Environment } from "../environment.ts";
import type { Emit } from "../events.ts";
import { type DoneRepeatable, isLockLost, lockLost } from "../execute.ts";
import { ensureLedger, ensureRepeatables } from "../ledger.ts";
import { retrying } from "../retry.ts";
import { RunLog } from "../run_log.ts";
import { elapsed, retryPolicy, type StepRun } from "../step_run.ts";
import { StoppedError } from "../stopped_error.ts";
import { keptBefore, repeatableFailure } from "./failure.ts";
import type { Following, PreparedRepeatable } from "./prepare.ts";
import { runRepeatable } from "./run.ts";
import { translated } from "./translated.ts";

/** What repeatables are run with. */
export interface RepeatableExecution {
  readonly environment: Environment;
  readonly emit: Emit;
  readonly secrets: ReadonlySet<string>;
  /** Fails when the runner lock is lost. */
  readonly guard: Statement | undefined;
  /** Whether the ledger is there. */
  readonly ledgerExists: boolean;
  readonly heads: readonly RevisionId[];
  /** Revisions that this run has done before. */
  readonly revisions: number;
}

/**
 * Runs repeatables in order, each on its own, and keeps their record.
 *
 * @throws {StatementError} when a statement fails: with its place, and what was kept.
 */
export async function executeRepeatables(
  { prepared, gone, recorded }: Following,
  execution: RepeatableExecution,
): Promise<DoneRepeatable[]> {
  const { environment, emit, secrets } = execution;
  const record = await environment.dialect.ledger.repeatable();
  const [first] = prepared;
  if (first !== undefined && !recorded) await createTables(first, execution);
  for (const name of gone) {
    const { sql, parameters } = record.remove(environment.ledger, name);
    await environment.connection.execute(sql, parameters);
    emit({ kind: "repeatable-gone", name });
  }
  const log = new RunLog(environment, secrets);
  const done: DoneRepeatable[] = [];
  try {
    for (const each of prepared) done.push(await one(each, execution, log, done.length));
    return done;
  } finally {
    await log.write();
  }
}

async function createTables(first: PreparedRepeatable, execution: RepeatableExecution): Promise<void> {
  const { environment, ledgerExists } = execution;
  const policy = retryPolicy(stepRun(first, execution));
  if (!ledgerExists) await ensureLedger(environment, policy);
  await ensureRepeatables(environment, policy);
}

function stepRun({ step }: PreparedRepeatable, { environment, emit, guard }: RepeatableExecution): StepRun {
  return { step, environment, emit: translated(emit, step), row: undefined, enclosed: false, guard };
}

async function one(
  each: PreparedRepeatable,
  execution: RepeatableExecution,
  log: RunLog,
  done: number,
): Promise<DoneRepeatable> {
  const { environment, emit, guard } = execution;
  refuseStopped(execution, done);
  const { step, why } = each;
  const name = step.script.id;
  const started = performance.now();
  const entry = { revision: name, direction: "repeatable", started_at: environment.now().toISOString() };
  emit({ kind: "repeatable-started", repeatable: step, why });
  try {
    const run = stepRun(each, execution);
    const work = () => runRepeatable(run, each);
    await (step.mode === "transaction" ? retrying(work, retryPolicy(run)) : work());
  } catch (error) {
    log.note({ ...entry, duration_ms: elapsed(started), error });
    emit({ kind: "repeatable-failed", repeatable: step, durationMs: elapsed(started) });
    throw isLockLost(error, guard) ? lockLost(error) : repeatableFailure(error, each, execution, done);
  }
  const durationMs = elapsed(started);
  log.note({ ...entry, duration_ms: durationMs, error: undefined });
  emit({ kind: "repeatable-finished", repeatable: step, durationMs });
  return { name, durationMs };
}

/** Nothing more is begun after a signal. */
function refuseStopped({ environment, heads, revisions }: RepeatableExecution, done: number): void {
  const reason: unknown = environment.interruption.signal.reason;
  if (!(reason instanceof DatabaseError)) return;
  throw new StoppedError(reason, { kept: keptBefore(revisions, done), heads });
}
