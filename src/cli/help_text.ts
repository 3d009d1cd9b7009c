import type { Style } from "../command/context.ts";
import { VERSION } from "../util/version.ts";
import {
  type CommandGroup,
  type CommandSpec,
  flagOf,
  type OptionSpec,
  type OptionTable,
  type PositionalSpec,
} from "./spec.ts";

/** The titles of the groups of commands, in the order of the help. */
export const GROUP_TITLES: Readonly<Record<CommandGroup, string>> = {
  start: "Start here",
  write: "Write revisions",
  run: "Move the database",
  inspect: "Look at the history",
  operate: "Operate",
};

/** The exit codes in one line each, as `retort help` prints them. */
export const EXIT_CODE_MEANINGS: readonly (readonly [code: string, meaning: string])[] = [
  ["0", "done"],
  ["1", "a statement failed"],
  ["2", "wrong usage or configuration, or a question that could not be asked"],
  ["3", "the condition asked for is false: pending, not at head, differences, several heads, lint errors"],
  ["4", "a problem in the history: unknown revision, cycle, gap, changed or missing file"],
  ["5", "cannot connect"],
  ["6", "lock not obtained"],
  ["7", "half-applied: a decision is needed"],
  ["8", "refused: protected, irreversible, or no way down"],
  ["9", "partial success: some databases failed"],
  ["70", "a bug in retort"],
  ["130, 143", "stopped by SIGINT, SIGTERM"],
];

/** What help is laid out for. */
export interface HelpLayout {
  readonly style: Style;
  /** Columns. */
  readonly width: number;
}

/** The page of `retort help`. */
export function mainHelp(
  commands: readonly CommandSpec[],
  globals: OptionTable,
  layout: HelpLayout,
): string[] {
  const { style } = layout;
  return [
    `${style.bold("retort")} ${VERSION}: database migrations, SQL first`,
    "",
    `${style.bold("Usage:")} retort [flags] <command> [arguments]`,
    ...groups(commands).flatMap(([title, members]) => [
      "",
      style.bold(title),
      ...table(members.map((spec) => [spec.name, spec.summary]), layout),
    ]),
    ...section("Global flags, before or after the command", optionRows(globals), layout),
    ...section("Exit codes", EXIT_CODE_MEANINGS, layout),
    "",
    `${style.accent("retort help <command>")} explains a command, with examples`,
  ];
}

function groups(commands: readonly CommandSpec[]): [string, CommandSpec[]][] {
  const found: [string, CommandSpec[]][] = [];
  for (const group of Object.keys(GROUP_TITLES)) {
    const members = commands.filter((spec) => spec.group === group);
    const [first] = members;
    if (first !== undefined) found.push([GROUP_TITLES[first.group], members]);
  }
  return found;
}

/** The page of one command. */
export function commandHelp(spec: CommandSpec, globals: OptionTable, layout: HelpLayout): string[] {
  const { style } = layout;
  return [
    `${style.bold("Usage:")} ${usageLine(spec)}`,
    "",
    ...wrap(`${spec.summary}.`, layout.width),
    ...paragraphs(spec.description, layout.width),
    ...section("Arguments", spec.positionals.map(({ name, summary }) => [name, summary]), layout),
    ...section("Flags", optionRows(spec.options), layout),
    ...examples(spec, layout),
    "",
    ...wrap(globalNote(globals, spec), layout.width),
    ...(spec.aliases?.length ? ["", `${style.bold("Also called")} ${spec.aliases.join(", ")}`] : []),
  ];
}

/** The global flags fill a page of their own; only what a command changes about them is worth a line here. */
function globalNote(globals: OptionTable, { options }: CommandSpec): string {
  const letters = Object.values(options).map(({ short }) => short);
  const taken = Object.entries(globals)
    .filter(([key, { short }]) =>
      short !== undefined && letters.includes(short) && options[key] === undefined
    )
    .map(([key, { short }]) => `-${short} means ${flagOf(key)} only before the command`);
  return ["`retort help` lists the global flags, which work here too", ...taken].join("; ");
}

/** How a command is written. */
export function usageLine(spec: CommandSpec): string {
  const flags = Object.keys(spec.options).length === 0 ? [] : ["[flags]"];
  return ["retort", spec.name, ...flags, ...spec.positionals.map(positionalText)].join(" ");
}

function positionalText({ name, required, many }: PositionalSpec): string {
  const text = `<${name}>${many ? "..." : ""}`;
  return required ? text : `[${text}]`;
}

function paragraphs(description: string | undefined, width: number): string[] {
  if (description === undefined) return [];
  return description.split("\n\n").flatMap((paragraph) => ["", ...wrap(paragraph, width)]);
}

function examples(spec: CommandSpec, { style, width }: HelpLayout): string[] {
  if (spec.examples.length === 0) return [];
  const lines = spec.examples.flatMap(([text, does]) => [
    `  ${style.accent(text)}`,
    ...wrap(does, width - 6).map((line) => `      ${line}`),
  ]);
  return ["", style.bold("Examples"), ...lines];
}

type Row = readonly [left: string, right: string];

function optionRows(options: OptionTable): Row[] {
  return Object.entries(options).map(([key, option]) => [optionText(key, option), optionSummary(option)]);
}

/** A flag with its letter and its value, as help writes it. */
export function optionText(key: string, option: OptionSpec): string {
  const value = option.value ?? option.choices?.join("|") ?? "value";
  const ending = option.kind === "flag" ? "" : option.kind === "maybe" ? ` [<${value}>]` : ` <${value}>`;
  if (key.length === 1) return `-${key}${ending}`;
  return `${option.short === undefined ? "    " : `-${option.short}, `}${flagOf(key)}${ending}`;
}

function optionSummary(option: OptionSpec): string {
  return option.choices === undefined ? option.summary : `${option.summary}: ${option.choices.join(", ")}`;
}

function section(title: string, rows: readonly Row[], layout: HelpLayout): string[] {
  return rows.length === 0 ? [] : ["", layout.style.bold(title), ...table(rows, layout)];
}

const WIDEST_LEFT = 34;

/** Two columns; a long left side has the line for itself. */
function table(rows: readonly Row[], { style, width }: HelpLayout): string[] {
  const left = Math.min(WIDEST_LEFT, Math.max(...rows.map(([text]) => text.length)));
  const gap = " ".repeat(left + 4);
  return rows.flatMap(([text, summary]) => {
    const [first = "", ...rest] = wrap(summary, width - gap.length);
    const start = `  ${style.accent(text)}${" ".repeat(Math.max(0, left - text.length))}`;
    const lines = text.length > left ? [start, `${gap}${first}`] : [`${start}  ${first}`];
    return [...lines, ...rest.map((line) => `${gap}${line}`)];
  });
}

/** Breaks a text at spaces; a word longer than the line stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (line !== "" && line.length + 1 + word.length > Math.max(20, width)) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
