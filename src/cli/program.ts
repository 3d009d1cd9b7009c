import { Command, CommanderError, Option } from "commander";
import { RetortError } from "../util/errors.ts";
import { accepts, looksLikeTarget, OptionCollector, type Parsed } from "./invocation.ts";
import { commandOptions, globalOptions, type KnownOption, type KnownOptions } from "./option_table.ts";
import type { CommandSpec, OptionTable, PositionalSpec } from "./spec.ts";
import { completeFlags } from "./abbreviation.ts";
import { isNamed } from "./quick.ts";

/** Stands before an argument that starts with a dash and is a value, so that it is not read as a flag. */
const VALUE_MARK = "\u{F8FF}";

/** Leaves the parser as soon as `--help` or `--version` is met, whatever else is wrong. */
class Found extends Error {
  readonly parsed: Parsed;
  constructor(parsed: Parsed) {
    super("found");
    this.parsed = parsed;
  }
}

/**
 * Reads any command line, with suggestions for what is close.
 *
 * @throws {RetortError} `usage`, with the hint that helps.
 */
export function parseCommandLine(
  args: readonly string[],
  commands: readonly CommandSpec[],
  globals: OptionTable,
): Parsed {
  const collector = new OptionCollector();
  let parsed: Parsed = { kind: "empty" };
  const program = buildProgram(commands, globals, collector, (found) => parsed = found);
  try {
    program.parse(markValues(completeFlags(args, commands, globals)), { from: "user" });
  } catch (error) {
    if (error instanceof Found) return error.parsed;
    if (!(error instanceof CommanderError)) throw error;
    if (error.code !== "commander.help") throw usageError(error, exampleFor(args, commands));
  }
  return parsed;
}

function buildProgram(
  commands: readonly CommandSpec[],
  globals: OptionTable,
  collector: OptionCollector,
  found: (parsed: Parsed) => void,
): Command {
  const program = quiet(new Command("retort")).enablePositionalOptions().helpCommand(false);
  addOptions(program, globalOptions(globals), collector);
  onFlag(program, "-h, --help", () => {
    throw new Found({ kind: "help", globals: collector.globals });
  });
  onFlag(program, "-V, --version", () => {
    throw new Found({ kind: "version", globals: collector.globals });
  });
  for (const spec of commands) program.addCommand(buildCommand(spec, globals, collector, found));
  return program;
}

function buildCommand(
  spec: CommandSpec,
  globals: OptionTable,
  collector: OptionCollector,
  found: (parsed: Parsed) => void,
): Command {
  const built = quiet(new Command(spec.name)).aliases([...(spec.aliases ?? [])]);
  addOptions(built, commandOptions(globals, spec.options), collector);
  onFlag(built, "-h, --help", () => {
    throw new Found({ kind: "help", topic: spec.name, globals: collector.globals });
  });
  for (const positional of spec.positionals) built.argument(argumentText(positional));
  built.action(() => {
    const operands = built.args.map(unmark);
    found({ kind: "run", invocation: collector.finish(spec, operands) });
  });
  return built;
}

function quiet(built: Command): Command {
  return built.exitOverride().helpOption(false).allowExcessArguments(false).showSuggestionAfterError(true)
    .configureOutput({ writeOut: () => {}, writeErr: () => {} });
}

function argumentText(positional: PositionalSpec): string {
  const name = positional.many ? `${positional.name}...` : positional.name;
  return positional.required ? `<${name}>` : `[${name}]`;
}

function onFlag(built: Command, flags: string, then: () => void): void {
  const option = new Option(flags);
  built.addOption(option);
  built.on(`option:${option.name()}`, then);
}

function addOptions(built: Command, known: KnownOptions, collector: OptionCollector): void {
  const spellings = new Map<KnownOption, string[]>();
  for (const [spelling, option] of known) spellings.set(option, [...spellings.get(option) ?? [], spelling]);
  for (const [option, flags] of spellings) addOption(built, option, flags, collector, known);
}

function addOption(
  built: Command,
  option: KnownOption,
  flags: readonly string[],
  collector: OptionCollector,
  known: KnownOptions,
): void {
  const text = [...flags].sort((a, b) => a.length - b.length).join(", ");
  const declared = new Option(`${text}${valueText(option)}`);
  built.addOption(declared);
  built.on(`option:${declared.name()}`, (value: string | null | undefined) => {
    const given = value === undefined || value === null ? undefined : value;
    collector.add(option, given === undefined ? undefined : checkedValue(option, given, text, known));
  });
}

function valueText(option: KnownOption): string {
  if (option.spec.kind === "flag") return "";
  const name = option.spec.value ?? "value";
  return option.spec.kind === "maybe" ? ` [${name}]` : ` <${name}>`;
}

function checkedValue(option: KnownOption, given: string, text: string, known: KnownOptions): string {
  if (known.has(given)) {
    throw new RetortError("usage", `Option '${text}' needs a value, and the flag '${given}' follows it`, {
      hint: `Write it as one word if that is the value: ${text.split(", ").at(-1)}=${given}`,
    });
  }
  const value = unmark(given);
  if (accepts(option.spec, value)) return value;
  throw new RetortError("usage", `Option '${text}' does not take '${value}'`, {
    hint: `It is one of ${option.spec.choices?.join(", ") ?? ""}`,
  });
}

/** Targets such as `-1`, and what stands after `=`, are values, not flags. */
function markValues(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  return args.map((argument, index) => {
    if (end >= 0 && index >= end) return argument;
    if (looksLikeTarget(argument)) return `${VALUE_MARK}${argument}`;
    return argument.startsWith("--") ? argument.replace(/=(?=-)/, `=${VALUE_MARK}`) : argument;
  });
}

function unmark(value: string): string {
  return value.startsWith(VALUE_MARK) ? value.slice(VALUE_MARK.length) : value;
}

const WAYS_OUT: Readonly<Record<string, string>> = {
  "commander.unknownCommand": "`retort help` lists the commands",
  "commander.unknownOption": "`--help` after the command lists its flags",
  "commander.missingArgument": "`--help` after the command shows what it takes",
  "commander.excessArguments":
    "Put quotes around a value that has spaces; `--help` shows what the command takes",
  "commander.optionMissingArgument": "Write the value after the flag, or as `--flag=value`",
};

/** What a person could type instead: the first example of the command that was meant. */
function exampleFor(args: readonly string[], commands: readonly CommandSpec[]): string | undefined {
  const spec = args.map((arg) => commands.find((candidate) => isNamed(candidate, arg))).find(Boolean);
  return spec?.examples[0]?.[0];
}

function usageError(error: CommanderError, example: string | undefined): RetortError {
  const [first = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const message = inHouseWords(first.replaceAll(VALUE_MARK, ""));
  const close = suggestion?.replace(/^\(|\)$/g, "").trim();
  const lacking = error.code === "commander.missingArgument" && example !== undefined;
  const hint = close || (lacking ? `For example: \`${example}\`` : WAYS_OUT[error.code]);
  return new RetortError("usage", message.charAt(0).toUpperCase() + message.slice(1), { hint });
}

/** The parser's own sentences where they say less than they could. */
function inHouseWords(message: string): string {
  return message.replace(/^option '(.+)' argument missing$/, "option '$1' needs a value")
    .replace(/\. Expected (\d+) arguments? but got \d+: (.*)\.?$/s, ": it takes $1, and was given $2")
    .replace(": it takes 0,", ": it takes none,").replace(/\.$/, "");
}
