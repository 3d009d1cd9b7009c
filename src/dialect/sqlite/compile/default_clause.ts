import type { Default } from "../../../schema/column.ts";
import type { ColumnType } from "../../../schema/column_type.ts";
import { defaultValueSql } from "../../ansi/compile/default_value.ts";
import { sqliteLiteral } from "../literal.ts";

/** What needs no parentheses after DEFAULT. */
const BARE =
  /^(?:[+-]?\d[\w.]*(?:e[+-]?\d+)?|x?'(?:[^']|'')*'|null|true|false|current_(?:date|time|timestamp))$/i;

/** DEFAULT and its value; empty where there is none. Every expression that is no literal stands in parentheses. */
export function defaultClause(value: Default, type: ColumnType): string {
  const sql = defaultSql(value, type);
  return sql === "" ? "" : `DEFAULT ${BARE.test(sql) ? sql : `(${sql})`}`;
}

/** Whether a column that is added may have this default although there are rows. */
export function isConstant(value: Default, type: ColumnType): boolean {
  const sql = defaultSql(value, type);
  return sql === "" || (BARE.test(sql) && !/^current_/i.test(sql));
}

/** The default of a column without one is NULL. */
export function isNull(value: Default, type: ColumnType): boolean {
  return /^(?:null)?$/i.test(defaultSql(value, type));
}

function defaultSql(value: Default, type: ColumnType): string {
  if (value.kind === "none") return "";
  const sql = value.kind === "value" ? defaultValueSql(value.value, type, sqliteLiteral) : value.sql.trim();
  return inParentheses(sql) ? sql.slice(1, -1).trim() : sql;
}

/** Whether the first parenthesis is closed by the last; quotes are not looked into, so that it says no rather than yes. */
function inParentheses(sql: string): boolean {
  if (!sql.startsWith("(") || !sql.endsWith(")")) return false;
  if (/['"`[]/.test(sql)) return false;
  let depth = 0;
  for (const [index, character] of [...sql].entries()) {
    if (character === "(") depth++;
    if (character === ")" && --depth === 0) return index === [...sql].length - 1;
  }
  return false;
}
