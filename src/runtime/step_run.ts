import type { LedgerRow } from "../dialect/dialect.ts";
import type { Statement } from "../sql/statement.ts";
import { tellingBlockers } from "./blocker_watch.ts";
import type { Environment } from "./environment.ts";
import type { Emit } from "./events.ts";
import type { PreparedStep } from "./prepare.ts";
import type { RetryPolicy } from "./retry.ts";
import { rowOf } from "./row.ts";

/** One step while it runs. */
export interface StepRun {
  readonly step: PreparedStep;
  readonly environment: Environment;
  readonly emit: Emit;
  /** The ledger's row of this revision as it was before the step, if there was one. */
  readonly row: LedgerRow | undefined;
  /** Whether a transaction around all steps is open already. */
  readonly enclosed: boolean;
  /** Whether its transaction runs without foreign keys, and is asked for dangling ones before its COMMIT. */
  readonly unenforced?: boolean;
  /** Fails when the runner lock is lost; sent before anything that must not happen without it. */
  readonly guard: Statement | undefined;
}

/**
 * The statement that takes the step for this runner: it comes first in the step's transaction, so that a second
 * runner fails on the primary key (upgrade) or waits and then finds nothing to remove (downgrade).
 */
export function claim({ step, environment, row }: StepRun): Statement {
  const { dialect, ledger } = environment;
  if (step.direction === "downgrade") return dialect.ledger.remove(ledger, step.script.id);
  const statementsDone = step.statements.length;
  const fresh = rowOf(step.script, environment, { origin: "run", state: "applied", statementsDone });
  return row === undefined
    ? dialect.ledger.insert(ledger, fresh)
    : dialect.ledger.update(ledger, row.revision, fresh);
}

/** The guard as statements to send: one, or none where the lock cannot be lost without the session. */
export function guarded({ guard }: StepRun): readonly Statement[] {
  return guard === undefined ? [] : [guard];
}

/**
 * Does what may end anywhere: a transaction, or one statement of a revision. A signal cancels it, and whoever keeps it
 * waiting is told.
 */
export async function stoppable<T>(run: StepRun, work: () => Promise<T>): Promise<T> {
  const { connection, interruption } = run.environment;
  return await interruption.cancelling(connection, () => tellingBlockers(run, work));
}

/** How a step, or a statement of it, is tried again when it meets a lock. */
export function retryPolicy(
  { step, environment, emit }: Pick<StepRun, "step" | "environment" | "emit">,
): RetryPolicy {
  return {
    retries: environment.config.lockRetries,
    signal: environment.interruption.signal,
    onRetry: (retry) => emit({ kind: "retried", step, retry }),
  };
}

/** Whole milliseconds since `started`, a reading of `performance.now()`. */
export function elapsed(started: number): number {
  return Math.round(performance.now() - started);
}
