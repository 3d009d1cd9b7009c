import { type DefinitionObject, objectKey, type ObjectName, type Schema } from "../../../schema/schema.ts";
import { folded } from "../parse/folded.ts";
import type { Entry } from "./catalog.ts";
import type { KnownKeys } from "./definition.ts";
import type { SortedEntries } from "./sorted_entries.ts";

/** The entries without these tables and what belongs to them alone. */
export function withoutHidden(entries: readonly Entry[], hidden: readonly ObjectName[]): readonly Entry[] {
  const gone = new Set(hidden.flatMap(nameInMain));
  return gone.size === 0 ? entries : entries.filter(({ table }) => !gone.has(folded(table)));
}

/** The entries without the tables that are not asked for: nobody need read their text. */
export function withTables(entries: SortedEntries, names: readonly ObjectName[] | undefined): SortedEntries {
  if (names === undefined) return entries;
  const wanted = new Set(names.flatMap(nameInMain));
  return { ...entries, tables: entries.tables.filter(({ name }) => wanted.has(folded(name))) };
}

/** Of definitions only those that are named or depend on one of these tables, directly or not. */
export function onlyTables(schema: Schema, names: readonly ObjectName[], known: KnownKeys): Schema {
  const wanted = new Set(names.flatMap(nameInMain));
  const keys = new Set([...wanted].flatMap((name) => known.get(name) ?? []));
  for (let size = -1; size !== keys.size;) {
    size = keys.size;
    for (const each of schema.definitions) {
      if (each.dependsOn.some((key) => keys.has(key))) keys.add(keyOf(each));
    }
  }
  return {
    ...schema,
    definitions: schema.definitions.filter((each) => keys.has(keyOf(each))),
    // An index is told of only where its table was read.
    unknown: schema.unknown.filter(({ kind, name }) => kind === "index" || wanted.has(folded(name))),
  };
}

function keyOf({ kind, identity }: DefinitionObject): string {
  return objectKey(kind, { name: identity });
}

/** A name as SQLite compares it; none for what is in another database. */
function nameInMain({ schema, name }: ObjectName): string[] {
  return schema === undefined || folded(schema) === "main" ? [folded(name)] : [];
}
