import type { Operation } from "../../operation/operation.ts";
import type { ScriptPlace } from "../../script/script_error.ts";
import type { Value } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";
import { callSite } from "./call_site.ts";
import type { ChunkWork, CodeWalk } from "../chunks/code_walk.ts";
import type { StatementHost } from "./operations.ts";

/**
 * Sends a revision's statements one after the other, awaited or not, and knows which are under way: a step must not
 * end before them, and none may begin after its end.
 */
export class OperationQueue implements StatementHost {
  readonly #host: StatementHost;
  readonly #path: string;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #parts = new Set<Promise<unknown>>();
  readonly #sites = new Map<unknown, () => ScriptPlace | undefined>();
  #last: Promise<unknown> | undefined;
  #closed = false;

  constructor(host: StatementHost, path: string) {
    this.#host = host;
    this.#path = path;
  }

  execute(sql: string, parameters: readonly Value[]): Promise<number> {
    return this.#enqueue(() => this.#host.execute(sql, parameters));
  }

  query<Row>(sql: string, parameters: readonly Value[]): Promise<Row[]> {
    return this.#enqueue(() => this.#host.query<Row>(sql, parameters));
  }

  async operate(operation: Operation): Promise<number> {
    const site = callSite(this.#path);
    try {
      return await this.#enqueue(() => this.#host.operate(operation));
    } catch (error) {
      // Between the call and its statements stands a wait: their own stack knows nothing of the revision.
      this.#sites.set(error, site);
      throw error;
    }
  }

  step(name: string, run: () => Promise<void>): Promise<void> {
    return this.#part((whole) => this.#host.step(name, whole), run);
  }

  autocommit(run: () => Promise<void>): Promise<void> {
    return this.#part((whole) => this.#host.autocommit(whole), run);
  }

  chunks(walk: CodeWalk, run: ChunkWork): Promise<void> {
    return this.#part((whole) => this.#host.chunks(walk, whole), run);
  }

  /** Waits for all that was begun and not awaited, and until the runtime has told of failures that nobody handles. */
  async settled(): Promise<void> {
    do {
      await Promise.allSettled(this.#parts);
      await this.sent();
    } while (this.#parts.size > 0);
  }

  /** The same for statements alone: a part that waits for something else is not waited for. */
  async sent(): Promise<void> {
    do {
      await Promise.allSettled(this.#pending);
      // Loose rejections are told when all microtasks are done; a text's next statement is sent in one.
      await new Promise((resolve) => setTimeout(resolve, 0));
    } while (this.#pending.size > 0);
  }

  /** Refuses what comes from now on, and waits for what is under way: its session is needed for something else. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#pending);
  }

  /** Where the revision asked for a statement that had to wait for another one. */
  siteOf(error: unknown): ScriptPlace | undefined {
    return this.#sites.get(error)?.();
  }

  /** A part begins when what was sent before has come back, and ends when what it sent has. */
  async #part<Given extends readonly unknown[]>(
    begin: (whole: (...given: Given) => Promise<void>) => Promise<void>,
    run: (...given: Given) => Promise<void>,
  ): Promise<void> {
    this.#refuseClosed();
    const work = Promise.allSettled(this.#pending).then(() =>
      begin(async (...given) => {
        await run(...given);
        await this.sent();
        this.#refuseClosed();
      })
    );
    this.#parts.add(work);
    try {
      await work;
    } finally {
      this.#parts.delete(work);
    }
  }

  async #enqueue<T>(send: () => Promise<T>): Promise<T> {
    this.#refuseClosed();
    const work = this.#last === undefined ? send() : this.#after(this.#last, send);
    this.#last = work;
    this.#pending.add(work);
    try {
      return await work;
    } finally {
      this.#pending.delete(work);
      if (this.#last === work) this.#last = undefined;
    }
  }

  async #after<T>(previous: Promise<unknown>, send: () => Promise<T>): Promise<T> {
    const site = callSite(this.#path);
    await previous.catch(() => undefined);
    this.#refuseClosed();
    try {
      return await send();
    } catch (error) {
      this.#sites.set(error, site);
      throw error;
    }
  }

  #refuseClosed(): void {
    if (!this.#closed) return;
    throw new RetortError("script-failed", "A revision uses `op` after it has ended", {
      hint: "Write `await` before each call of `op`, and before each function that calls it",
    });
  }
}
