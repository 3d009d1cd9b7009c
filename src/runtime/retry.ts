import { DatabaseError } from "../dialect/database_error.ts";

/** How often something that met a lock is tried again, and who is told. */
export interface RetryPolicy {
  readonly retries: number;
  readonly onRetry: (retry: Retry) => void;
  /** Ends the wait for the next try with its reason. */
  readonly signal?: AbortSignal;
  /** False when the work that just failed has left something behind. */
  readonly repeatable?: () => boolean;
}

/** One more try that is about to be made. */
export interface Retry {
  /** From 1. */
  readonly attempt: number;
  readonly of: number;
  /** Milliseconds until then. */
  readonly delay: number;
  readonly error: DatabaseError;
}

const FIRST_DELAY = 200;
const LONGEST_DELAY = 10_000;

/**
 * Does something that leaves nothing behind when it fails, again and again while another session's lock is in the
 * way: with twice the delay each time, and jitter, so that waiting runners do not meet again.
 *
 * @throws {DatabaseError} of code `lock-unavailable` when the last try has met the lock too.
 */
export async function retrying<T>(work: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { retries, onRetry, repeatable, signal } = policy;
  for (let attempt = 1;; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isLockFailure(error) || repeatable?.() === false) throw error;
      if (attempt > retries) throw exhausted(error, retries);
      const delay = delayBefore(attempt);
      onRetry({ attempt, of: retries, delay, error });
      await sleep(delay, signal);
      if (signal?.aborted) throw stopped(signal.reason, error);
    }
  }
}

/** Whether a statement failed only because somebody else held a lock: the same statement may succeed later. */
export function isLockFailure(error: unknown): error is DatabaseError {
  if (!(error instanceof DatabaseError)) return false;
  // What stays would be done twice.
  if (error.facts.leftBehind !== undefined) return false;
  return error.facts.condition === "lock-timeout" || error.facts.condition === "deadlock";
}

/** Waits, unless a signal ends the wait before its time. */
export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}

/** Why no more is tried, at the statement that was to be tried again. */
function stopped(reason: unknown, { facts: { index, sql } }: DatabaseError): unknown {
  if (!(reason instanceof DatabaseError)) return reason;
  return new DatabaseError(reason.code, reason.message, { ...reason.facts, index, sql });
}

function delayBefore(attempt: number): number {
  const whole = Math.min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY);
  return Math.round(whole / 2 + Math.random() * whole / 2);
}

function exhausted(error: DatabaseError, retries: number): DatabaseError {
  const tries = retries === 0 ? "the first try" : `${retries + 1} tries`;
  return new DatabaseError("lock-unavailable", `${error.message} (after ${tries})`, {
    ...error.facts,
    wayOut:
      "Run it when less is going on, find who holds the lock, or give --lock-timeout and --lock-retries more",
    cause: error,
  });
}
