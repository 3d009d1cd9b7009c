import { DatabaseError } from "../dialect/database_error.ts";
import type { BlockerSource, Connection } from "../dialect/dialect.ts";
import { isLockFailure } from "./retry.ts";
import type { StepRun } from "./step_run.ts";

/** Milliseconds between two looks, where no lock time-out says how long a wait can be. */
const CALM = 2000;
const SHORTEST = 100;

/**
 * Does work of a step, and tells who stands in its way while it waits for a lock: afterwards the engine does not know
 * it any more. Work that is quick is never looked at.
 */
export async function tellingBlockers<T>(run: StepRun, work: () => Promise<T>): Promise<T> {
  const { environment: { connection }, emit, step } = run;
  if (connection.watchBlockers === undefined) return await work();
  const watch = new BlockerWatch(connection, (by) => emit({ kind: "blocked", step, by }));
  watch.begin(interval(run));
  try {
    return await work();
  } catch (error) {
    throw watch.named(error);
  } finally {
    watch.end();
  }
}

/** At least two looks fall into a wait that ends with the time-out. */
function interval({ environment: { config: { lockTimeout } } }: StepRun): number {
  if (lockTimeout === 0) return CALM;
  return Math.max(SHORTEST, Math.min(CALM, lockTimeout * 0.4));
}

/** Looks now and then, over a connection that is opened for the first look. */
class BlockerWatch {
  readonly #connection: Connection;
  readonly #tell: (by: string) => void;
  readonly #told = new Set<string>();
  #source: Promise<BlockerSource> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #asking = false;
  #ended = false;
  #last: string | undefined;

  constructor(connection: Connection, tell: (by: string) => void) {
    this.#connection = connection;
    this.#tell = tell;
  }

  begin(interval: number): void {
    this.#timer = setInterval(() => this.#look(), interval);
  }

  /** Nobody waits for the connection to be closed. */
  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#source?.then((source) => source[Symbol.asyncDispose]()).catch(() => undefined);
  }

  /** A failure that a lock caused, with who held it. */
  named(error: unknown): unknown {
    if (this.#last === undefined || !isLockFailure(error)) return error;
    return new DatabaseError(error.code, error.message, {
      ...error.facts,
      blocker: this.#last,
      cause: error,
    });
  }

  /** A server that lets nobody in, or tells nothing, stops no run. */
  async #look(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#source ??= this.#connection.watchBlockers?.();
      this.#note(await (await this.#source)?.ask());
    } catch {
      this.#source = undefined;
    } finally {
      this.#asking = false;
    }
  }

  #note(by: string | undefined): void {
    if (this.#ended) return;
    this.#last = by;
    if (by === undefined || this.#told.has(by)) return;
    this.#told.add(by);
    this.#tell(by);
  }
}
