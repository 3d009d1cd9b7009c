// Builds the executable, dist/retort, tries it and tells its size:
//   deno task compile                          with `deno compile`
//   deno task compile --target=aarch64-apple-darwin
//   deno task compile --launcher               one self-extracting file, where denort cannot be downloaded
//   deno task compile --launcher --deno=PATH   the same around the deno of another system
// and --output=PATH for another place.
import { runBuild } from "./compile/run_build.ts";
import { VERSION } from "../src/util/version.ts";
import { BuildError } from "./compile/build_error.ts";
import { buildCompiled } from "./compile/compiled_kind.ts";
import { buildLauncher } from "./compile/launcher_kind.ts";
import { ROOT } from "./compile/stage.ts";
import { tryExecutable } from "./compile/try_executable.ts";

interface BuildOptions {
  readonly launcher: boolean;
  readonly deno: string | undefined;
  readonly target: string | undefined;
  readonly output: string;
}

function readOptions(args: readonly string[]): BuildOptions {
  const values = new Map(args.map((argument) => {
    const [name = "", ...value] = argument.split("=");
    if (
      !["--launcher", "--deno", "--target", "--output"].includes(name) ||
      (name === "--launcher") !== (value.length === 0)
    ) {
      throw new BuildError(
        `${argument}?\nUsage: deno task compile [--launcher [--deno=PATH] | --target=TARGET] [--output=PATH]`,
      );
    }
    return [name, value.join("=")];
  }));
  const launcher = values.has("--launcher");
  const [deno, target] = [values.get("--deno"), values.get("--target")];
  if (launcher ? target !== undefined : deno !== undefined) {
    throw new BuildError("--deno is for --launcher, and --target is not");
  }
  const ending = (target ?? Deno.build.target).includes("windows") ? ".exe" : "";
  return {
    launcher,
    deno,
    target,
    output: absolute(values.get("--output") ?? `${ROOT}/dist/retort${ending}`),
  };
}

function absolute(path: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${Deno.cwd()}/${path}`;
}

async function build(options: BuildOptions, work: string): Promise<string> {
  const began = performance.now();
  const { launcher, deno, target, output } = options;
  await Deno.mkdir(output.replace(/\/[^/]*$/, ""), { recursive: true });
  if (launcher) await buildLauncher({ output, version: VERSION, deno: deno ?? Deno.execPath() }, work);
  else await buildCompiled({ output, target }, work);
  const foreign = deno !== undefined || (target !== undefined && target !== Deno.build.target);
  if (!foreign) await tryOrRemove(output, work);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const megabytes = ((await Deno.stat(output)).size / 1e6).toFixed(1);
  return `${output}: ${megabytes} MB, ${launcher ? "launcher" : "compiled"}, built${
    foreign ? "" : " and tried"
  } in ${seconds} s`;
}

/** What does not work is not left where somebody could take it for what works. */
async function tryOrRemove(output: string, work: string): Promise<void> {
  try {
    await tryExecutable(output, VERSION, `${work}/trial`);
  } catch (error) {
    await Deno.remove(output);
    throw error;
  }
}

if (import.meta.main) {
  Deno.exit(await runBuild("retort_compile_", (work) => build(readOptions(Deno.args), work)));
}
