import { VERSION } from "../util/version.ts";

/** Runs a command line and gives the exit code; whatever happens, it is printed and never thrown. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) return printVersion();
  const { runCommandLine } = await import("./run.ts");
  return await runCommandLine(args);
}

/** Without anything else of retort: what asks for a version often asks in a loop. */
function printVersion(): number {
  try {
    Deno.stdout.writeSync(new TextEncoder().encode(`retort ${VERSION}\n`));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) return 2;
  }
  return 0;
}
