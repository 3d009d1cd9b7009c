import type { Column } from "../../../schema/column.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { affinityOf } from "../affinity.ts";
import { sqliteOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { typeSql } from "../type.ts";
import { keyOf, type Source } from "./draft.ts";

/** The two tables of a copy. */
export interface Copy {
  readonly from: Table;
  readonly to: Table;
  /** By the key of the new table's column. */
  readonly sources: ReadonlyMap<string, Source>;
}

/**
 * INSERT … SELECT of all rows; undefined where no column of the old table stays. A row keeps its number, which full-text
 * tables with external content know it by.
 */
export function copyRows({ from, to, sources }: Copy): string | undefined {
  const columns = to.columns.flatMap((column) => {
    const source = sources.get(keyOf(column.name));
    if (source === undefined || column.generation.kind === "computed") return [];
    return [{ name: quote(column.name), value: valueOf(from, column, source) }];
  });
  const number = rowNumber(from, to);
  const all = number === undefined ? columns : [{ name: number, value: number }, ...columns];
  if (all.length === 0) return undefined;
  return [
    // Without OR ABORT a constraint's ON CONFLICT would leave rows behind in silence.
    words(
      "INSERT",
      resolvesConflicts(to) && "OR ABORT",
      "INTO",
      quote(to.name),
      `(${all.map(({ name }) => name).join(", ")})`,
    ),
    `SELECT ${all.map(({ value }) => value).join(", ")}`,
    words("FROM", quote(from.name), order(from)),
  ].join("\n");
}

/** A narrow index may hold all that is copied: reading it would put the rows in its order, one page here, one there. */
function order(from: Table): string {
  const name = rowidName(from);
  const own = rowidColumn(from) === undefined ? "primaryKey" : "unique";
  const unique = from.constraints.some(({ kind }) => kind === "unique" || kind === own);
  if (name === undefined || isWithoutRowid(from)) return "";
  return unique || from.indexes.length > 0 ? `ORDER BY ${name}` : "";
}

/** The row's own number where both tables have one that is no column. */
function rowNumber(from: Table, to: Table): string | undefined {
  if (isWithoutRowid(from) || isWithoutRowid(to) || rowidColumn(to) !== undefined) return undefined;
  const name = rowidName(from);
  return name === undefined || hasColumn(to, name) ? undefined : name;
}

function rowidName(table: Table): string | undefined {
  return ["rowid", "_rowid_", "oid"].find((name) => !hasColumn(table, name));
}

function hasColumn({ columns }: Table, name: string): boolean {
  return columns.some((column) => keyOf(column.name) === name);
}

function isWithoutRowid({ options }: Table): boolean {
  return sqliteOptions.withoutRowid in options;
}

/** The INTEGER PRIMARY KEY, which is the row's number. */
export function rowidColumn(table: Table): Column | undefined {
  const key = table.constraints.find(({ kind }) => kind === "primaryKey");
  if (key?.kind !== "primaryKey" || key.columns.length !== 1 || isWithoutRowid(table)) return undefined;
  const [name = ""] = key.columns;
  const column = table.columns.find((each) => keyOf(each.name) === keyOf(name));
  const descending = Object.values(key.options).some((option) => /\bDESC\b/i.test(option));
  return column !== undefined && !descending && /^integer$/i.test(typeSql(column.type)) ? column : undefined;
}

function valueOf(from: Table, column: Column, { column: name, using }: Source): string {
  if (using !== "") return using;
  const before = from.columns.find((each) => keyOf(each.name) === keyOf(name));
  if (before === undefined) return quote(name);
  return cast(quote(before.name), affinityOf(typeSql(before.type)), affinityOf(typeSql(column.type)));
}

/**
 * Bytes and text become each other only by CAST. Numbers are left to the column: it converts what is a number and keeps
 * what is none, where CAST would make 0 of 'abc' and 9223372036854775807 of anything greater.
 */
function cast(value: string, before: string, after: string): string {
  if (before === after || (after !== "TEXT" && after !== "BLOB")) return value;
  return `CAST(${value} AS ${after})`;
}

function resolvesConflicts({ columns, constraints }: Table): boolean {
  return columns.some(({ options }) => sqliteOptions.notNullConflict in options) ||
    constraints.some(({ options }: Constraint) => sqliteOptions.conflict in options);
}
