import type { Context, ExitCode } from "../command/context.ts";
import type { ExitMeanings } from "./exit_codes.ts";

/** One option of a command. The key in `options` is camelCase; the flag is `--kebab-case`. */
export interface OptionSpec {
  /** flag: present or not · text: takes a value · list: may be given several times · maybe: value optional. */
  readonly kind: "flag" | "text" | "list" | "maybe";
  /** The one-letter form, without its dash. */
  readonly short?: string;
  /** The value's name in help: `<revision>` is written `revision`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly summary: string;
}

/** Options by their camelCase key. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** An operand of a command: what stands on the command line without a flag. */
export interface PositionalSpec {
  readonly name: string;
  readonly summary: string;
  readonly required?: boolean;
  /** Takes all that is left. */
  readonly many?: boolean;
}

type OptionValue<S extends OptionSpec> = S["kind"] extends "flag" ? boolean
  : S["kind"] extends "list" ? readonly string[]
  : S["kind"] extends "maybe" ? string | true
  : string;

/** What parsing gives a command: options by name, positionals in `arguments`. */
export type OptionValues<O extends OptionTable> =
  & { readonly [K in keyof O]?: OptionValue<O[K]> }
  & { readonly arguments: readonly string[] };

/** What a flag can have got on the command line. */
export type ParsedValue = boolean | string | readonly string[];

/** Parsed options by name, before a command's own types are known. */
export interface ParsedValues {
  readonly arguments: readonly string[];
  readonly [option: string]: ParsedValue | undefined;
}

/** Where a command stands in the help. */
export type CommandGroup = "start" | "write" | "run" | "inspect" | "operate";

/** All of a command but its code: parsing, help, completions and the documentation come from it. */
export interface CommandFacts<O extends OptionTable = OptionTable> {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** For a second spelling of a command: the command that it stands for, as `--json` names it. */
  readonly standsFor?: string;
  readonly group: CommandGroup;
  /** One line, imperative, no final period. */
  readonly summary: string;
  /** Paragraphs after the usage line. */
  readonly description?: string;
  /** Lines to paste, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  readonly positionals: readonly PositionalSpec[];
  readonly options: O;
  /** The exit codes that it can end with, beside 0 and 2. */
  readonly exits?: ExitMeanings;
  /** `none` for commands that must work however broken the configuration is. */
  readonly configuration?: "none";
}

/** A command as data whose code has not been loaded and whose options' types have been checked. */
export interface CommandSpec extends CommandFacts {
  readonly load: () => Promise<{ run(values: ParsedValues, context: Context): Promise<ExitCode> }>;
}

/** A command with its options' types: what `command()` checks against the command's own. */
export interface TypedCommandSpec<O extends OptionTable> extends CommandFacts<O> {
  readonly load: () => Promise<{ run(values: OptionValues<O>, context: Context): Promise<ExitCode> }>;
}

/** Checks that a spec's options agree with what its code takes; the result forgets the types, so that specs fit one array. */
export function command<const O extends OptionTable>(spec: TypedCommandSpec<O>): CommandSpec {
  return spec;
}

/** The long flag of an option's key: `branchLabel` is written `--branch-label`. */
export function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
