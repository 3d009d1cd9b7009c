import { hexDigits } from "../../dialect/ansi/literal.ts";
import type { Value } from "../../sql/statement.ts";

/** The values of a key, in the order of its columns. */
export type KeyValues = readonly Value[];

/** A key as JSON can keep it, exact whatever its types are. */
export function encodeKey(values: KeyValues): readonly string[] {
  return values.map((value) => {
    if (typeof value === "string") return `s:${value}`;
    if (value instanceof Uint8Array) return `x:${hexDigits(value)}`;
    return (typeof value === "bigint" || Number.isInteger(value) ? "i:" : "r:") + String(value);
  });
}

/** The key that `encodeKey` made a text of. */
export function decodeKey(texts: readonly string[]): KeyValues {
  return texts.map((text) => {
    const rest = text.slice(2);
    switch (text.slice(0, 2)) {
      case "i:":
        return narrowed(BigInt(rest));
      case "r:":
        return Number(rest);
      case "x:":
        return Uint8Array.from(rest.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
      default:
        return rest;
    }
  });
}

/** A number where that is exact. */
function narrowed(value: bigint): Value {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A key for a person: `42`, `acme, 42`. */
export function describeKey(values: KeyValues): string {
  return values.map((value) => value instanceof Uint8Array ? `0x${hexDigits(value)}` : String(value)).join(
    ", ",
  );
}
