import type { Value } from "../../sql/statement.ts";

/** What engines spell differently in a literal. */
export interface LiteralOptions {
  /** Bytes, given as upper-case hex digits: `X'00FF'`. */
  readonly bytes: (hex: string) => string;
  readonly boolean: (value: boolean) => string;
  /** A string; absent for the standard's single quotes, doubled inside. */
  readonly text?: (value: string) => string;
  /** A number that is no finite one; absent where NULL is the nearest that there is. */
  readonly notFinite?: (value: number) => string;
}

/** The function that writes a value as SQL text. */
export function ansiLiteral(options: LiteralOptions): (value: Value) => string {
  const { bytes, boolean, text = quoteText, notFinite = () => "NULL" } = options;
  return (value) => {
    if (value === null) return "NULL";
    if (typeof value === "string") return text(value);
    if (typeof value === "boolean") return boolean(value);
    if (typeof value === "bigint") return String(value);
    if (typeof value === "number") return Number.isFinite(value) ? String(value) : notFinite(value);
    return bytes(hexDigits(value));
  };
}

/** A string in single quotes, doubled inside: right wherever a backslash is no escape. */
export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Bytes as upper-case hex digits. */
export function hexDigits(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return digits.toUpperCase();
}
