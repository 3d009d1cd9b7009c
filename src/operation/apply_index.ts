import type { Table } from "../schema/schema.ts";
import { refuseUnknown } from "./apply_constraint.ts";
import { includesName, type NameRules, sameIdentifier } from "./name_rules.ts";
import type { CreateIndex, DropIndex } from "./operation.ts";
import { missing, present } from "./refusal.ts";

/** The table with one more index. */
export function createIndex(table: Table, { index, ifNotExists }: CreateIndex, rules: NameRules): Table {
  if (includesName(table.indexes.map(({ name }) => name), index.name, rules)) {
    if (ifNotExists) return table;
    throw present("index", index.name, table);
  }
  for (const { on } of index.parts) if (on.kind === "column") refuseUnknown(table, on.name, rules);
  return { ...table, indexes: [...table.indexes, index] };
}

/** The table without an index. */
export function dropIndex(table: Table, { name, ifExists }: DropIndex, rules: NameRules): Table {
  const names = table.indexes.map((index) => index.name);
  if (!includesName(names, name, rules)) {
    if (ifExists) return table;
    throw missing("index", name, table, names);
  }
  return { ...table, indexes: table.indexes.filter((index) => !sameIdentifier(index.name, name, rules)) };
}
