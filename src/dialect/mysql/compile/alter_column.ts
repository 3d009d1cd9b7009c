import { sameIdentifier } from "../../../operation/name_rules.ts";
import type { AlterColumn } from "../../../operation/operation.ts";
import { type Column, plainColumn } from "../../../schema/column.ts";
import type { CheckConstraint } from "../../../schema/constraint.ts";
import { sameName, type Table } from "../../../schema/schema.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { columnSql } from "../../ansi/compile/table.ts";
import type { Server } from "../../dialect.ts";
import { joinPieces, nameOf, piecesOf } from "../reflect/printed_sql.ts";
import { mysqlNames } from "../name_rules.ts";
import { CONSTRAINT_OPTIONS } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { typeSql } from "../type.ts";
import { defaultSql } from "./default_clause.ts";
import { countingFrom } from "./table_closing.ts";
import { columnChecks, tableSpelling } from "./table_spelling.ts";

/** Whether the column as it is must be known: all but a rename or a new default writes it whole. */
export function readsColumn({ change }: AlterColumn): boolean {
  return !isRename(change) && (!isDefault(change) || change.default?.kind === "none");
}

/** The clause of ALTER TABLE that changes a column; `table` is the table as it is, where that is known. */
export function alterColumnClauses(
  operation: AlterColumn,
  table: Table | undefined,
  server: Server,
): readonly string[] {
  const { column, change, using } = operation;
  if (using !== "") {
    refuse(
      "MySQL converts values by itself, and by no expression",
      "Add a new column, fill it with UPDATE, drop the old one and rename the new one",
    );
  }
  if (Object.keys(change).length === 0) return [];
  if (isRename(change)) {
    return change.name === column ? [] : [`RENAME COLUMN ${quote(column)} TO ${quote(change.name)}`];
  }
  if (isDefault(change)) return [defaultClause(operation, change.default, table, server)];
  const counting = change.generation === undefined ? "" : countingFrom(change.generation);
  return [wholeColumn(operation, table, server), ...(counting === "" ? [] : [counting])];
}

/** The table that an operation is about, as far as it was read. */
export function tableOf(tables: readonly Table[], name: AlterColumn["table"]): Table | undefined {
  return tables.find((table) => sameName(table, name));
}

function isRename(change: Partial<Column>): change is { readonly name: string } {
  return change.name !== undefined && Object.keys(change).length === 1;
}

function isDefault(change: Partial<Column>): change is Pick<Column, "default"> {
  return change.default !== undefined && Object.keys(change).length === 1;
}

/** Without a default a column that may be NULL would refuse to be left out: NULL is its default again. */
function defaultClause(
  { column, existing }: AlterColumn,
  value: Column["default"],
  table: Table | undefined,
  server: Server,
): string {
  const before = {
    ...existing,
    ...table?.columns.find(({ name }) => sameIdentifier(name, column, mysqlNames)),
  };
  const alter = `ALTER COLUMN ${quote(column)}`;
  if (value.kind !== "none") return `${alter} SET DEFAULT ${defaultSql(value, before.type, server)}`;
  return before.nullable === true ? `${alter} SET DEFAULT NULL` : `${alter} DROP DEFAULT`;
}

/** MODIFY and CHANGE write the column anew: what they leave out is gone. */
function wholeColumn(operation: AlterColumn, table: Table | undefined, server: Server): string {
  const { column, change, existing } = operation;
  const found = table?.columns.find(({ name }) => sameIdentifier(name, column, mysqlNames));
  const known = { ...existing, ...found, ...change };
  const missing = (["type", "nullable", "default"] as const).filter((field) => known[field] === undefined);
  if (missing.length > 0) {
    refuse(
      `MySQL writes a changed column whole, and of '${operation.table.name}.${column}' it is not known: ${
        missing.join(", ")
      }`,
      "Run it on a database, or say what the column is in `existing`",
    );
  }
  const whole = { ...plainColumn(column, known.type ?? { kind: "text" }), ...known };
  const checks = columnChecks(table?.constraints ?? []).map((check) => renamed(check, column, whole.name));
  const definition = columnSql(
    withoutStaleText(withoutStaleDefault(whole, change), change),
    { constraints: [], options: {} },
    tableSpelling(server, checks),
  );
  return whole.name === column
    ? `MODIFY COLUMN ${definition}`
    : `CHANGE COLUMN ${quote(column)} ${definition}`;
}

/** What counts or computes itself has no default, and what begins to loses the one that it had. */
function withoutStaleDefault(column: Column, change: Partial<Column>): Column {
  const fills = column.generation.kind !== "none";
  return fills && change.default === undefined ? { ...column, default: { kind: "none" } } : column;
}

/** A type that holds no text takes no character set from the one before it. */
function withoutStaleText(column: Column, change: Partial<Column>): Column {
  if (change.type === undefined || /char|text|enum|^set\b/i.test(typeSql(column.type))) return column;
  const { charset: _, ...options } = column.options;
  return { ...column, collation: change.collation ?? "", options: change.options ?? options };
}

/** A column's own check speaks of it by name. */
function renamed(check: CheckConstraint, from: string, to: string): CheckConstraint {
  if (from === to || !sameIdentifier(check.options[CONSTRAINT_OPTIONS.column] ?? "", from, mysqlNames)) {
    return check;
  }
  const pieces = piecesOf(check.condition).map((piece) => {
    const name = piece.kind === "quotedIdentifier"
      ? nameOf(piece.text)
      : piece.kind === "word"
      ? piece.text
      : "";
    return name !== "" && sameIdentifier(name, from, mysqlNames) ? { ...piece, text: quote(to) } : piece;
  });
  return { ...check, condition: joinPieces(pieces), options: { [CONSTRAINT_OPTIONS.column]: to } };
}
