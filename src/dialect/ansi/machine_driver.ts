import type { Machine } from "../machine.ts";
import type { Timing } from "../timing.ts";

/** The machine that this process runs on. */
export const localMachine: Machine = {
  variable: (name) => Deno.env.get(name) || undefined,
  read(path) {
    try {
      return Deno.readTextFileSync(path);
    } catch {
      return undefined;
    }
  },
  exists: (path) => information(path) !== undefined,
  shared: (path) => Deno.build.os !== "windows" && ((information(path)?.mode ?? 0) & 0o077) !== 0,
  userName: () => Deno.env.get("USER") ?? Deno.env.get("LOGNAME") ?? Deno.env.get("USERNAME"),
};

/** The clock and the dice of this process. */
export const timing: Timing = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener("abort", done);
    }),
};

function information(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}
