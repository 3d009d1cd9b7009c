import { VERSION } from "../util/version.ts";

/** Runs a command line and gives the exit code; whatever happens, it is printed and never thrown. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
    Deno.stdout.writeSync(new TextEncoder().encode(`retort ${VERSION}\n`));
    return 0;
  }
  const { runCommandLine } = await import("./run.ts");
  return await runCommandLine(args);
}
