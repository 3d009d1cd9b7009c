import { cleanEnvironment } from "../../tests/support/retort.ts";
import type { Program } from "./program.ts";

/** What one run of a program took. */
export interface Sample {
  readonly wallMs: number;
  /** User and system time together, to 10 ms; absent without GNU time. */
  readonly cpuMs?: number;
  /** The largest resident set; absent without GNU time. */
  readonly peakKiB?: number;
}

/** Where GNU time is, if it is: BSD's and the shell's own know no memory. */
export async function findGnuTime(): Promise<string | undefined> {
  for (const path of ["/usr/bin/time", "/usr/local/bin/gtime", "/opt/homebrew/bin/gtime"]) {
    try {
      const { stdout } = await new Deno.Command(path, { args: ["--version"], stderr: "null" }).output();
      if (new TextDecoder().decode(stdout).includes("GNU")) return path;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return undefined;
}

/** Runs a program to its end and measures it. Throws with what it said when it fails. */
export async function measure(
  { program, args, cwd, env }: Program,
  gnuTime: string | undefined,
): Promise<Sample> {
  const report = gnuTime === undefined ? undefined : await Deno.makeTempFile({ prefix: "retort_bench_" });
  try {
    const leading = report === undefined ? [] : ["-f", "%U %S %M", "-o", report, "--", program];
    const command = new Deno.Command(gnuTime ?? program, {
      args: [...leading, ...args],
      env: { ...cleanEnvironment(), ...env },
      clearEnv: true,
      ...(cwd !== undefined && { cwd }),
    });
    const started = performance.now();
    const { code, stdout, stderr } = await command.output();
    const wallMs = performance.now() - started;
    if (code !== 0) throw failure([program, ...args].join(" "), code, stdout, stderr);
    return { wallMs, ...(report !== undefined && readReport(await Deno.readTextFile(report))) };
  } finally {
    if (report !== undefined) await Deno.remove(report);
  }
}

function failure(command: string, code: number, stdout: Uint8Array, stderr: Uint8Array): Error {
  const decoder = new TextDecoder();
  const said = `${decoder.decode(stderr)}${decoder.decode(stdout)}`.trim();
  const short = said.length > 900 ? `${said.slice(0, 400)} ... ${said.slice(-500)}` : said;
  return new Error(`${command.slice(0, 300)} ended with ${code}: ${short}`);
}

function readReport(text: string): Pick<Required<Sample>, "cpuMs" | "peakKiB"> {
  const [user = 0, system = 0, peakKiB = 0] = text.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  return { cpuMs: (user + system) * 1000, peakKiB };
}
