import { DatabaseError } from "../dialect/database_error.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import type { Statement } from "../sql/statement.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";
import { ForeignKeysNeeded, switchOff } from "./code/enforcement.ts";
import { freshSession } from "./fresh_session.ts";
import type { Emit } from "./events.ts";
import { FailedJournal, runJournaled } from "./journal_step.ts";
import type { Snapshot } from "./ledger.ts";
import type { PreparedStep } from "./prepare.ts";
import { withoutIndex } from "./without_index.ts";
import { hasBegun, notTogether } from "./resume.ts";
import { keptOfRun, stepFailure } from "./step_failure.ts";
import { retrying } from "./retry.ts";
import { RunLog } from "./run_log.ts";
import { StoppedError } from "./stopped_error.ts";
import { elapsed, retryPolicy, type StepRun } from "./step_run.ts";
import { rollBack, runInTransaction } from "./transaction_step.ts";
import { runTypeScript } from "./code/typescript_step.ts";

/** What a run has to know beside its steps. */
export interface Execution {
  readonly environment: Environment;
  readonly graph: RevisionGraph<Script>;
  readonly snapshot: Snapshot;
  readonly secrets: ReadonlySet<string>;
  readonly emit: Emit;
  /** Fails when the runner lock is lost. */
  readonly guard: Statement | undefined;
}

/** A step that is done. */
export interface DoneStep {
  readonly step: PreparedStep;
  readonly durationMs: number;
}

/** A repeatable that was run again. */
export interface DoneRepeatable {
  readonly name: string;
  readonly durationMs: number;
}

/** The end of a run that came to its end. */
export interface Executed {
  readonly done: readonly DoneStep[];
  readonly applied: ReadonlySet<RevisionId>;
  readonly heads: readonly RevisionId[];
  readonly durationMs: number;
  /** What ran after the revisions. */
  readonly repeatables?: readonly DoneRepeatable[];
}

/**
 * Runs prepared steps in order and keeps the ledger.
 *
 * @throws {StatementError} when a statement fails: with its place, and what was kept.
 * @throws {RetortError} `connection-lost`, `half-applied`, `script-failed`.
 */
export async function execute(steps: readonly PreparedStep[], execution: Execution): Promise<Executed> {
  const run = new Runner(execution);
  const together = execution.environment.config.transaction === "all";
  try {
    if (together) await run.together(steps);
    else await run.each(steps, false);
    return run.result();
  } finally {
    await run.writeLog();
  }
}

/** Keeps count of what is applied, and writes the log when all is over. */
class Runner {
  readonly #execution: Execution;
  readonly #applied: Set<RevisionId>;
  readonly #done: DoneStep[] = [];
  readonly #log: RunLog;
  readonly #started = performance.now();
  /** Whether the one transaction for all runs without foreign keys. */
  #unenforced = false;

  constructor(execution: Execution) {
    this.#execution = execution;
    this.#applied = new Set(execution.snapshot.applied);
    this.#log = new RunLog(execution.environment, execution.secrets);
  }

  result(): Executed {
    const heads = this.#execution.graph.headsOf(this.#applied);
    return { done: this.#done, applied: this.#applied, heads, durationMs: elapsed(this.#started) };
  }

  async each(steps: readonly PreparedStep[], enclosed: boolean): Promise<void> {
    for (const step of steps) {
      this.#refuseStopped(enclosed);
      await this.#one(step, enclosed);
      if (!enclosed) await this.#tellHook(this.#done.slice(-1));
    }
  }

  /** `afterStep` of the configuration, for steps that nothing can take back any more. */
  async #tellHook(done: readonly DoneStep[]): Promise<void> {
    const { environment } = this.#execution;
    if (environment.config.hooks["afterStep"] === undefined) return;
    const { callAfterStep } = await import("./run_hooks.ts");
    for (const { step, durationMs } of done) await callAfterStep(step, durationMs, environment);
  }

  /** Nothing more is begun after a signal. */
  #refuseStopped(enclosed: boolean): void {
    const reason: unknown = this.#execution.environment.interruption.signal.reason;
    if (!(reason instanceof DatabaseError)) return;
    const { graph, snapshot } = this.#execution;
    const [kept, done] = enclosed ? [snapshot.applied, 0] : [this.#applied, this.#done.length];
    throw new StoppedError(reason, { kept: keptOfRun(enclosed, done), heads: graph.headsOf(kept) });
  }

  /** `--transaction all`: one BEGIN before the first step, one COMMIT after the last. */
  async together(steps: readonly PreparedStep[]): Promise<void> {
    try {
      await this.#allAtOnce(steps);
    } catch (error) {
      const [step] = steps;
      if (!(error instanceof ForeignKeysNeeded) || step === undefined) throw error;
      this.#unenforced = true;
      this.#execution.emit({ kind: "foreign-keys-off", step });
      await this.#allAtOnce(steps);
    }
    await this.#tellHook(this.#done);
  }

  async #allAtOnce(steps: readonly PreparedStep[]): Promise<void> {
    const { environment, snapshot } = this.#execution;
    const { dialect, connection } = environment;
    await connection.pipeline(freshSession(environment));
    await using guard = this.#unenforced ? await switchOff(environment) : undefined;
    await connection.pipeline([{ sql: dialect.transaction.begin }]);
    try {
      await this.each(steps, true);
      await guard?.check();
      await this.#commit(steps.at(-1));
    } catch (error) {
      await rollBack(environment);
      this.#done.length = 0;
      this.#applied.clear();
      for (const id of snapshot.applied) this.#applied.add(id);
      throw error;
    }
  }

  /** What fails here may be any step's doing; the last one stands for all of them. */
  async #commit(last: PreparedStep | undefined): Promise<void> {
    const { environment: { connection, dialect, interruption }, guard } = this.#execution;
    const commit = [...(guard === undefined ? [] : [guard]), { sql: dialect.transaction.commit }];
    try {
      await interruption.cancelling(connection, () => connection.pipeline(commit));
    } catch (error) {
      throw last === undefined ? error : await this.#explain(last, true, withoutIndex(error));
    }
  }

  async #one(step: PreparedStep, enclosed: boolean): Promise<void> {
    const { environment, emit, snapshot, guard } = this.#execution;
    const started = performance.now();
    const startedAt = environment.now().toISOString();
    emit({ kind: "started", step });
    if (step.why !== undefined) emit({ kind: "without-transaction", step, why: step.why });
    try {
      const row = snapshot.rows.get(step.script.id);
      await perform({ step, environment, emit, enclosed, guard, row, unenforced: this.#unenforced });
    } catch (error) {
      if (error instanceof ForeignKeysNeeded) throw error;
      this.#note(step, startedAt, elapsed(started), error);
      emit({ kind: "failed", step, durationMs: elapsed(started) });
      throw await this.#explain(step, enclosed, error);
    }
    this.#settle(step, elapsed(started), startedAt);
  }

  #settle(step: PreparedStep, durationMs: number, startedAt: string): void {
    if (step.direction === "upgrade") this.#applied.add(step.script.id);
    else this.#applied.delete(step.script.id);
    this.#done.push({ step, durationMs });
    this.#note(step, startedAt, durationMs, undefined);
    this.#execution.emit({ kind: "finished", step, durationMs });
  }

  async #explain(step: PreparedStep, enclosed: boolean, error: unknown): Promise<unknown> {
    const { environment, graph, snapshot, secrets, guard } = this.#execution;
    if (isLockLost(error, guard)) return lockLost(error);
    const kept = enclosed ? snapshot.applied : this.#applied;
    const done = enclosed ? 0 : this.#done.length;
    return await stepFailure({
      environment,
      step,
      error,
      done,
      enclosed,
      secrets,
      heads: graph.headsOf(kept),
    });
  }

  #note(
    { script: { id }, direction }: PreparedStep,
    started_at: string,
    duration_ms: number,
    error: unknown,
  ): void {
    this.#log.note({ revision: id, direction, started_at, duration_ms, error });
  }

  async writeLog(): Promise<void> {
    await this.#log.write();
  }
}

async function perform(run: StepRun): Promise<void> {
  const { step: { section, mode } } = run;
  if (section.body.kind === "typescript") return await runTypeScript(run, section.body);
  if (mode === "journal") return await runJournaled(run);
  if (run.row !== undefined && hasBegun(run.row)) {
    if (run.enclosed) throw notTogether(run.row);
    return await runJournaled(run);
  }
  // What shares its transaction with other steps cannot be done again from its start.
  if (run.enclosed) return await runInTransaction(run);
  return await retrying(() => runInTransaction(run), retryPolicy(run));
}

/** Whether it is the lock's guard that failed, and not the step. */
export function isLockLost(error: unknown, guard: Statement | undefined): boolean {
  const cause = error instanceof FailedJournal ? error.error : error;
  if (guard === undefined || !(cause instanceof DatabaseError) || cause.facts.sql !== guard.sql) return false;
  // A signal, a time-out or a dead link may meet the guard as well as any other statement.
  return cause.code === "statement-failed" && cause.facts.condition === undefined;
}

/** What is said then. */
export function lockLost(cause: unknown): RetortError {
  return new RetortError("lock-unavailable", "The runner lock was lost, so nothing more is run", {
    hint:
      "Somebody ended its session or released it: see whether another run is under way, then run this again",
    cause,
  });
}
