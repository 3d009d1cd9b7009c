import { parseExactJson } from "../ansi/json.ts";

/** What is asked of a column to read its values; the client describes each result's columns so. */
export interface ColumnKind {
  readonly type: string;
  isDataTypeFormatJson(): boolean;
}

/** A value as the client read it, made exact and free of the client's own classes. */
export function exactValue(column: ColumnKind, value: unknown): unknown {
  if (typeof value === "bigint") return exactInteger(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (typeof value === "string") {
    return column.type === "JSON" || column.isDataTypeFormatJson() ? parseExactJson(value) : value;
  }
  // A SET, which the server prints so.
  return Array.isArray(value) ? value.join(",") : value;
}

/** A number where that is exact, a bigint where it is not. */
function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
