import type { CommandSpec, OptionSpec, ParsedValue, ParsedValues } from "./spec.ts";
import type { KnownOption } from "./option_table.ts";

/** What a command line asks for. */
export type Parsed =
  | { readonly kind: "run"; readonly invocation: Invocation }
  | { readonly kind: "help"; readonly topic?: string; readonly globals: GlobalValues }
  | { readonly kind: "version"; readonly globals: GlobalValues }
  /** Nothing but global flags: the help is the answer. */
  | { readonly kind: "empty" };

/** A command with its options, and the global flags that were given. */
export interface Invocation {
  readonly spec: CommandSpec;
  readonly values: ParsedValues;
  readonly globals: GlobalValues;
}

/** The global flags that stand on the command line, by key. */
export type GlobalValues = Readonly<Record<string, ParsedValue>>;

/** Gathers the flags of one command line, in order; both parsers fill one. */
export class OptionCollector {
  readonly #own: Record<string, ParsedValue> = {};
  readonly #globals: Record<string, ParsedValue> = {};

  /** Takes a flag with its value; `undefined` for a flag that stands alone. A later value wins, lists grow. */
  add(option: KnownOption, value: string | undefined): void {
    const into = option.scope === "global" ? this.#globals : this.#own;
    into[option.key] = valueOf(option.spec, into[option.key], value);
  }

  /** The flags before the command that it has an option of the same name for count as its own. */
  finish(spec: CommandSpec, operands: readonly string[]): Invocation {
    const shared = Object.entries(this.#globals).filter(([key]) => spec.options[key] !== undefined);
    const values: ParsedValues = { ...Object.fromEntries(shared), ...this.#own, arguments: operands };
    return { spec, values, globals: this.globals };
  }

  get globals(): GlobalValues {
    return { ...this.#globals };
  }
}

function valueOf(spec: OptionSpec, before: ParsedValue | undefined, value: string | undefined): ParsedValue {
  if (value === undefined) return true;
  if (spec.kind !== "list") return value;
  return [...(Array.isArray(before) ? before : []), value];
}

/** Whether an option takes this value. */
export function accepts(spec: OptionSpec, value: string): boolean {
  return spec.choices === undefined || spec.choices.includes(value);
}

/** Tells `-1` and `-3:current`, which are targets, from flags. No flag of retort starts with a digit. */
export function looksLikeTarget(argument: string): boolean {
  return /^-\d/.test(argument);
}
