import type { Column } from "../../../schema/column.ts";

/** A literal with the cast that the server prints behind it. */
const CAST_LITERAL = /^('(?:[^']|'')*')::([^'(]+)(?:\(\d+(?:,\d+)?\))?$/;
/** A negative number, which the server prints as a cast text. */
const NEGATIVE = /^'(-\d+)'::(integer|bigint)$|^'(-\d+\.\d+)'::numeric$/;

/** The column with the default that a person would write: `'new'` for `'new'::text`, `-1` for `'-1'::integer`. */
export function tidyDefault(column: Column): Column {
  const { default: byDefault, type } = column;
  if (byDefault.kind !== "expression" || type.kind !== "native") return column;
  const sql = tidied(byDefault.sql, type.sql);
  return sql === byDefault.sql ? column : { ...column, default: { kind: "expression", sql } };
}

function tidied(sql: string, type: string): string {
  const negative = NEGATIVE.exec(sql);
  if (negative !== null) return negativeNumber(negative) ?? sql;
  const [, literal, cast] = CAST_LITERAL.exec(sql) ?? [];
  if (literal === undefined || cast === undefined) return sql;
  return cast === plainType(type) ? literal : sql;
}

/** A whole number outside of the type's range would be read as one of another type. */
function negativeNumber([, whole, type, fraction]: RegExpExecArray): string | undefined {
  if (whole === undefined) return fraction;
  const isInteger = BigInt(whole) >= -2147483647n;
  return isInteger === (type === "integer") ? whole : undefined;
}

/** The type as a cast names it: without what is in parentheses. */
function plainType(type: string): string {
  const plain = type.replace(/\(\d+(?:,\d+)?\)/, "");
  return plain === "character" ? "bpchar" : plain;
}
