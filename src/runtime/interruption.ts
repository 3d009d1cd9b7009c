import { DatabaseError } from "../dialect/database_error.ts";
import type { Connection } from "../dialect/dialect.ts";

/** A signal that asks a run to end, and what it ends with. */
interface Stop {
  readonly signal: Deno.Signal;
  readonly code: "interrupted" | "terminated";
  readonly exitCode: 130 | 143;
}

const INTERRUPT: Stop = { signal: "SIGINT", code: "interrupted", exitCode: 130 };
const TERMINATE: Stop = { signal: "SIGTERM", code: "terminated", exitCode: 143 };

/** The way on after a signal. */
export const GO_ON = "Run the same command again: it goes on where this run ended";

/** A cancellation that came between two statements has stopped nothing: it is said again. Milliseconds. */
const REPEATED = 300;

/**
 * The signals that end a run in order: what runs is cancelled, the rest is not begun, what is open is rolled back. A
 * second signal ends the process at once.
 */
export class Interruption implements Disposable {
  /** While a revision runs, `Deno.exit` is not what it was. */
  readonly #exit = Deno.exit;
  readonly #controller = new AbortController();
  readonly #listeners: (readonly [Stop, () => void])[] = [];

  /** Listens until it is disposed. Without a listener the first process of a container would ignore the signals. */
  static listen(): Interruption {
    const interruption = new Interruption();
    for (const stop of Deno.build.os === "windows" ? [INTERRUPT] : [INTERRUPT, TERMINATE]) {
      const listener = () => interruption.#heed(stop);
      Deno.addSignalListener(stop.signal, listener);
      interruption.#listeners.push([stop, listener]);
    }
    return interruption;
  }

  /** Aborted by the first signal, with the `DatabaseError` to throw as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Lets nothing more begin after a signal.
   *
   * @throws {DatabaseError} of code `interrupted` or `terminated`.
   */
  check(): void {
    this.signal.throwIfAborted();
  }

  /**
   * Does work on a connection which a signal cancels. Only what may stop anywhere belongs in it: a transaction, or a
   * single statement of a revision, never a record of what was done.
   *
   * @throws {DatabaseError} of code `interrupted` or `terminated`, for a statement that was cancelled.
   */
  async cancelling<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    this.check();
    const cancelling = new Cancelling(connection);
    const begin = () => cancelling.begin();
    this.signal.addEventListener("abort", begin);
    try {
      return await work();
    } catch (error) {
      throw this.#named(error);
    } finally {
      this.signal.removeEventListener("abort", begin);
      await cancelling.end();
    }
  }

  /** What a wait gives, unless a signal comes first. */
  async racing<T>(work: Promise<T>): Promise<T> {
    this.check();
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = () => reject(this.signal.reason);
    this.signal.addEventListener("abort", stop);
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.signal.removeEventListener("abort", stop);
    }
  }

  [Symbol.dispose](): void {
    for (const [{ signal }, listener] of this.#listeners) Deno.removeSignalListener(signal, listener);
    this.#listeners.length = 0;
  }

  #heed({ signal, code, exitCode }: Stop): void {
    if (this.signal.aborted) this.#exit(exitCode);
    this.#controller.abort(new DatabaseError(code, `Stopped by ${signal}`, { hint: GO_ON }));
  }

  /** What the server says of a statement that it was told to end is no news. */
  #named(error: unknown): unknown {
    const reason: unknown = this.signal.reason;
    if (!(reason instanceof DatabaseError) || !(error instanceof DatabaseError)) return error;
    if (error.facts.condition !== "cancelled") return error;
    const { index, sql } = error.facts;
    return new DatabaseError(reason.code, reason.message, { index, sql });
  }
}

/** Cancels what runs on a connection, as often as it takes. */
class Cancelling {
  readonly #connection: Connection;
  #timer: ReturnType<typeof setInterval> | undefined;
  #sent: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  begin(): void {
    this.#send();
    this.#timer = setInterval(() => this.#send(), REPEATED);
  }

  /** What comes after must not be met by a cancellation that is still on its way. */
  async end(): Promise<void> {
    // Deno loads its timers at their first use, which takes a tenth of a start.
    if (this.#timer !== undefined) clearInterval(this.#timer);
    await this.#sent;
  }

  /** The server may refuse one more connection: then the statement comes to its own end. */
  #send(): void {
    this.#sent = this.#sent.then(() => this.#connection.cancel()).catch(() => undefined);
  }
}
