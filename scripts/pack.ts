// Makes the npm package, dist/retort-retort-VERSION.tgz, which runs retort on npm's own Deno:
//   deno task pack
//   deno task pack --output=FOLDER
import { VERSION } from "../src/util/version.ts";
import { BuildError } from "./compile/build_error.ts";
import { buildPackage } from "./compile/npm_package.ts";
import { ROOT } from "./compile/stage.ts";

async function main(args: readonly string[]): Promise<number> {
  const work = await Deno.makeTempDir({ prefix: "retort_pack_" });
  const say = (text: string, stream: typeof Deno.stdout) =>
    stream.writeSync(new TextEncoder().encode(`${text}\n`));
  try {
    const path = await buildPackage({ output: outputIn(args), version: VERSION }, work);
    say(`${path}: ${((await Deno.stat(path)).size / 1e6).toFixed(1)} MB`, Deno.stdout);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    say(`FAILED: ${error.message}`, Deno.stderr);
    return 1;
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

function outputIn(args: readonly string[]): string {
  const [first = `--output=${ROOT}/dist`, ...others] = args;
  const output = /^--output=(.+)$/.exec(first)?.[1];
  if (output === undefined || others.length > 0) {
    throw new BuildError(`${args.join(" ")}?\nUsage: deno task pack [--output=FOLDER]`);
  }
  return output.startsWith("/") || /^[A-Za-z]:/.test(output) ? output : `${Deno.cwd()}/${output}`;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
