import { BuildError } from "./build_error.ts";
import { placeExecutable } from "./place_executable.ts";
import { runStep } from "./run_step.ts";
import { stage } from "./stage.ts";

/** What `deno task compile` builds. */
export interface CompiledOptions {
  readonly output: string;
  /** A target of `deno compile`, such as `aarch64-apple-darwin`; the machine's own without it. */
  readonly target: string | undefined;
}

/**
 * Builds the executable with `deno compile`, from a folder that is gone afterwards.
 *
 * @throws {BuildError} above all where the runtime for compiled programs cannot be downloaded.
 */
export async function buildCompiled({ output, target }: CompiledOptions, work: string): Promise<void> {
  const folder = `${work}/stage`;
  const names = await stage("main.ts", folder);
  // `deno compile` does not overwrite what it has not made itself, such as a launcher; and it writes the file's name
  // into the file, which is to be the same wherever it goes.
  const built = `${work}/retort${output.endsWith(".exe") ? ".exe" : ""}`;
  setTimes(names.map((name) => `${folder}/${name}`));
  try {
    await runStep("deno compile", Deno.execPath(), [
      "compile",
      "--quiet",
      // All permissions, as in scripts/run.sh: with any fewer the runtime takes from SQLite what VACUUM needs.
      "--allow-all",
      "--no-prompt",
      "--no-config",
      "--no-lock",
      "--no-check",
      // It would lie in a shared temporary folder, in a file that anybody could have put there.
      "--no-code-cache",
      "--include",
      folder,
      ...(target === undefined ? [] : ["--target", target]),
      "--output",
      built,
      `${folder}/main.js`,
    ]);
    await placeExecutable(built, output);
  } catch (error) {
    throw isAbsentRuntime(error) ? absentRuntime(error) : error;
  }
}

function isAbsentRuntime(error: unknown): error is Error {
  return error instanceof BuildError && /Setting up base binary|denort/.test(error.message);
}

function absentRuntime(error: Error): BuildError {
  return new BuildError(
    `${error.message}

\`deno compile\` puts the program into a runtime called denort, which it downloads once, and that failed.
- Set DENORT_BIN to the denort of Deno ${Deno.version.deno} for this target, from Deno's releases
- or build the kind that needs no download: deno task compile --launcher`,
    { cause: error },
  );
}

/** File times are embedded: with SOURCE_DATE_EPOCH the same source gives the same bytes. */
function setTimes(paths: readonly string[]): void {
  const epoch = Number(Deno.env.get("SOURCE_DATE_EPOCH") ?? "0");
  for (const path of paths) Deno.utimeSync(path, epoch, epoch);
}
