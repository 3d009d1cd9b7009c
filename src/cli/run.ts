import type { Context } from "../command/context.ts";
import { COMMANDS } from "./commands.ts";
import type { Config } from "../config/config.ts";
import type { ResolvedConfig } from "../config/parse.ts";
import { configure } from "./configure.ts";
import type { Invocation, Parsed } from "./invocation.ts";
import { learnFromStart, learnFromUrls } from "./known_secrets.ts";
import { describeError, errorData, errorLines } from "./print_error.ts";
import { quickParse } from "./quick.ts";
import { Reporter } from "./reporter.ts";
import { globalFlags } from "./setting_flags.ts";
import { TextStream } from "./stream.ts";
import { COLOURED, PLAIN, wantsColour } from "./style.ts";
import { canAsk, environment, readLine, terminalWidth } from "./terminal.ts";

/** Parses a command line, runs its command and prints what went wrong; never throws. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const secrets = new Set<string>();
  // Until the settings are known, the plain words on the command line say how to print.
  let reporter = openReporter({
    ...guessOutput(args),
    command: "retort",
    events: saysPlainly(args, "--format", "ndjson"),
  }, secrets);
  let withStack = args.includes("--raiseerr");
  // The one slot for it, which a step takes over while it runs code of the user's.
  globalThis.onunhandledrejection = (event) => {
    event.preventDefault();
    Deno.exit(printError(event.reason, reporter, withStack));
  };
  try {
    await learnFromStart(args, environment, secrets);
    const parsed = await parse(args);
    if (parsed.kind === "empty") return await explainUsage();
    const invocation = invocationOf(parsed);
    const settings = await configure(invocation);
    const { config } = settings;
    await learnFromUrls([...settings.values.values()].flat(), secrets);
    reporter = openReporter({ ...config, ...channel(invocation) }, secrets);
    withStack = config.raiseerr;
    // The user's own frames stand below retort's, beyond the ten that are usual.
    if (withStack) Error.stackTraceLimit = 100;
    for (const warning of settings.warnings) reporter.warn(warning);
    return await run(invocation, settings, reporter, secrets);
  } catch (error) {
    return printError(error, reporter, withStack);
  }
}

async function parse(args: readonly string[]): Promise<Parsed> {
  if (args[0] === "__complete") {
    const { completion } = await import("./complete.ts");
    return { kind: "run", invocation: completion(args.slice(1)) };
  }
  const invocation = quickParse(args, COMMANDS, globalFlags());
  if (invocation !== undefined) return { kind: "run", invocation };
  const { parseCommandLine } = await import("./program.ts");
  return parseCommandLine(args, COMMANDS, globalFlags());
}

/** `--help` and `--version` are the commands of that name. */
function invocationOf(parsed: Exclude<Parsed, { kind: "empty" }>): Invocation {
  if (parsed.kind === "run") return parsed.invocation;
  const topic = parsed.kind === "help" && parsed.topic !== undefined ? [parsed.topic] : [];
  const spec = COMMANDS.find(({ name }) => name === parsed.kind);
  if (spec === undefined) throw new Error(`There is no command ${parsed.kind}`);
  return { spec, values: { arguments: topic }, globals: parsed.globals };
}

async function run(
  { spec, values }: Invocation,
  resolved: ResolvedConfig,
  out: Reporter,
  secrets: Set<string>,
): Promise<number> {
  const command = await spec.load();
  const context: Context = {
    config: resolved.config,
    resolved,
    out,
    now: () => new Date(),
    newId: randomId,
    secrets,
  };
  return await command.run(values, context);
}

function randomId(): string {
  return crypto.getRandomValues(new Uint8Array(6)).toHex();
}

type OutputSettings = Pick<Config, "json" | "quiet" | "verbose" | "logFormat" | "noInput" | "color">;

/** Whose output it is, and whether as events. */
interface Channel {
  readonly command: string;
  readonly events: boolean;
}

function channel({ spec, values }: Invocation): Channel {
  return { command: spec.standsFor ?? spec.name, events: values.format === "ndjson" };
}

function openReporter(settings: OutputSettings & Channel, secrets: ReadonlySet<string>): Reporter {
  const { color, json, events, noInput } = settings;
  const coloured = (stream: { isTerminal(): boolean }) =>
    wantsColour({ when: color, terminal: stream.isTerminal(), environment }) ? COLOURED : PLAIN;
  return new Reporter({
    stdout: new TextStream(Deno.stdout),
    stderr: new TextStream(Deno.stderr, "ignore"),
    format: events ? "ndjson" : json ? "json" : "text",
    command: settings.command,
    quiet: settings.quiet,
    verbose: settings.verbose,
    logFormat: settings.logFormat,
    live: Deno.stderr.isTerminal() && environment("TERM") !== "dumb",
    resultStyle: coloured(Deno.stdout),
    style: coloured(Deno.stderr),
    interactive: canAsk(noInput),
    readLine,
    secrets,
    now: () => new Date(),
  });
}

/** How to print what goes wrong before the command line and the configuration have been read. */
function guessOutput(args: readonly string[]): OutputSettings {
  return {
    json: args.includes("--json"),
    quiet: false,
    verbose: false,
    logFormat: saysPlainly(args, "--log-format", "json") ? "json" : "text",
    noInput: true,
    color: args.includes("--color=always") ? "always" : args.includes("--color=never") ? "never" : "auto",
  };
}

function saysPlainly(args: readonly string[], flag: string, value: string): boolean {
  return args.includes(`${flag}=${value}`) ||
    args.some((word, index) => word === flag && args[index + 1] === value);
}

/** Without a command the help is the answer, and the exit code says that nothing was done. */
async function explainUsage(): Promise<number> {
  const { mainHelp } = await import("./help_text.ts");

  const layout = { style: PLAIN, width: terminalWidth() };
  new TextStream(Deno.stderr, "ignore").write([mainHelp(COMMANDS, globalFlags(), layout).join("\n"), "\n"]);
  return 2;
}

function printError(error: unknown, reporter: Reporter, withStack: boolean): number {
  const description = describeError(error);
  reporter.error(errorLines(description, reporter.style, withStack), errorData(description, withStack));
  return description.exitCode;
}
