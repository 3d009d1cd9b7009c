import { RetortError } from "../util/errors.ts";

/** How long something is tried again, and who is told. */
export interface Patience {
  /** Milliseconds. */
  readonly timeout: number;
  /** Told each new reason to wait. */
  readonly onWait: (reason: string) => void;
}

const FIRST_DELAY = 100;
const LONGEST_DELAY = 2000;

/** What only time can heal: a server that does not answer yet. */
const PASSING: ReadonlySet<string> = new Set(["cannot-connect", "connection-lost", "lock-unavailable"]);

/**
 * Does something again and again until the database answers, with more time in between.
 *
 * @throws {RetortError} the last reason, when the time is over; at once for all else.
 */
export async function patiently<T>(work: () => Promise<T>, { timeout, onWait }: Patience): Promise<T> {
  const end = performance.now() + timeout;
  let told = "";
  for (let delay = FIRST_DELAY;; delay = Math.min(delay * 1.5, LONGEST_DELAY)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      const left = end - performance.now();
      if (left <= 0) throw error;
      if (error.message !== told) onWait(error.message);
      told = error.message;
      await new Promise((resolve) => setTimeout(resolve, Math.min(delay, left)));
    }
  }
}

function isPassing(error: unknown): error is RetortError {
  return error instanceof RetortError && (error instanceof NotYet || PASSING.has(error.code));
}

/** Not there yet: asked again until the time is over. */
export class NotYet extends RetortError {
  override readonly name = "NotYet";

  constructor(message: string, hint: string) {
    super("condition-false", message, { hint });
  }
}
