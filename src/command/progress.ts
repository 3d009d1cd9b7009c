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
    const filled = Math.floor(this.#done / this.#total * CELLS);
    const bar = "#".repeat(filled) + "-".repeat(CELLS - filled);
    const left = this.#done === 0
      ? ""
      : `, about ${clock(took / this.#done * (this.#total - this.#done))} left`;
    return `[${bar}] ${this.#done} of ${this.#total} revisions, ${clock(took)}${left}`;
  }
}

function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
