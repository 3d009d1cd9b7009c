import { BuildError } from "./build_error.ts";

/**
 * Runs a build in a working folder that is removed afterwards: says what it has built, or why it could not, and gives the
 * exit code. Whatever is no `BuildError` is thrown.
 */
export async function runBuild(prefix: string, build: (work: string) => Promise<string>): Promise<number> {
  const work = await Deno.makeTempDir({ prefix });
  const say = (text: string, stream: typeof Deno.stdout) =>
    stream.writeSync(new TextEncoder().encode(`${text}\n`));
  try {
    say(await build(work), Deno.stdout);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    say(`FAILED: ${error.message}`, Deno.stderr);
    return 1;
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}
