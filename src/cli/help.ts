import type { Context, ExitCode, Json } from "../command/context.ts";
import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import { COMMANDS } from "./commands.ts";
import { commandHelp, EXIT_CODE_MEANINGS, mainHelp } from "./help_text.ts";
import { isNamed } from "./quick.ts";
import { globalFlags } from "./setting_flags.ts";
import { type CommandSpec, flagOf, type OptionTable } from "./spec.ts";
import { terminalWidth } from "./terminal.ts";

/** Prints the page of retort, or of one command. */
export function run(values: { readonly arguments: readonly string[] }, context: Context): Promise<ExitCode> {
  const [topic] = values.arguments;
  const width = terminalWidth();
  if (topic === undefined) {
    context.out.report(everything(), (style) => mainHelp(COMMANDS, globalFlags(), { style, width }));
    return Promise.resolve(0);
  }
  const spec = COMMANDS.find((candidate) => isNamed(candidate, topic));
  if (spec === undefined) return Promise.reject(unknownCommand(topic));
  context.out.report(commandData(spec), (style) => commandHelp(spec, globalFlags(), { style, width }));
  return Promise.resolve(0);
}

function unknownCommand(name: string): RetortError {
  const names = COMMANDS.flatMap((spec) => [spec.name, ...(spec.aliases ?? [])]);
  return new RetortError("usage", `Unknown command '${name}'`, {
    hint: didYouMean(name, names) ?? "`retort help` lists the commands",
  });
}

function everything(): Record<string, Json> {
  return {
    commands: COMMANDS.map(commandData),
    globalFlags: optionData(globalFlags()),
    exitCodes: EXIT_CODE_MEANINGS.map(([code, meaning]) => ({ code, meaning })),
  };
}

function commandData(spec: CommandSpec): Record<string, Json> {
  return {
    name: spec.name,
    aliases: [...(spec.aliases ?? [])],
    group: spec.group,
    summary: spec.summary,
    description: spec.description ?? "",
    examples: spec.examples.map(([line, does]) => ({ line, does })),
    arguments: spec.positionals.map(({ name, summary, required, many }) => ({
      name,
      summary,
      required: required ?? false,
      many: many ?? false,
    })),
    flags: optionData(spec.options),
  };
}

function optionData(options: OptionTable): Json[] {
  return Object.entries(options).map(([key, option]) => ({
    flag: key.length === 1 ? `-${key}` : flagOf(key),
    short: option.short === undefined || key.length === 1 ? null : `-${option.short}`,
    kind: option.kind,
    value: option.value ?? null,
    choices: option.choices === undefined ? null : [...option.choices],
    summary: option.summary,
  }));
}
