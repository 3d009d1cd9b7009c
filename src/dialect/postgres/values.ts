import type { Value } from "../../sql/statement.ts";
import { hexDigits } from "../ansi/literal.ts";
import { parseExactJson } from "../ansi/json.ts";

/** How the text of a value becomes the value. */
export type Parse = (text: string) => unknown;

function asText(text: string): string {
  return text;
}

/**
 * The types that come back as something else than text, by oid. All others (numeric, dates, times, intervals,
 * ranges, …) are text, exactly as the server prints them.
 */
const SCALARS: Readonly<Record<number, Parse>> = {
  16: (text) => text === "t",
  17: parseBytes,
  20: parseInteger,
  21: Number,
  23: Number,
  26: Number,
  114: parseExactJson,
  700: Number,
  701: Number,
  3802: parseExactJson,
};

/** Arrays that become arrays, with the oid of their elements; other arrays are text such as `{1,2}`. */
const ARRAYS: Readonly<Record<number, number>> = {
  199: 114,
  1000: 16,
  1001: 17,
  1002: 18,
  1003: 19,
  1005: 21,
  1007: 23,
  1009: 25,
  1014: 1042,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1028: 26,
  1231: 1700,
  2951: 2950,
  3807: 3802,
};

/** The oids whose values the client would change unless it is told not to: dates. */
const TEXTS = [1082, 1114, 1184];

/** The parser of each oid that needs one. */
export function valueParsers(): ReadonlyMap<number, Parse> {
  const parsers = new Map<number, Parse>(TEXTS.map((oid) => [oid, asText]));
  for (const [oid, parse] of Object.entries(SCALARS)) parsers.set(Number(oid), parse);
  for (const [oid, element] of Object.entries(ARRAYS)) {
    const parse = SCALARS[element] ?? asText;
    parsers.set(Number(oid), (text) => parseArray(text, parse));
  }
  return parsers;
}

/** A value as the text that the server reads it from; null is NULL. */
export function parameterText(value: Value): string | null {
  if (value === null) return null;
  if (typeof value === "boolean") return value ? "t" : "f";
  return value instanceof Uint8Array ? `\\x${hexDigits(value)}` : String(value);
}

/** A number where that is exact, a bigint where it is not. */
function parseInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** The hex form, or the escape form of servers with `bytea_output = escape`. */
function parseBytes(text: string): Uint8Array {
  if (!text.startsWith("\\x")) return parseEscapedBytes(text);
  const bytes = new Uint8Array((text.length - 2) / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(text.slice(2 + index * 2, 4 + index * 2), 16);
  }
  return bytes;
}

function parseEscapedBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const [, octal, character = "\\"] of text.matchAll(/\\([0-7]{3})|\\\\|([^\\])/g)) {
    bytes.push(octal === undefined ? character.charCodeAt(0) : Number.parseInt(octal, 8));
  }
  return new Uint8Array(bytes);
}

/** An array as the server prints it: `{1,NULL,"a,b"}`, nested for each dimension, perhaps with bounds before it. */
export function parseArray(text: string, element: Parse): unknown[] {
  const stack: unknown[][] = [];
  let done: unknown[] = [];
  const start = text.indexOf("{");
  for (const [token, quoted] of text.slice(start).matchAll(/"((?:[^"\\]|\\.)*)"|[{}]|[^{},"]+/gs)) {
    const top = stack.at(-1);
    if (token === "{") {
      const array: unknown[] = [];
      top?.push(array);
      stack.push(array);
    } else if (token === "}") done = stack.pop() ?? done;
    else if (quoted !== undefined) top?.push(element(quoted.replace(/\\(.)/gs, "$1")));
    else top?.push(token === "NULL" ? null : element(token));
  }
  return done;
}
