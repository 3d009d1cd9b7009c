import { includesName } from "../../../operation/name_rules.ts";
import type { AddColumn, AlterColumn, DropColumn, TableChange } from "../../../operation/operation.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";
import { columnConstraintSql } from "../../ansi/compile/constraint.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { columnSql } from "../../ansi/compile/table.ts";
import type { CompiledStatement } from "../../compiler.ts";
import { sqliteNames } from "../name_rules.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { localReference } from "./create_table.ts";
import { isConstant, isNull } from "./default_clause.ts";
import { createIndex, dropIndex } from "./index.ts";
import { tableSpelling } from "./table_spelling.ts";
import { type Known, standsAlone } from "./stands_alone.ts";

/**
 * The statements of a change that ALTER TABLE can make; undefined where the table must be rebuilt.
 *
 * @throws {RetortError} `usage` for what must be known of the table and is not.
 */
export function inPlace(change: TableChange, known: Known): readonly CompiledStatement[] | undefined {
  switch (change.kind) {
    case "addColumn":
      return addColumn(change, known.table);
    case "dropColumn":
      return dropColumn(change, known);
    case "alterColumn":
      return alterColumn(change);
    case "createIndex":
      return createIndex(change);
    case "dropIndex":
      return dropIndex(change);
    case "addConstraint":
    case "dropConstraint":
      return undefined;
  }
}

function addColumn(
  { table, column, constraints, ifNotExists }: AddColumn,
  known: Table | undefined,
): readonly CompiledStatement[] | undefined {
  if (ifNotExists && has(known, column.name, "ADD COLUMN IF NOT EXISTS")) return [];
  if (!canBeAdded(column, constraints)) return undefined;
  const home = { constraints: [], options: known?.options ?? {}, columns: [column] };
  const spelling = tableSpelling(home);
  const own = constraints.map((each) => columnConstraintSql(localReference(each, table), spelling));
  const definition = words(columnSql(column, home, spelling), own);
  return [{ sql: `ALTER TABLE ${objectNameSql(table, quote)} ADD COLUMN ${definition}` }];
}

/** https://sqlite.org/lang_altertable.html#alter_table_add_column: rows that are there must need no work. */
function canBeAdded(
  { generation, default: value, type }: AddColumn["column"],
  constraints: readonly Constraint[],
) {
  const refers = constraints.some(({ kind }) => kind === "foreignKey");
  const alone = constraints.every((each) =>
    each.kind === "check" || (each.kind === "foreignKey" && each.columns.length === 1)
  );
  if (generation.kind === "identity" || generation.kind === "serial") return false;
  if (generation.kind === "computed" && generation.stored) return false;
  return alone && isConstant(value, type) && (!refers || isNull(value, type));
}

function dropColumn(change: DropColumn, known: Known): readonly CompiledStatement[] | undefined {
  const { table, column, ifExists } = change;
  if (ifExists && !has(known.table, column, "DROP COLUMN IF EXISTS")) return [];
  if (!standsAlone(column, known)) return undefined;
  return [{ sql: `ALTER TABLE ${objectNameSql(table, quote)} DROP COLUMN ${quote(column)}` }];
}

/** Only the name: comments are not kept. */
function alterColumn({ table, column, change }: AlterColumn): readonly CompiledStatement[] | undefined {
  const { name, comment: _, ...rest } = change;
  if (Object.keys(rest).length > 0) return undefined;
  if (name === undefined || name === column) return [];
  return [{
    sql: `ALTER TABLE ${objectNameSql(table, quote)} RENAME COLUMN ${quote(column)} TO ${quote(name)}`,
  }];
}

function has(table: Table | undefined, column: string, what: string): boolean {
  if (table === undefined) refuse(`SQLite has no ${what}`, "Run it on a database, where it can be looked up");
  return includesName(table.columns.map(({ name }) => name), column, sqliteNames);
}
