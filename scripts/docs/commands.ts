import { COMMANDS } from "../../src/cli/commands.ts";
import { EXIT_CODE_MEANINGS, GROUP_TITLES, optionText, usageLine } from "../../src/cli/help_text.ts";
import { globalFlags } from "../../src/cli/setting_flags.ts";
import type { CommandSpec, OptionTable } from "../../src/cli/spec.ts";

/** The text of docs/commands.md. */
export function commandsPage(): string {
  return [INTRODUCTION, overview(), ...COMMANDS.flatMap(commandSection), globalSection(), exitCodeSection()]
    .join("\n\n") + "\n";
}

function overview(): string {
  return Object.entries(GROUP_TITLES).flatMap(([group, title]) => {
    const members = COMMANDS.filter((spec) => spec.group === group);
    const rows = members.map(({ name, summary }) => [`[\`${name}\`](#${name})`, cell(summary)]);
    return members.length === 0 ? [] : [`**${title}**`, table(["command", "what it does"], rows)];
  }).join("\n\n");
}

function commandSection(spec: CommandSpec): string[] {
  const { name, summary, description, aliases = [], positionals, options } = spec;
  const arguments_ = positionals.map((positional) => [`\`<${positional.name}>\``, cell(positional.summary)]);
  return [
    `## ${name}`,
    `${summary}.${aliases.length === 0 ? "" : ` Also called ${aliases.map(code).join(", ")}.`}`,
    fence("text", [usageLine(spec)]),
    ...(description === undefined ? [] : [prose(description)]),
    ...(arguments_.length === 0 ? [] : [table(["argument", "meaning"], arguments_)]),
    ...flagTable(options),
    fence("sh", spec.examples.flatMap(([line, does]) => [`# ${does}`, line])),
    exitLine(spec),
  ];
}

function flagTable(options: OptionTable): string[] {
  const rows = Object.entries(options).map(([key, option]) => [
    code(optionText(key, option).trim()),
    cell(option.summary) + (option.choices === undefined ? "" : ` (${option.choices.map(code).join(", ")})`),
  ]);
  return rows.length === 0 ? [] : [table(["flag", "meaning"], rows)];
}

/** What every command can end with goes without saying. */
function exitLine({ exits = {} }: CommandSpec): string {
  const own = Object.entries(exits).map(([exitCode, meaning]) => `\`${exitCode}\` ${meaning}`);
  return `Exit codes: ${["`0` done", "`2` wrong usage or configuration", ...own].join(" · ")}.`;
}

function globalSection(): string {
  return [
    "## Global flags",
    "They stand before the command or after it. The short ones `-c`, `-n`, `-u` and `-d`, and `-v` and `-q` with them, " +
    "stand before it where a command has the letter for itself. Each is also a variable and a key of the configuration: " +
    "[configuration](configuration.md).",
    ...flagTable(globalFlags()),
  ].join("\n\n");
}

function exitCodeSection(): string {
  const rows = EXIT_CODE_MEANINGS.map(([exitCode, meaning]) => [`\`${exitCode}\``, meaning]);
  return ["## Exit codes", table(["code", "meaning"], rows)].join("\n\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function cell(text: string): string {
  return prose(text).replaceAll("|", "\\|");
}

/** Angle brackets and braces are text, not markup; what is code already stays as it is. */
function prose(text: string): string {
  return text.replace(
    /`[^`]*`|<[a-z:_-]+>|\{[^}]*\}/g,
    (part) => part.startsWith("`") ? part : `\`${part}\``,
  );
}

function fence(info: string, lines: readonly string[]): string {
  return ["```" + info, ...lines, "```"].join("\n");
}

const INTRODUCTION = `# Commands

\`retort help\` lists them, \`retort help <command>\` explains one. Results go to standard output, everything else to standard
error. With \`--json\` the result is one JSON object whose \`"schema"\` is \`"retort/v1"\`. Nothing is ever asked where standard
input is no terminal, in CI, or with \`--no-input\`: then the command ends with 2 and names the flag that answers.`;
