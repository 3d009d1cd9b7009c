import { RetortError } from "../../util/errors.ts";
import { didYouMean } from "../../util/suggest.ts";

/** What an argument must be. Revisions are not type-checked when they run: whatever comes is looked at. */
export interface Check {
  /** In words, as in "must be …". */
  readonly wants: string;
  accepts(value: unknown): boolean;
}

/** `true` or `false`. */
export const FLAG: Check = { wants: "true or false", accepts: (value) => typeof value === "boolean" };
/** Any text. */
export const TEXT: Check = { wants: "a text", accepts: (value) => typeof value === "string" };
/** The name of something. */
export const NAME: Check = {
  wants: "a name",
  accepts: (value) => typeof value === "string" && value !== "" && !value.includes("\0"),
};
/** Several names, one at least. */
export const NAMES: Check = {
  wants: "a list of names",
  accepts: (value) => isListOf(value, NAME) && value.length > 0,
};
/** Several texts, one at least. */
export const TEXTS: Check = {
  wants: "a list of texts",
  accepts: (value) => isListOf(value, TEXT) && value.length > 0,
};
/** A number without a fraction. */
export const WHOLE: Check = {
  wants: "a whole number",
  accepts: (value) => typeof value === "bigint" || Number.isSafeInteger(value),
};
/** How many there are of something. */
export const COUNT: Check = {
  wants: "a whole number from 0",
  accepts: (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
};
/** A function. */
export const FUNCTION: Check = { wants: "a function", accepts: (value) => typeof value === "function" };
/** SQL as a text or with values. */
export const SQL: Check = {
  wants: "SQL, as a text or op.sql`…`",
  accepts: (value) => isFragment(value) || (typeof value === "string" && value.trim() !== ""),
};
/** The name of a constraint or an index; `null` for none. */
export const GIVEN_NAME: Check = {
  wants: "a name, op.f(name), or null for the one that the naming convention gives",
  accepts: (value) => value === null || NAME.accepts(value) || isFinal(value),
};
/** A name that is there already. */
export const KNOWN_NAME: Check = {
  wants: "a name, or op.f(name)",
  accepts: (value) => NAME.accepts(value) || isFinal(value),
};
/** What only one engine has. */
export const ENGINE_OPTIONS: Check = {
  wants: "an object of texts, numbers and booleans",
  accepts: (value) =>
    isRecord(value) &&
    Object.values(value).every((each) => ["string", "number", "boolean"].includes(typeof each)),
};

/** One of a few texts. */
export function oneOf(...texts: readonly string[]): Check {
  return {
    wants: texts.map((text) => `"${text}"`).join(" or "),
    accepts: (value) => typeof value === "string" && texts.includes(value),
  };
}

/** One thing or another. */
export function either(...checks: readonly Check[]): Check {
  return {
    wants: checks.map(({ wants }) => wants).join(", or "),
    accepts: (value) => checks.some((check) => check.accepts(value)),
  };
}

/** `null`, where that takes something away. */
export const NOTHING: Check = { wants: "null", accepts: (value) => value === null };

/** A call of the user's that cannot be understood. */
export function badCall(call: string, problem: string, hint?: string): RetortError {
  return new RetortError("script-failed", `${call}: ${problem}`, { hint });
}

/**
 * Looks at one argument.
 *
 * @throws {RetortError} `script-failed`.
 */
export function checkArgument(call: string, what: string, value: unknown, check: Check): void {
  if (!check.accepts(value)) throw badCall(call, `${what} must be ${check.wants}, not ${described(value)}`);
}

/**
 * Looks at an object of options: each known, and what it must be. One that is `undefined` counts as absent.
 *
 * @throws {RetortError} `script-failed`, with the nearest known name for one that is not known.
 */
export function checkOptions<Options extends object>(
  call: string,
  options: Options,
  checks: { readonly [Key in keyof Required<Options>]: Check },
): void {
  if (!isRecord(options)) throw badCall(call, `the options must be an object, not ${described(options)}`);
  const known = new Map<string, Check>(Object.entries(checks));
  for (const [name, value] of Object.entries(options)) {
    const check = known.get(name);
    if (check === undefined) throw unknownOption(call, name, [...known.keys()]);
    if (value !== undefined) checkArgument(call, `'${name}'`, value, check);
  }
}

function unknownOption(call: string, name: string, known: readonly string[]): RetortError {
  const hint = didYouMean(name, known) ??
    (known.length === 0 ? "It takes none" : `There are ${known.join(", ")}`);
  return badCall(call, `there is no option '${name}'`, hint);
}

/** A value as a message says it. */
export function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty text" : `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "function":
      return "a function";
    default:
      return value instanceof Promise ? "a promise" : "an object";
  }
}

/** Whether a value is what `op.sql` makes. */
export function isFragment(
  value: unknown,
): value is { readonly parts: readonly string[]; readonly values: readonly never[] } {
  return isRecord(value) && Array.isArray(value["parts"]) && Array.isArray(value["values"]);
}

function isFinal(value: unknown): boolean {
  return isRecord(value) && NAME.accepts(value["final"]);
}

function isListOf(value: unknown, check: Check): value is readonly unknown[] {
  return Array.isArray(value) && value.every((each) => check.accepts(each));
}

/** Whether a value is an object with members, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
