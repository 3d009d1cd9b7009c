import { parseDuration } from "../util/duration.ts";
import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import type { UrlFunction } from "./config.ts";
import type { Setting } from "./setting.ts";

/** A setting's value after reading: durations in milliseconds, lists as lists. */
export type SettingValue =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, string>>
  | UrlFunction;

/** What a flag can have got on the command line. */
export type FlagValue = boolean | string | readonly string[];

/** Timers and servers count milliseconds in 32 bits. */
const LONGEST_DURATION = 2 ** 31 - 1;

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "on", "1"].map((word) => [word, true] as const),
  ...["false", "no", "off", "0"].map((word) => [word, false] as const),
]);

/**
 * A setting's value from text, as a variable holds it; lists are separated by commas.
 *
 * @throws RetortError `config-invalid`; `place` says whose value it is
 */
export function valueFromText(setting: Setting, text: string, place: string): SettingValue {
  switch (setting.kind) {
    case "flag":
      return BOOLEANS.get(text.trim().toLowerCase()) ?? refuse(setting, place, text);
    case "count":
      return /^\d{1,15}$/.test(text.trim()) ? Number(text) : refuse(setting, place, text);
    case "duration":
      return duration(setting, text, place);
    case "choice":
      return choice(setting, text.trim(), place);
    case "list":
    case "paths":
      return text.split(",").map((item) => item.trim()).filter((item) => item !== "");
    case "record":
      return pairs(text.split(","));
    case "text":
    case "path":
    case "url":
      return text;
  }
}

/**
 * A setting's value from the command line; what may be repeated comes as a list.
 *
 * @throws RetortError `config-invalid`
 */
export function valueFromFlag(setting: Setting, value: FlagValue, place: string): SettingValue {
  if (typeof value === "boolean") return setting.kind === "flag" ? value : refuse(setting, place, value);
  const texts = typeof value === "string" ? [value] : value;
  if (setting.kind === "record") return pairs(texts);
  if (setting.kind === "list" || setting.kind === "paths") return texts.filter((text) => text !== "");
  return valueFromText(setting, texts.at(-1) ?? "", place);
}

/**
 * A setting's value from data: a configuration file, or an argument of the library.
 *
 * @throws RetortError `config-invalid`
 */
export function valueFromData(setting: Setting, value: unknown, place: string): SettingValue {
  switch (setting.kind) {
    case "flag":
      return typeof value === "boolean" ? value : refuse(setting, place, value);
    case "count":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
        ? value
        : refuse(setting, place, value);
    case "duration":
      if (typeof value === "number") return duration(setting, String(value), place);
      return duration(setting, textOf(setting, value, place), place);
    case "choice":
      return choice(setting, textOf(setting, value, place), place);
    case "list":
    case "paths":
      return listOf(setting, value, place);
    case "record":
      return recordOf(setting, value, place);
    case "url":
      return isUrlFunction(value) ? value : textOf(setting, value, place);
    case "text":
    case "path":
      return textOf(setting, value, place);
  }
}

function isUrlFunction(value: unknown): value is UrlFunction {
  return typeof value === "function";
}

function textOf(setting: Setting, value: unknown, place: string): string {
  return typeof value === "string" ? value : refuse(setting, place, value);
}

function listOf(setting: Setting, value: unknown, place: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => textOf(setting, item, place));
}

function recordOf(setting: Setting, value: unknown, place: string): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(setting, place, value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const text = typeof item === "number" || typeof item === "boolean" ? String(item) : item;
      if (typeof text !== "string") return refuse(setting, place, item);
      return [key, setting.choices === undefined ? text : choice(setting, text, `${place}: ${key}`)];
    }),
  );
}

/** Alembic's form of `-x`: a later key wins, a missing `=` gives an empty text. */
function pairs(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text) => {
    const equals = text.indexOf("=");
    return equals < 0 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
  }));
}

function choice(setting: Setting, text: string, place: string): string {
  const choices = setting.choices ?? [];
  return choices.includes(text) ? text : refuse(setting, place, text, didYouMean(text, choices));
}

function duration(setting: Setting, text: string, place: string): number {
  try {
    const milliseconds = parseDuration(text);
    return milliseconds <= LONGEST_DURATION
      ? milliseconds
      : refuse(setting, place, text, "The longest one is 24 days");
  } catch (error) {
    if (!(error instanceof RetortError) || error.code !== "usage") throw error;
    return refuse(setting, place, text, error.hint);
  }
}

function refuse(setting: Setting, place: string, value: unknown, hint?: string): never {
  // A URL that is not text cannot hold a password, but an object around one can; so can a URL in the wrong place.
  const hidden = setting.secret === true || typeof value === "object" || isUrlLike(value);
  const shown = hidden ? describe(value) : JSON.stringify(value);
  throw new RetortError(
    "config-invalid",
    `${place} must be ${expected(setting)}, not ${shown ?? describe(value)}`,
    {
      hint,
    },
  );
}

function isUrlLike(value: unknown): boolean {
  return typeof value === "string" && value.includes("://");
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (isUrlLike(value)) return "a URL";
  return Array.isArray(value) ? "a list" : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

/** What a setting's value has to be, in words. */
export function expected(setting: Setting): string {
  const named: Readonly<Record<Setting["kind"], string>> = {
    text: "text",
    path: "a path",
    url: "a database URL",
    flag: "true or false",
    count: "a whole number",
    duration: 'a duration such as "5m"',
    choice: `one of ${setting.choices?.join(", ")}`,
    list: "a list of texts",
    paths: "a path or a list of paths",
    record: setting.choices === undefined
      ? "an object of texts"
      : `an object of ${setting.choices.join(", ")}`,
  };
  return named[setting.kind];
}
