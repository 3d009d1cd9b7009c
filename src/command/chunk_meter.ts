import type { ChunkProgress } from "../runtime/events.ts";
import { bar, clock } from "./progress.ts";

/** Walks that are done sooner need no progress. */
const QUIET_MS = 1000;
/** How often a log is told. */
const TOLD_EVERY_MS = 10_000;

/** How fast a table is walked, and how far that is: for a line on a terminal, and for one now and then in a log. */
export class ChunkMeter {
  readonly #started: number;
  /** What earlier runs have done takes no time of this one. */
  readonly #before: ChunkProgress;
  #now: ChunkProgress;
  #told: number;

  /** `now` is a reading of a clock, in milliseconds. */
  constructor(before: ChunkProgress, now: number) {
    this.#before = before;
    this.#now = before;
    this.#started = now;
    this.#told = now;
  }

  /** One more chunk is done. */
  advance(chunks: ChunkProgress): void {
    this.#now = chunks;
  }

  /**
   * The line for a terminal; nothing for short walks.
   *
   * @example
   * ```ts
   * meter.line(now); // [######------] 250,000 of about 1,000,000 rows of users, 50,000 rows/s, about 15 s left
   * ```
   */
  line(now: number): string | undefined {
    if (now - this.#started < QUIET_MS) return undefined;
    const { estimate, rows } = this.#now;
    return (estimate === undefined ? "" : `${bar(Math.min(1, rows / estimate))} `) + this.#described(now);
  }

  /** The line for a log, when it is time for one again. */
  news(now: number): string | undefined {
    if (now - this.#told < TOLD_EVERY_MS) return undefined;
    this.#told = now;
    return this.#described(now);
  }

  /** The last line. */
  end(now: number): string {
    const { rows, table, chunks } = this.#now;
    const took = now - this.#started;
    const earlier = this.#before.chunks === 0 ? "" : `, ${this.#before.chunks} of them in an earlier run`;
    const done = `${number(rows)} rows of ${table} in ${
      chunks === 1 ? "1 chunk" : `${number(chunks)} chunks`
    }`;
    return `${done}${earlier}, ${clock(took)}${this.#rate(took)}`;
  }

  #described(now: number): string {
    const { rows, table, estimate } = this.#now;
    const took = now - this.#started;
    const of = estimate === undefined || estimate < rows ? "" : ` of about ${number(estimate)}`;
    return `${number(rows)}${of} rows of ${table}${this.#rate(took)}${this.#left(took)}`;
  }

  #rate(took: number): string {
    const done = this.#now.rows - this.#before.rows;
    return took <= 0 || done === 0 ? "" : `, ${number(done / took * 1000)} rows/s`;
  }

  #left(took: number): string {
    const { rows, estimate } = this.#now;
    const done = rows - this.#before.rows;
    if (estimate === undefined || estimate <= rows || done === 0) return "";
    return `, about ${clock((estimate - rows) / done * took)} left`;
  }
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en");
}
