import type { Context } from "../command/context.ts";
import { COMMANDS } from "./commands.ts";
import { configure } from "./configure.ts";
import { GLOBAL_FLAGS } from "./global_flags.ts";
import type { GlobalValues, Invocation, Parsed } from "./invocation.ts";
import { describeError, errorData, errorLines } from "./print_error.ts";
import { quickParse } from "./quick.ts";
import { Reporter } from "./reporter.ts";
import type { CommandSpec, ParsedValues } from "./spec.ts";
import { TextStream } from "./stream.ts";
import { COLOURED, PLAIN, wantsColour } from "./style.ts";
import { canAsk, environment, terminalWidth } from "./terminal.ts";

/** Parses a command line, runs its command and prints what went wrong; never throws. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const secrets = new Set<string>();
  let reporter = openReporter(guessGlobals(args), { command: "retort", values: { arguments: [] } }, secrets);
  try {
    const parsed = await parse(args);
    if (parsed.kind === "empty") return await explainUsage();
    const invocation = invocationOf(parsed);
    reporter = openReporter(
      invocation.globals,
      { command: commandName(invocation.spec), ...invocation },
      secrets,
    );
    return await run(invocation, reporter, secrets);
  } catch (error) {
    return printError(error, reporter, args.includes("--raiseerr"));
  }
}

async function parse(args: readonly string[]): Promise<Parsed> {
  const invocation = quickParse(args, COMMANDS, GLOBAL_FLAGS);
  if (invocation !== undefined) return { kind: "run", invocation };
  const { parseCommandLine } = await import("./program.ts");
  return parseCommandLine(args, COMMANDS, GLOBAL_FLAGS);
}

/** `--help` and `--version` are the commands of that name. */
function invocationOf(parsed: Exclude<Parsed, { kind: "empty" }>): Invocation {
  if (parsed.kind === "run") return parsed.invocation;
  const topic = parsed.kind === "help" && parsed.topic !== undefined ? [parsed.topic] : [];
  const spec = COMMANDS.find(({ name }) => name === parsed.kind);
  if (spec === undefined) throw new Error(`There is no command ${parsed.kind}`);
  return { spec, values: { arguments: topic }, globals: parsed.globals };
}

async function run(invocation: Invocation, reporter: Reporter, secrets: Set<string>): Promise<number> {
  const [code, config] = await Promise.all([invocation.spec.load(), configure(invocation)]);
  const context: Context = {
    config,
    out: reporter,
    now: () => new Date(),
    newId: randomId,
    secrets,
  };
  return await code.run(invocation.values, context);
}

function randomId(): string {
  return crypto.getRandomValues(new Uint8Array(6)).toHex();
}

function commandName(spec: CommandSpec): string {
  return spec.standsFor ?? spec.name;
}

function openReporter(
  globals: GlobalValues,
  { command, values }: { readonly command: string; readonly values: ParsedValues },
  secrets: ReadonlySet<string>,
): Reporter {
  const when = typeof globals.color === "string" ? globals.color : undefined;
  const coloured = (stream: { isTerminal(): boolean }) =>
    wantsColour({ when, terminal: stream.isTerminal(), environment }) ? COLOURED : PLAIN;
  return new Reporter({
    stdout: new TextStream(Deno.stdout),
    stderr: new TextStream(Deno.stderr),
    format: values.format === "ndjson" ? "ndjson" : globals.json === true ? "json" : "text",
    command,
    quiet: globals.quiet === true,
    verbose: globals.verbose === true,
    logFormat: globals.logFormat === "json" ? "json" : "text",
    resultStyle: coloured(Deno.stdout),
    style: coloured(Deno.stderr),
    interactive: canAsk(globals.noInput === true),
    secrets,
    now: () => new Date(),
  });
}

/** How to print a command line that could not be read. */
function guessGlobals(args: readonly string[]): GlobalValues {
  return { json: args.includes("--json"), quiet: args.includes("--quiet") };
}

/** Without a command the help is the answer, and the exit code says that nothing was done. */
async function explainUsage(): Promise<number> {
  const { mainHelp } = await import("./help_text.ts");

  const layout = { style: PLAIN, width: terminalWidth() };
  new TextStream(Deno.stderr).write([mainHelp(COMMANDS, GLOBAL_FLAGS, layout).join("\n"), "\n"]);
  return 2;
}

function printError(error: unknown, reporter: Reporter, withStack: boolean): number {
  const description = describeError(error);
  reporter.error(errorLines(description, reporter.style, withStack), errorData(description, withStack));
  return description.exitCode;
}
