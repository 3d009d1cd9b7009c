import type { Context, ExitCode } from "../command/context.ts";

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
export type OptionValues<O extends Readonly<Record<string, OptionSpec>>> =
  & { readonly [K in keyof O]?: OptionValue<O[K]> }
  & { readonly arguments: readonly string[] };

/** A command as data: parsing, help, completions and the documentation all come from it. */
export interface CommandSpec<
  O extends Readonly<Record<string, OptionSpec>> = Readonly<Record<string, OptionSpec>>,
> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group: "start" | "write" | "run" | "inspect" | "operate";
  /** One line, imperative, no final period. */
  readonly summary: string;
  /** Paragraphs after the usage line. */
  readonly description?: string;
  /** Lines to paste, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  readonly positionals: readonly PositionalSpec[];
  readonly options: O;
  readonly load: () => Promise<{ run(values: OptionValues<O>, context: Context): Promise<ExitCode> }>;
}

/** Keeps the options' types while checking the spec; the result forgets them, so that specs fit one array. */
export function command<const O extends Readonly<Record<string, OptionSpec>>>(
  spec: CommandSpec<O>,
): CommandSpec<O> {
  return spec;
}
