import { type ProcessResult, runProcess } from "./process.ts";

/** How `retort()` runs the command line. */
export interface RetortOptions {
  /** The folder that the command stands in. */
  readonly cwd?: string;
  /** Added to an environment that is otherwise clean. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** The repository's root, as a path without a slash at its end. */
export const ROOT: string = pathOf(new URL("../../", import.meta.url));

/** The path of a `file:` URL, without a slash at its end and, on Windows, without one before the drive. */
export function pathOf(url: URL): string {
  return decodeURIComponent(url.pathname).replace(/^\/(?=[A-Za-z]:)/, "").replace(/\/$/, "");
}

/** The permissions that `scripts/run.sh` gives, word for word. */
const DENO_FLAGS: readonly string[] = [
  "run",
  "-A",
  "--no-prompt",
  "--quiet",
  `--config=${ROOT}/deno.json`,
  "--frozen",
  `${ROOT}/main.ts`,
];

/** What a process needs to run at all, and nothing that could steer retort. */
const KEPT = ["PATH", "HOME", "TMPDIR", "DENO_DIR", "SYSTEMROOT", "LD_LIBRARY_PATH", "RETORT_CACHE_DIR"];

/**
 * Runs retort's command line as a process of its own: `RETORT_BIN` when it is set, `main.ts` otherwise.
 *
 * @example
 * ```ts
 * const env = { DATABASE_URL: database.url };
 * const { code, stdout } = await retort(["current"], { cwd: database.folder, env });
 * ```
 */
export async function retort(args: readonly string[], options: RetortOptions = {}): Promise<ProcessResult> {
  const { program, leading } = retortCommand();
  return await runProcess(program, [...leading, ...args], {
    ...options,
    env: { ...cleanEnvironment(), ...options.env },
    clearEnv: true,
  });
}

/**
 * The program and its first arguments that stand for `retort`, for tests that must hold the process
 * themselves.
 */
export function retortCommand(): { readonly program: string; readonly leading: readonly string[] } {
  const binary = Deno.env.get("RETORT_BIN");
  if (binary !== undefined && binary !== "") return { program: binary, leading: [] };
  return { program: Deno.execPath(), leading: DENO_FLAGS };
}

/** The environment that `retort()` starts from. */
export function cleanEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { DENO_NO_UPDATE_CHECK: "1", TZ: "UTC", LC_ALL: "C.UTF-8" };
  for (const name of KEPT) {
    const value = Deno.env.get(name);
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
