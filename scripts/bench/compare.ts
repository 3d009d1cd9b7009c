import { measure, type Sample } from "./measure.ts";
import { mean, median } from "./median.ts";
import type { Contender, Role, Row } from "./row.ts";

/** What came out for one contender. */
export interface Result {
  readonly name: string;
  readonly role: Role;
  /** Medians over the runs; CPU time is the mean, because it is only known to 10 ms. */
  readonly wallMs?: number;
  readonly fastestMs?: number;
  readonly slowestMs?: number;
  readonly cpuMs?: number;
  readonly peakMiB?: number;
  /** Why there is no figure. */
  readonly failure?: string;
}

/** What came out of a row. */
export interface RowResult {
  readonly id: string;
  readonly title: string;
  readonly target: string;
  readonly runs: number;
  readonly results: readonly Result[];
}

/** How rows are measured. */
export interface Comparison {
  readonly gnuTime: string | undefined;
  readonly runs: number | undefined;
  readonly quick: boolean;
  readonly note: (text: string) => void;
}

/**
 * Measures a row: every contender once to warm up, then all of them in turn, again and again, so that whatever
 * else the machine does falls on all alike. Who fails drops out and says why.
 */
export async function compare(row: Row, comparison: Comparison): Promise<RowResult> {
  const { quick, note } = comparison;
  const runs = comparison.runs ?? (quick ? 2 : row.runs);
  note(`${row.title} (${runs} runs)`);
  const contenders = await row.prepare();
  const samples = new Map<Contender, Sample[]>(contenders.map((contender) => [contender, []]));
  const failures = new Map<Contender, string>();
  for (let round = quick ? 0 : -1; round < runs; round++) {
    for (const contender of contenders) {
      if (failures.has(contender)) continue;
      try {
        await contender.before?.();
        const sample = await measure(contender.program, comparison.gnuTime);
        if (round >= 0) samples.get(contender)?.push(sample);
      } catch (error) {
        failures.set(contender, error instanceof Error ? error.message : String(error));
        note(`  ${contender.name}: ${failures.get(contender)}`);
      }
    }
  }
  const { id, title, target } = row;
  const results = contenders.map((contender) =>
    summary(contender, samples.get(contender) ?? [], failures.get(contender))
  );
  return { id, title, target, runs, results };
}

function summary({ name, role }: Contender, samples: readonly Sample[], failure: string | undefined): Result {
  if (failure !== undefined) return { name, role, failure };
  const walls = samples.map((sample) => sample.wallMs);
  const cpu = known(samples.map((sample) => sample.cpuMs));
  const peak = known(samples.map((sample) => sample.peakKiB));
  return {
    name,
    role,
    wallMs: rounded(median(walls)),
    fastestMs: rounded(Math.min(...walls)),
    slowestMs: rounded(Math.max(...walls)),
    ...(cpu.length > 0 && { cpuMs: rounded(mean(cpu)) }),
    ...(peak.length > 0 && { peakMiB: rounded(median(peak) / 1024) }),
  };
}

function known(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
