import { applyToTable } from "../../../operation/apply_to_table.ts";
import { columnMentions, renameInExpression } from "../../../operation/column_mentions.ts";
import type { AlterColumn, TableChange } from "../../../operation/operation.ts";
import type { Table } from "../../../schema/schema.ts";
import { sqliteNames } from "../name_rules.ts";

/** Where a column's values come from. */
export interface Source {
  /** The column's name before all changes. */
  readonly column: string;
  /** What the user makes of it, in the names before all changes; empty for the value as it is. */
  readonly using: string;
}

/** A table while changes are made to it. */
export interface Draft {
  readonly table: Table;
  /** By the key of a column's name as it is now; a new column has none. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** The draft of a table that nothing has changed yet. */
export function draftOf(table: Table): Draft {
  return {
    table,
    sources: new Map(table.columns.map(({ name }) => [keyOf(name), { column: name, using: "" }])),
  };
}

/** The draft after one more change. */
export function revised(draft: Draft, change: TableChange): Draft {
  const table = applyToTable(withoutValues(draft.table, change), change, sqliteNames);
  if (change.kind === "dropColumn") return { table, sources: without(draft, change.column) };
  if (change.kind === "alterColumn") return { table, sources: moved(draft, change) };
  return { table, sources: draft.sources };
}

/** The check in which an enumeration's values stand belongs to the column's type, and goes with it. */
function withoutValues(table: Table, change: TableChange): Table {
  if (change.kind !== "alterColumn" || change.change.type === undefined) return table;
  const column = keyOf(change.column);
  const constraints = table.constraints.filter((each) => {
    if (each.kind !== "check" || each.name !== "" || !VALUES.test(each.condition)) return true;
    return columnMentions(each.condition, sqliteNames)[0]?.key !== column;
  });
  return { ...table, constraints };
}

/** `state IN ('new', 'done')`, as `t.enum()` is written. */
const VALUES = /^(?:\S+|"(?:[^"]|"")*") IN \('(?:[^']|'')*'(?:, '(?:[^']|'')*')*\)$/;

/** The key of a column's name. */
export function keyOf(name: string): string {
  return sqliteNames.key(name, false);
}

function without({ sources }: Draft, column: string): ReadonlyMap<string, Source> {
  return new Map([...sources].filter(([key]) => key !== keyOf(column)));
}

function moved(draft: Draft, { column, change, using }: AlterColumn): ReadonlyMap<string, Source> {
  const source = draft.sources.get(keyOf(column));
  const others = without(draft, column);
  if (source === undefined) return others;
  const now = using === "" ? source : { ...source, using: inOldNames(draft, using) };
  return new Map([...others, [keyOf(change.name ?? column), now]]);
}

/** The copy reads the table as it was, whatever its columns are called by now. */
function inOldNames({ table, sources }: Draft, sql: string): string {
  let text = sql;
  for (const { name } of table.columns) {
    const source = sources.get(keyOf(name));
    if (source === undefined || keyOf(source.column) === keyOf(name)) continue;
    text = renameInExpression(text, { table: table.name, from: name, to: source.column }, sqliteNames);
  }
  return text;
}
