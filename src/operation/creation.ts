import { byName } from "../schema/by_name.ts";
import type { ForeignKey } from "../schema/constraint.ts";
import { objectKey, type Table } from "../schema/schema.ts";
import type { Operation } from "./operation.ts";

/** What an engine lets CREATE TABLE do. */
export interface CreateAllOptions {
  /** A foreign key may name a table that is not there yet (SQLite): none is ever added later. */
  readonly referencesAhead?: boolean;
}

/** Something that is created, with what must be there before it. */
export interface Creation {
  /** As others name it in `dependsOn`. */
  readonly key: string;
  readonly rank: number;
  readonly schema: string;
  readonly name: string;
  /** Keys; those that nobody has are passed over. */
  readonly needs: readonly string[];
  readonly operations: readonly Operation[];
  /** A table, whose foreign keys and checks may come later than itself. */
  readonly table?: Table;
  /** What stands in for it where it is part of a circle. */
  readonly stub?: Operation;
  /** Its text is not looked at before it runs: a function's body. */
  readonly textual: boolean;
}

/** By kind, then by schema and name: code units, so that no locale has a say. */
export function sorted(creations: readonly Creation[]): Creation[] {
  return creations.toSorted((one, other) => one.rank - other.rank || byName(one, other));
}

/** Whether a key of `needs` is there for a foreign key alone. */
export function isReference(table: Table, key: string): boolean {
  const { partitionOf, inherits = [], dependsOn = [], constraints } = table;
  if (dependsOn.includes(key)) return false;
  if ([partitionOf?.table, ...inherits].some((name) => name && objectKey("table", name) === key)) {
    return false;
  }
  return constraints.some((each) => each.kind === "foreignKey" && refersTo(each, key));
}

/** Whether a foreign key names the table of this key. */
export function refersTo({ table }: ForeignKey, key: string): boolean {
  return objectKey("table", table) === key;
}
