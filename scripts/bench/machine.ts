import { findProgram } from "../../tests/support/find_program.ts";
import { runProcess } from "../../tests/support/process.ts";
import { measure } from "./measure.ts";
import { median } from "./median.ts";

/** Where a benchmark ran: what its figures depend on. */
export interface Machine {
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Programs by name, with what they say of their version. */
  readonly versions: Readonly<Record<string, string>>;
  /** How many processes wanted a core in the last minute, before the first run. */
  readonly loadBefore: number;
  /** What starting the smallest program costs here: it is part of every figure. */
  readonly startMs: number;
}

/** Describes this machine. */
export async function describeMachine(gnuTime: string | undefined): Promise<Machine> {
  return {
    system: `${await distribution()}, ${Deno.build.os} ${Deno.osRelease()}`,
    processor: await processor(),
    cores: navigator.hardwareConcurrency,
    memoryGiB: Math.round(Deno.systemMemoryInfo().total / 2 ** 30),
    versions: await versions(),
    loadBefore: Math.round((Deno.loadavg()[0] ?? 0) * 10) / 10,
    startMs: await startCost(gnuTime),
  };
}

async function distribution(): Promise<string> {
  const text = await Deno.readTextFile("/etc/os-release").catch(() => "");
  return /^PRETTY_NAME="?([^"\n]+)/m.exec(text)?.[1] ?? "unknown";
}

async function processor(): Promise<string> {
  const text = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  return /^model name\s*:\s*(.+)$/m.exec(text)?.[1] ?? Deno.build.arch;
}

async function versions(): Promise<Record<string, string>> {
  const found: Record<string, string> = { deno: Deno.version.deno };
  for (
    const [name, argument] of [["postgres", "--version"], ["psql", "--version"], ["sqlite3", "--version"]]
  ) {
    if (name === undefined || argument === undefined) continue;
    const path = await findProgram([name], name).catch(() => undefined);
    if (path === undefined) continue;
    const { stdout } = await runProcess(path, [argument]);
    found[name] = /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? stdout.trim();
  }
  return found;
}

async function startCost(gnuTime: string | undefined): Promise<number> {
  const walls: number[] = [];
  for (let run = 0; run < 11; run++) {
    walls.push((await measure({ program: "/bin/true", args: [] }, gnuTime)).wallMs);
  }
  return Math.round(median(walls) * 10) / 10;
}
