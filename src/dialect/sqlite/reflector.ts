import {
  type DefinitionObject,
  EMPTY_SCHEMA,
  objectKey,
  type Schema,
  type UnknownObject,
} from "../../schema/schema.ts";
import type { Connection } from "../dialect.ts";
import type { Reflector, ReflectRequest } from "../reflector.ts";
import { folded } from "./parse/folded.ts";
import { type Entry, readCatalog } from "./reflect/catalog.ts";
import { definition, definitionKey, type DefinitionKind, type KnownKeys } from "./reflect/definition.ts";
import { byKindAndIdentity, byKindAndName } from "../../schema/by_name.ts";
import { readTables } from "./reflect/read_tables.ts";
import { onlyTables, withoutHidden, withTables } from "./reflect/requested.ts";
import { type SortedEntries, sortedEntries } from "./reflect/sorted_entries.ts";

/** Reads the main database of an SQLite connection: what `sqlite_schema` says, held against SQLite's pragmas. */
export const sqliteReflector: Reflector = { reflect, tidy };

/** SQLite makes up no names that its catalog shows. */
function tidy(schema: Schema): Schema {
  return schema;
}

async function reflect(connection: Connection, request: ReflectRequest): Promise<Schema> {
  if (request.schemas?.every((name) => folded(name) !== "main") === true) return EMPTY_SCHEMA;
  if (connection.inTransaction()) return await look(connection, request);
  await connection.execute("BEGIN");
  try {
    return await look(connection, request);
  } finally {
    await connection.execute("ROLLBACK");
  }
}

async function look(connection: Connection, { tables: names, hidden = [] }: ReflectRequest): Promise<Schema> {
  const catalog = await readCatalog(connection);
  const entries = sortedEntries(withoutHidden(catalog.entries, hidden), catalog);
  const known = knownKeys(entries);
  const { tables, unknown } = await readTables(connection, withTables(entries, names), catalog);
  const defined = definitions(entries, known);
  const schema: Schema = {
    ...EMPTY_SCHEMA,
    tables,
    definitions: defined.flatMap(({ object }) => object ?? []).sort(byKindAndIdentity),
    unknown: [...unknown, ...defined.flatMap(unreadable), ...unmanaged(entries)].sort(byKindAndName),
  };
  return names === undefined ? schema : onlyTables(schema, names, known);
}

function knownKeys({ tables, views, virtualTables }: SortedEntries): KnownKeys {
  return new Map([
    ...tables.map(({ name }) => [folded(name), objectKey("table", { name })] as const),
    ...views.map(({ name }) => [folded(name), definitionKey("view", name)] as const),
    ...virtualTables.map(({ name }) => [folded(name), definitionKey("virtual table", name)] as const),
  ]);
}

interface Defined {
  readonly kind: DefinitionKind;
  readonly entry: Entry;
  readonly object: DefinitionObject | undefined;
}

function definitions({ views, triggers, virtualTables }: SortedEntries, known: KnownKeys): Defined[] {
  const define = (kind: DefinitionKind) => (entry: Entry): Defined => ({
    kind,
    entry,
    object: definition(kind, entry, known),
  });
  return [
    ...views.map(define("view")),
    ...triggers.map(define("trigger")),
    ...virtualTables.map(define("virtual table")),
  ];
}

function unreadable({ kind, entry: { name }, object }: Defined): UnknownObject[] {
  return object === undefined ? [{ kind, name }] : [];
}

function unmanaged({ doubtful, strange }: SortedEntries): UnknownObject[] {
  return [
    ...doubtful.map(({ name }) => ({ kind: "shadow table", name })),
    ...strange.map(({ type, name }) => ({ kind: type, name })),
  ];
}
