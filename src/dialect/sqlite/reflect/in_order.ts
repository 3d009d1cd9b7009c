import { byName, byText } from "../../../schema/by_name.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";

const KINDS: readonly Constraint["kind"][] = ["primaryKey", "unique", "foreignKey", "check", "exclude"];

/** A table whose lists do not tell how its text was written: constraints by kind, name and content, indexes by name. */
export function inOrder(table: Table): Table {
  const places = new Map(table.columns.map(({ name }, place) => [name, place]));
  const constraints = table.constraints
    .map((constraint) => ({ constraint, key: sortKey(constraint, places) }))
    .sort((one, other) => byText(one.key, other.key))
    .map(({ constraint }) => constraint);
  return {
    ...table,
    constraints,
    indexes: table.indexes.toSorted(byName),
  };
}

function sortKey(constraint: Constraint, places: ReadonlyMap<string, number>): string {
  const { kind, name } = constraint;
  const columns = "columns" in constraint ? constraint.columns : [];
  const order = columns.map((column) => String(places.get(column) ?? 0).padStart(5, "0")).join(" ");
  return [KINDS.indexOf(kind), name, order, JSON.stringify(constraint)].join("\0");
}
