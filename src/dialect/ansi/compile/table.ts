import type { Column } from "../../../schema/column.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";
import {
  columnConstraintSql,
  type ConstraintSpelling,
  constraintSql,
  standsWithColumn,
} from "./constraint.ts";
import { layOut, words } from "./lay_out.ts";
import { objectNameSql } from "./names.ts";

/** What a column's clauses may depend on beside the column. */
export type ColumnHome = Pick<Table, "constraints" | "options">;

/** What engines spell differently in CREATE TABLE. */
export interface TableSpelling extends ConstraintSpelling {
  /**
   * What follows a column's name, in the order that the engine wants, up to the constraints that stand with it: type,
   * collation, NOT NULL, default, generation, …
   */
  columnClauses(column: Column, home: ColumnHome): readonly string[];
  /** What follows the constraints that stand with a column; absent where there is nothing more. */
  columnTail?(column: Column): readonly string[];
  /** Whether a constraint stands with its column; absent where `standsWithColumn` decides. */
  inline?(constraint: Constraint, home: ColumnHome): boolean;
  /** `CREATE TABLE`, or with a word between. */
  opening(table: Table): string;
  /** What follows the closing parenthesis, with the blank or line break before it. */
  closing(table: Table): string;
  /** What stands in the list between keys and other constraints; absent where there is nothing more. */
  moreLines?(table: Table): readonly string[];
}

/** CREATE TABLE with its columns and constraints, one a line. Indexes and comments are statements of their own. */
export function createTableSql(table: Table, ifNotExists: boolean, spelling: TableSpelling): string {
  const name = objectNameSql(table, spelling.quote);
  const opening = words(spelling.opening(table), ifNotExists && "IF NOT EXISTS", name);
  const lines = tableLines(table, spelling);
  return layOut(opening, lines, spelling.closing(table));
}

/** A column with what stands with it. */
export function columnSql(column: Column, home: ColumnHome, spelling: TableSpelling): string {
  const own = home.constraints.filter((each) =>
    inlined(each, home, spelling) && firstColumn(each) === column.name
  );
  return words(
    spelling.quote(column.name),
    spelling.columnClauses(column, home),
    own.map((each) => columnConstraintSql(each, spelling)),
    spelling.columnTail?.(column) ?? [],
  );
}

/** Whether a column is part of its table's primary key. */
export function inPrimaryKey(column: Column, home: ColumnHome): boolean {
  return home.constraints.some((each) => each.kind === "primaryKey" && each.columns.includes(column.name));
}

/** A constraint stands apart, too, where its column is not written: a parent's, taken over. */
function tableLines(table: Table, spelling: TableSpelling): readonly string[] {
  const written = new Set<string | undefined>(table.columns.map(({ name }) => name));
  const apart = table.constraints.filter((each) =>
    !inlined(each, table, spelling) || !written.has(firstColumn(each))
  );
  const more = spelling.moreLines?.(table) ?? [];
  const keys = more.length === 0
    ? []
    : apart.filter(({ kind }) => kind === "primaryKey" || kind === "unique");
  const others = apart.filter((each) => !keys.includes(each));
  return [
    ...table.columns.map((column) => columnSql(column, table, spelling)),
    ...keys.map((each) => constraintSql(each, spelling)),
    ...more,
    ...others.map((each) => constraintSql(each, spelling)),
  ];
}

function inlined(constraint: Constraint, home: ColumnHome, spelling: TableSpelling): boolean {
  return spelling.inline?.(constraint, home) ?? standsWithColumn(constraint);
}

function firstColumn(constraint: Constraint): string | undefined {
  return "columns" in constraint ? constraint.columns[0] : undefined;
}
