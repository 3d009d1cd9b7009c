// Makes the npm package, dist/retort-retort-VERSION.tgz, which runs retort on npm's own Deno:
//   deno task pack
//   deno task pack --output=FOLDER
import { VERSION } from "../src/util/version.ts";
import { BuildError } from "./compile/build_error.ts";
import { buildPackage } from "./compile/npm_package.ts";
import { runBuild } from "./compile/run_build.ts";
import { ROOT } from "./compile/stage.ts";

async function pack(args: readonly string[], work: string): Promise<string> {
  const path = await buildPackage({ output: outputIn(args), version: VERSION }, work);
  return `${path}: ${((await Deno.stat(path)).size / 1e6).toFixed(1)} MB`;
}

function outputIn(args: readonly string[]): string {
  const [first = `--output=${ROOT}/dist`, ...others] = args;
  const output = /^--output=(.+)$/.exec(first)?.[1];
  if (output === undefined || others.length > 0) {
    throw new BuildError(`${args.join(" ")}?\nUsage: deno task pack [--output=FOLDER]`);
  }
  return output.startsWith("/") || /^[A-Za-z]:/.test(output) ? output : `${Deno.cwd()}/${output}`;
}

if (import.meta.main) Deno.exit(await runBuild("retort_pack_", (work) => pack(Deno.args, work)));
