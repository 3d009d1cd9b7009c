import type { Schema, Table } from "../../../schema/schema.ts";
import { NEW_TABLE_PREFIX } from "../failure.ts";
import { keyOf } from "./draft.ts";

/** What the new table is called until it takes the old one's name. */
export interface NewName {
  readonly name: string;
  /** Whether a table of that name must go first: one that a rebuild has left behind that nobody held together. */
  readonly leftover: boolean;
}

/**
 * `_retort_new_task`, or another where that is somebody else's. SQLite's names have no limit. A table that is left of a
 * rebuild has neither indexes nor triggers yet, and the very columns that the next try makes.
 */
export function newName(table: Table, schema: Schema, offline: boolean): NewName {
  const name = `${NEW_TABLE_PREFIX}${table.name}`;
  // A script cannot look: the name is retort's.
  if (offline) return { name, leftover: true };
  for (let number = 1;; number++) {
    const candidate = number === 1 ? name : `${NEW_TABLE_PREFIX}${number}_${table.name}`;
    const there = find(candidate, schema);
    if (there === undefined) return { name: candidate, leftover: false };
    if (there !== "other" && isLeftover(there, table, schema)) return { name: candidate, leftover: true };
  }
}

function find(name: string, { tables, definitions, unknown }: Schema): Table | "other" | undefined {
  const table = tables.find((each) => keyOf(each.name) === keyOf(name));
  if (table !== undefined) return table;
  const named = definitions.some(({ identity }) => identity.includes(name)) ||
    tables.some(({ indexes }) => indexes.some((index) => keyOf(index.name) === keyOf(name))) ||
    unknown.some((each) => keyOf(each.name) === keyOf(name));
  return named ? "other" : undefined;
}

function isLeftover(there: Table, table: Table, { definitions }: Schema): boolean {
  const columns = ({ columns: list }: Table) => list.map(({ name }) => name).join("\0");
  return there.indexes.length === 0 && columns(there) === columns(table) &&
    !definitions.some(({ create }) => create.includes(there.name));
}
