import { ansiLiteral, hexDigits, quoteText } from "../ansi/literal.ts";
import type { Value } from "../../sql/statement.ts";

const write = ansiLiteral({
  bytes: (hex) => `X'${hex}'`,
  boolean: (value) => value ? "1" : "0",
  text: textLiteral,
  notFinite: (value) => Number.isNaN(value) ? "NULL" : value > 0 ? "9e999" : "-9e999",
});

/** A value as SQLite's SQL text; it stores what binding the value stores. */
export function sqliteLiteral(value: Value): string {
  const wide = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return wide ? value.toExponential() : write(value);
}

/** SQL text ends at NUL, so that such a string travels as bytes. */
function textLiteral(value: string): string {
  if (!value.includes("\0")) return quoteText(value);
  return `CAST(X'${hexDigits(new TextEncoder().encode(value))}' AS TEXT)`;
}
