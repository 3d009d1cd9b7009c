/** Runs that are done sooner need no progress. */
const QUIET_MS = 1000;

const CELLS = 24;

/** How far a run of many steps has come, for a line that is written anew each time. */
export class Progress {
  readonly #total: number;
  readonly #started: number;
  #done = 0;

  /** `now` is a reading of a clock, in milliseconds. */
  constructor(total: number, now: number) {
    this.#total = total;
    this.#started = now;
  }

  /** One more step is done. */
  step(): void {
    this.#done += 1;
  }

  /**
   * The line; nothing for short runs and at the end.
   *
   * @example
   * ```ts
   * progress.line(now); // [######------------------] 25 of 100 revisions, 10 s, about 30 s left
   * ```
   */
  line(now: number): string | undefined {
    const took = now - this.#started;
    if (this.#total < 2 || this.#done >= this.#total || took < QUIET_MS) return undefined;
    const drawn = bar(this.#done / this.#total);
    const left = this.#done === 0
      ? ""
      : `, about ${clock(took / this.#done * (this.#total - this.#done))} left`;
    return `${drawn} ${this.#done} of ${this.#total} revisions, ${clock(took)}${left}`;
  }
}

/** How much of something is done, from 0 to 1: `[######------------------]`. */
export function bar(share: number): string {
  const filled = Math.max(0, Math.min(CELLS, Math.floor(share * CELLS)));
  return `[${"#".repeat(filled)}${"-".repeat(CELLS - filled)}]`;
}

/** A time for a person: `10 s`, `1 min 30 s`. */
export function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
