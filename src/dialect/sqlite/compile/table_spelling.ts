import type { Column } from "../../../schema/column.ts";
import type { Constraint, PrimaryKey } from "../../../schema/constraint.ts";
import type { Options, Table } from "../../../schema/schema.ts";
import { deferralWords, type Keyed, standsWithColumn } from "../../ansi/compile/constraint.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { refuse, refuseOption } from "../../ansi/compile/refuse.ts";
import type { ColumnHome, TableSpelling } from "../../ansi/compile/table.ts";
import { includesName } from "../../../operation/name_rules.ts";
import { sqliteLiteral } from "../literal.ts";
import { sqliteNames } from "../name_rules.ts";
import { keyColumnOption, sqliteOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { strictTypeSql, typeSql } from "../type.ts";
import { defaultClause } from "./default_clause.ts";

/** What a table's columns and constraints depend on. */
export type TableHome = ColumnHome & Pick<Table, "columns">;

/** How SQLite writes a table with its columns and constraints. */
export function tableSpelling(home: TableHome): TableSpelling {
  return {
    quote,
    columnClauses: (column) => columnClauses(column, home),
    constraintTail: (constraint, inColumn) => constraintTail(constraint, inColumn, home),
    exclude: () => refuse("SQLite has no exclusion constraints", "Write a trigger that refuses such rows"),
    keyColumns,
    inline: (constraint) => isRowKey(constraint, home) || standsWithColumn(constraint),
    opening: () => "CREATE TABLE",
    closing: ({ options }) => closing(options),
  };
}

/** A collation as everybody writes it: NOCASE. */
export function collationSql(collation: string): string {
  return /^[A-Za-z_]\w*$/.test(collation) ? collation : quote(collation);
}

/** Refuses options that are none of SQLite's. */
export function checkOptions(options: Options, known: readonly string[], of: string): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  refuseOption(`SQLite has no option '${unknown}' of a ${of}`);
}

function columnClauses(column: Column, home: TableHome): readonly string[] {
  checkOptions(column.options, [sqliteOptions.notNullName, sqliteOptions.notNullConflict], "column");
  checkGeneration(column, home);
  const strict = sqliteOptions.strict in home.options;
  const { generation } = column;
  return [
    (strict ? strictTypeSql : typeSql)(column.type),
    notNull(column),
    defaultClause(column.default, column.type),
    column.collation === "" ? "" : `COLLATE ${collationSql(column.collation)}`,
    generation.kind === "computed"
      ? `GENERATED ALWAYS AS (${generation.sql}) ${generation.stored ? "STORED" : "VIRTUAL"}`
      : "",
    enumCheck(column),
  ];
}

/** SQLite has no enumerations: the values stand in a check. */
function enumCheck({ name, type }: Column): string {
  if (type.kind !== "enum" || type.values.length === 0) return "";
  return `CHECK (${quote(name)} IN (${type.values.map(sqliteLiteral).join(", ")}))`;
}

function notNull({ nullable, options }: Column): string {
  if (nullable) return "";
  const name = options[sqliteOptions.notNullName];
  const conflict = options[sqliteOptions.notNullConflict];
  return words(
    name !== undefined && `CONSTRAINT ${quote(name)}`,
    "NOT NULL",
    conflict !== undefined && `ON CONFLICT ${conflict}`,
  );
}

/** Only the row's own number counts by itself, and only by one. */
function checkGeneration({ name, type, generation }: Column, home: TableHome): void {
  if (generation.kind !== "identity" && generation.kind !== "serial") return;
  const key = home.constraints.find((each) => isKeyOf(each, name));
  const integer = /^integer$/i.test(typeSql(type));
  if (key === undefined || !integer || sqliteOptions.withoutRowid in home.options) {
    refuse(
      `Column '${name}' cannot count by itself`,
      "In SQLite only an INTEGER that is the whole primary key does, in a table that has row numbers",
    );
  }
  if (generation.kind === "serial") return;
  const { increment = "1", minimum = "1", maximum, cycle = false } = generation.options;
  if (increment === "1" && minimum === "1" && maximum === undefined && !cycle) return;
  refuse(
    `Column '${name}' counts by one, without an end, in SQLite`,
    "Leave all but `start` out of the identity where `op.dialect` is sqlite",
  );
}

function isKeyOf(constraint: Constraint, column: string): boolean {
  return constraint.kind === "primaryKey" && constraint.columns.length === 1 &&
    includesName(constraint.columns, column, sqliteNames);
}

/** AUTOINCREMENT and DESC of an INTEGER PRIMARY KEY mean what they say only beside the column. */
function isRowKey(constraint: Constraint, home: TableHome): constraint is PrimaryKey {
  if (constraint.kind !== "primaryKey" || constraint.columns.length !== 1) return false;
  return autoincrement(constraint, home) || constraint.options[keyColumnOption(0)] === "DESC";
}

function autoincrement(constraint: PrimaryKey, { columns }: TableHome): boolean {
  return columns.some((each) => each.generation.kind === "identity" && isKeyOf(constraint, each.name));
}

function constraintTail(constraint: Constraint, inColumn: boolean, home: TableHome): readonly string[] {
  checkConstraint(constraint);
  const conflict = constraint.options[sqliteOptions.conflict];
  return [
    inColumn && isRowKey(constraint, home) ? constraint.options[keyColumnOption(0)] ?? [] : [],
    constraint.kind === "foreignKey" ? deferralWords(constraint.deferral) : [],
    conflict === undefined ? [] : `ON CONFLICT ${conflict}`,
    inColumn && constraint.kind === "primaryKey" && autoincrement(constraint, home) ? "AUTOINCREMENT" : [],
  ].flat();
}

function checkConstraint(constraint: Constraint): void {
  const ofColumns = constraint.kind === "primaryKey" || constraint.kind === "unique"
    ? constraint.columns
    : [];
  const known = [sqliteOptions.conflict, ...ofColumns.map((_, index) => keyColumnOption(index))];
  checkOptions(constraint.options, known, "constraint");
  if (constraint.kind !== "primaryKey" && constraint.kind !== "unique") return;
  if (constraint.deferral !== "immediate") {
    refuse("SQLite defers foreign keys alone", "Leave `deferrable` out of the other constraints");
  }
  if (constraint.include.length > 0) {
    refuse("SQLite's keys hold their own columns alone", "Make an index on all the columns beside it");
  }
  if (constraint.kind === "unique" && constraint.nullsNotDistinct) {
    refuse(
      "In SQLite no NULL equals another",
      "Make a unique index on an expression, such as coalesce(title, '')",
    );
  }
}

function keyColumns(columns: readonly string[], { kind, options }: Keyed): string {
  const own = kind !== "foreignKey";
  const parts = columns.map((column, index) => words(quote(column), own && options[keyColumnOption(index)]));
  return `(${parts.join(", ")})`;
}

function closing(options: Options): string {
  const found = [
    sqliteOptions.strict in options ? ["STRICT"] : [],
    sqliteOptions.withoutRowid in options ? ["WITHOUT ROWID"] : [],
  ].flat();
  return found.length === 0 ? "" : ` ${found.join(", ")}`;
}
