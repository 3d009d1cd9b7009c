import type { Column } from "../schema/column.ts";
import type { Table } from "../schema/schema.ts";
import { addConstraint } from "./apply_constraint.ts";
import { withoutColumn } from "./without_column.ts";
import { includesName, type NameRules, sameIdentifier } from "./name_rules.ts";
import type { AddColumn, AlterColumn, DropColumn } from "./operation.ts";
import { missing, nameOf, present, refusal } from "./refusal.ts";
import { renameColumn } from "./rename_column.ts";

/** The table with one more column, at the end. */
export function addColumn(table: Table, change: AddColumn, rules: NameRules): Table {
  const { column, constraints, ifNotExists } = change;
  if (includesName(table.columns.map(({ name }) => name), column.name, rules)) {
    if (ifNotExists) return table;
    throw present("column", column.name, table);
  }
  const wider: Table = { ...table, columns: [...table.columns, column] };
  return constraints.reduce<Table>((whole, constraint) => addConstraint(whole, constraint, rules), wider);
}

/** The table without a column and without what stands on that column alone. */
export function dropColumn(table: Table, change: DropColumn, rules: NameRules): Table {
  const column = table.columns.find(({ name }) => sameIdentifier(name, change.column, rules));
  if (column === undefined) {
    if (change.ifExists) return table;
    throw noColumn(table, change.column);
  }
  if (table.columns.length === 1) {
    throw refusal(
      `Column '${column.name}' is the only one of table '${nameOf(table)}'`,
      "Drop the table, or add another column first",
    );
  }
  return withoutColumn(table, column, rules);
}

/** The table with one column changed. */
export function alterColumn(table: Table, { column, change }: AlterColumn, rules: NameRules): Table {
  const before = columnOf(table, column, rules);
  const { name = before.name, ...rest } = change;
  const changed = { ...before, ...rest };
  const columns = table.columns.map((each) => each === before ? changed : each);
  if (name === before.name) return { ...table, columns };
  const others = columns.filter((each) => each !== changed).map((each) => each.name);
  if (includesName(others, name, rules)) throw present("column", name, table);
  return renameColumn({ ...table, columns }, { from: before.name, to: name }, rules);
}

/**
 * The column of a name.
 *
 * @throws {RetortError} `usage` where the table has none of that name.
 */
function columnOf(table: Table, name: string, rules: NameRules): Column {
  const column = table.columns.find((each) => sameIdentifier(each.name, name, rules));
  if (column === undefined) throw noColumn(table, name);
  return column;
}

function noColumn(table: Table, name: string) {
  return missing("column", name, table, table.columns.map((column) => column.name));
}
