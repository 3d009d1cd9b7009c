import type { CommandSpec, OptionTable } from "./spec.ts";
import { accepts, type Invocation, looksLikeTarget, OptionCollector } from "./invocation.ts";
import { commandOptions, globalOptions, type KnownOption, type KnownOptions } from "./option_table.ts";

/**
 * Reads a plain, well-formed command line without the full parser, which takes longer to load than most
 * commands to run. Undefined in any doubt: help, unknown or shortened flags, missing or surplus values.
 */
export function quickParse(
  args: readonly string[],
  commands: readonly CommandSpec[],
  globals: OptionTable,
): Invocation | undefined {
  const collector = new OptionCollector();
  const at = readFlags(args, 0, globalOptions(globals), collector, "stop");
  if (at === undefined) return undefined;
  const spec = commands.find((candidate) => isNamed(candidate, args[at.next]));
  if (spec === undefined || spec.name === "help") return undefined;
  const known = commandOptions(globals, spec.options);
  const rest = readFlags(args, at.next + 1, known, collector, "collect");
  if (rest === undefined || !fits(spec, rest.operands)) return undefined;
  return collector.finish(spec, rest.operands);
}

/** Whether a command answers to this name. */
export function isNamed(spec: CommandSpec, name: string | undefined): boolean {
  return name !== undefined && (spec.name === name || (spec.aliases?.includes(name) ?? false));
}

interface Walk {
  readonly next: number;
  readonly operands: readonly string[];
}

function readFlags(
  args: readonly string[],
  start: number,
  known: KnownOptions,
  collector: OptionCollector,
  atOperand: "stop" | "collect",
): Walk | undefined {
  const operands: string[] = [];
  let index = start;
  while (index < args.length) {
    const argument = args[index] ?? "";
    if (isOperand(argument)) {
      if (atOperand === "stop") break;
      operands.push(argument);
      index += 1;
    } else {
      const width = readFlag(argument, args[index + 1], known, collector);
      if (width === undefined) return undefined;
      index += width;
    }
  }
  return { next: index, operands };
}

function isOperand(argument: string): boolean {
  return !argument.startsWith("-") || looksLikeTarget(argument);
}

/** How many arguments the flag takes up; undefined in doubt. */
function readFlag(
  argument: string,
  following: string | undefined,
  known: KnownOptions,
  collector: OptionCollector,
): number | undefined {
  const equals = argument.startsWith("--") ? argument.indexOf("=") : -1;
  const option = known.get(equals < 0 ? argument : argument.slice(0, equals));
  if (option === undefined || option.spec.kind === "maybe") return undefined;
  if (option.spec.kind === "flag") return equals < 0 ? take(option, undefined, collector, 1) : undefined;
  if (equals >= 0) return take(option, argument.slice(equals + 1), collector, 1);
  if (following === undefined || !isOperand(following)) return undefined;
  return take(option, following, collector, 2);
}

function take(
  option: KnownOption,
  value: string | undefined,
  collector: OptionCollector,
  width: number,
): number | undefined {
  if (value !== undefined && !accepts(option.spec, value)) return undefined;
  collector.add(option, value);
  return width;
}

function fits(spec: CommandSpec, operands: readonly string[]): boolean {
  const required = spec.positionals.filter((positional) => positional.required).length;
  const most = spec.positionals.some((positional) => positional.many) ? Infinity : spec.positionals.length;
  return operands.length >= required && operands.length <= most;
}
