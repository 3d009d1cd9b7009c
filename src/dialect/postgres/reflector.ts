import type { DefinitionObject, Schema, Table, UnknownObject } from "../../schema/schema.ts";
import { objectKey } from "../../schema/schema.ts";
import type { Connection } from "../dialect.ts";
import { DatabaseError } from "../database_error.ts";
import type { Reflector, ReflectRequest } from "../reflector.ts";
import { byKindAndIdentity, byKindAndName, byName } from "../../schema/by_name.ts";
import { type Address, address, Addresses } from "./reflect/addresses.ts";
import { readColumns } from "./reflect/columns.ts";
import { type Comments, readComments } from "./reflect/comments.ts";
import { readConstraints } from "./reflect/constraints.ts";
import { DEFINITIONS } from "./reflect/definitions.ts";
import { type Dependencies, dependenciesOf, readDependencies } from "./reflect/dependencies.ts";
import type { Described } from "./reflect/described.ts";
import { asEnum, type EnumRow, readEnums } from "./reflect/enums.ts";
import { readIndexCollations, readIndexes, readIndexParts, readOperatorClasses } from "./reflect/indexes.ts";
import { asNamespaces, type NamespaceRow, readNamespaces } from "./reflect/namespaces.ts";
import { readParents, readRelations } from "./reflect/relations.ts";
import { type Ask, objectName, type Scope, scopeOf } from "./reflect/scope.ts";
import { asSequence, hasMadeUpName, readSequences, type SequenceRow } from "./reflect/sequences.ts";
import { inSnapshot } from "./reflect/snapshot.ts";
import { type FoundTable, TableBuilder, type TableRows } from "./reflect/tables.ts";
import { readUnknown } from "./reflect/unknown.ts";
import { withStubs } from "./reflect/stubs.ts";
import { tidySchema } from "./reflect/tidy.ts";

/** Everything as the catalogs gave it. */
interface Reading {
  readonly namespaces: readonly NamespaceRow[];
  readonly enums: readonly EnumRow[];
  readonly tables: TableRows;
  readonly definitions: readonly Described[];
  readonly comments: Comments;
  readonly dependencies: Dependencies;
  readonly unknown: readonly UnknownObject[];
}

/** Reads a schema from the catalogs of PostgreSQL 13 and later: some thirty queries, sent all at once. */
export const postgresReflector: Reflector = {
  async reflect(connection: Connection, request: ReflectRequest): Promise<Schema> {
    const home = connection.homeSchema;
    const [version] = connection.server.versionNumbers;
    const scope = scopeOf(request, home, version);
    return assemble(await readInSnapshot(connection, scope), scope);
  },
  tidy: tidySchema,
};

/** How often a schema is read anew that others change meanwhile. */
const MOST_TRIES = 20;

/**
 * The server prints definitions by the catalogs of this moment, not by the snapshot's: of a table that has gone since it
 * can say nothing, and fails. In a transaction of its own the reader looks again.
 */
async function readInSnapshot(connection: Connection, scope: Scope): Promise<Reading> {
  for (let tries = 1;; tries++) {
    const inside = connection.inTransaction();
    try {
      return await inSnapshot(connection, scope.home, (ask) => readAll(scope, ask));
    } catch (error) {
      if (inside || tries >= MOST_TRIES || !hasGone(error)) throw withWayOut(error);
    }
  }
}

/** An internal error, or one that says that there is no such thing. */
function hasGone(error: unknown): boolean {
  return error instanceof DatabaseError &&
    /^(?:XX000|42P01|42704|42883|42703)$/.test(error.facts.sqlState ?? "");
}

/** A database in SQL_ASCII takes any bytes, and nobody knows what they mean. */
function withWayOut(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.facts.sqlState !== "22021") return error;
  return new DatabaseError(error.code, error.message, {
    ...error.facts,
    wayOut:
      "A name, a default or a comment holds bytes that are no UTF-8, as a database in SQL_ASCII may: write it anew " +
      "in UTF-8, or read the other schemas with --schemas",
    cause: error,
  });
}

async function readAll(scope: Scope, ask: Ask): Promise<Reading> {
  const [namespaces, enums, tables, definitions, comments, dependencies, unknown] = await Promise.all([
    readNamespaces(scope, ask),
    readEnums(scope, ask),
    readTables(scope, ask),
    Promise.all(DEFINITIONS.map((source) => source(scope, ask))),
    readComments(ask),
    readDependencies(scope, ask),
    readUnknown(scope, ask),
  ]);
  return { namespaces, enums, tables, definitions: definitions.flat(), comments, dependencies, unknown };
}

async function readTables(scope: Scope, ask: Ask): Promise<TableRows> {
  const [relations, parents, columns, constraints, indexes, classes, collations, parts, sequences] =
    await Promise
      .all([
        readRelations(scope, ask),
        readParents(scope, ask),
        readColumns(scope, ask),
        readConstraints(scope, ask),
        readIndexes(scope, ask),
        readOperatorClasses(ask),
        readIndexCollations(ask),
        readIndexParts(ask),
        readSequences(scope, ask),
      ]);
  return { relations, parents, columns, constraints, indexes, classes, collations, parts, sequences };
}

function assemble(reading: Reading, scope: Scope): Schema {
  const { comments, dependencies } = reading;
  const addresses = new Addresses();
  const tables = new TableBuilder(reading.tables, scope, comments).tables();
  const listed = listedSequences(reading.tables, tables);
  register(reading, addresses, tables, listed, scope);
  const made = tables.map(({ id, table }) => withDependencies(id, table, dependencies, addresses));
  const definitions = reading.definitions.map((object) => asDefinition(object, reading, addresses));
  return {
    namespaces: asNamespaces(reading.namespaces, scope, comments).sort(byName),
    enums: reading.enums.map((row) => asEnum(row, scope, comments)).sort(byName),
    sequences: listed.map((row) => asSequence(row, scope, comments)).sort(byName),
    tables: made,
    definitions: withStubs(definitions, reading.definitions, made).sort(byKindAndIdentity),
    unknown: reading.unknown.toSorted(byKindAndName),
  };
}

/** Those that are no inner part of an identity or a serial, and that no table owns which is not told of. */
function listedSequences({ sequences }: TableRows, tables: readonly FoundTable[]): readonly SequenceRow[] {
  const found = new Map(tables.map(({ id, table }) => [id, table]));
  return sequences.filter((row) => {
    const { identity, table, of_table: ofTable, column_name: name } = row;
    const owner = found.get(table ?? 0);
    if (identity || (ofTable && owner === undefined)) return false;
    const column = owner?.columns.find((column) => column.name === name);
    return column?.generation.kind !== "serial" || owner === undefined ||
      !hasMadeUpName(row, owner.name, column.name);
  });
}

function register(
  { enums, definitions, tables: { sequences } }: Reading,
  addresses: Addresses,
  tables: readonly FoundTable[],
  listed: readonly { readonly id: number; readonly schema: string; readonly name: string }[],
  scope: Scope,
): void {
  const keys = new Map<number, string>();
  for (const { id, table } of tables) {
    keys.set(id, objectKey("table", table));
    addresses.put(address("pg_class", id), objectKey("table", table));
  }
  for (const { id, table } of sequences) {
    const key = keys.get(table ?? 0);
    if (key !== undefined) addresses.put(address("pg_class", id), key);
  }
  for (const { id, schema, name } of listed) {
    addresses.put(address("pg_class", id), objectKey("sequence", objectName(schema, name, scope)));
  }
  for (const { id, schema, name } of enums) {
    addresses.put(address("pg_type", id), objectKey("enum", objectName(schema, name, scope)));
  }
  for (const { address: at, kind, identity } of definitions) {
    addresses.put(at, objectKey(kind, { name: identity }));
  }
}

function withDependencies(id: number, table: Table, dependencies: Dependencies, addresses: Addresses): Table {
  const own = objectKey("table", table);
  const named = [table.partitionOf?.table, ...table.inherits ?? []]
    .flatMap((name) => name === undefined ? [] : [objectKey("table", name)]);
  const keys = dependenciesOf([address("pg_class", id)], dependencies, addresses, own);
  const dependsOn = [...new Set([...keys, ...named])].sort();
  return dependsOn.length === 0 ? table : { ...table, dependsOn };
}

function asDefinition(object: Described, reading: Reading, addresses: Addresses): DefinitionObject {
  const { kind, identity, create, drop } = object;
  const own = objectKey(kind, { name: identity });
  const on = (object.on ?? []).flatMap((at: Address) => addresses.key(at) ?? []);
  const noted = dependenciesOf([object.address], reading.dependencies, addresses, own);
  const dependsOn = [...new Set([...noted, ...on, ...object.dependsOn ?? []])].filter((key) => key !== own)
    .sort();
  const { commented = object.address } = object;
  const comment = commented === false ? "" : reading.comments.of(commented);
  return { kind, identity, create, drop, comment, dependsOn };
}
