import { renameColumn, type Renaming } from "../../../operation/rename_column.ts";
import type { Table } from "../../../schema/schema.ts";
import { sqliteNames } from "../name_rules.ts";
import { type Draft, keyOf } from "./draft.ts";

/** A table whose columns still have their old names, and what is left to rename. */
export interface Interim {
  readonly table: Table;
  /** In this order, by ALTER TABLE RENAME COLUMN. */
  readonly renamings: readonly Renaming[];
}

/**
 * The rebuilt table as it is before its columns get their new names. SQLite itself renames last, because it finds the
 * column in views and in the triggers of other tables too.
 */
export function interimOf({ table, sources }: Draft): Interim {
  const back = table.columns.flatMap(({ name }) => {
    const source = sources.get(keyOf(name));
    return source === undefined || source.column === name ? [] : [{ from: name, to: source.column }];
  });
  const old = new Set(back.map(({ to }) => keyOf(to)));
  // A new column that has taken the name of a renamed one steps aside.
  const aside = table.columns
    .filter(({ name }) => old.has(keyOf(name)) && !back.some(({ from }) => from === name))
    .map(({ name }) => ({ from: name, to: freeName(table, name) }));
  const order = ordered([...aside, ...back], table);
  const interim = order.reduce((whole, renaming) => renameColumn(whole, renaming, sqliteNames), table);
  const renamings = order.toReversed().map(({ from, to }) => ({ from: to, to: from }));
  return { table: interim, renamings };
}

/** So that no renaming meets a name that is still taken; a ring is opened by a name between. */
function ordered(renamings: readonly Renaming[], table: Table): Renaming[] {
  const taken = new Set(table.columns.map(({ name }) => keyOf(name)));
  let left = [...renamings];
  const order: Renaming[] = [];
  const take = (renaming: Renaming) => {
    order.push(renaming);
    taken.delete(keyOf(renaming.from));
    taken.add(keyOf(renaming.to));
  };
  while (left.length > 0) {
    const next = left.find(({ from, to }) => keyOf(from) === keyOf(to) || !taken.has(keyOf(to)));
    if (next !== undefined) {
      take(next);
      left = left.filter((each) => each !== next);
      continue;
    }
    const [blocked, ...rest] = left;
    if (blocked === undefined) return order;
    const between = freeName(table, blocked.from);
    take({ from: blocked.from, to: between });
    left = [...rest, { from: between, to: blocked.to }];
  }
  return order;
}

function freeName(table: Table, name: string): string {
  const taken = new Set(table.columns.map((column) => keyOf(column.name)));
  let free = `_retort_${name}`;
  while (taken.has(keyOf(free))) free = `_${free}`;
  return free;
}
