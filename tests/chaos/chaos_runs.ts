/** How often each deed is done in the long form, unless `RETORT_CHAOS_RUNS` says otherwise. */
const LONG_RUNS = 200;

/** Whether the long form runs: `deno task chaos`. */
export const isLong: boolean = Deno.env.get("RETORT_CHAOS") === "long";

/** How often a test does its deed: `short` times in scripts/test.sh, `long` times in the long form. */
export function chaosRuns(short: number, long: number = LONG_RUNS): number {
  const chosen = Number(Deno.env.get("RETORT_CHAOS_RUNS") ?? "");
  if (chosen > 0) return Math.max(1, Math.round(chosen * long / LONG_RUNS));
  return isLong ? long : short;
}

/** A whole number from `least` to `most`. */
export function randomWhole(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}

/** Waits. Milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Counts what happened, and says it when the test is over. */
export class Tally implements Disposable {
  readonly #name: string;
  readonly #counts = new Map<string, number>();
  readonly #began = performance.now();

  constructor(name: string) {
    this.#name = name;
  }

  count(what: string, by: number = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by);
  }

  [Symbol.dispose](): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
    const counts = [...this.#counts].sort().map(([what, count]) => `${count} ${what}`).join(", ");
    Deno.stderr.writeSync(new TextEncoder().encode(`chaos: ${this.#name}: ${counts}; ${seconds} s\n`));
  }
}
