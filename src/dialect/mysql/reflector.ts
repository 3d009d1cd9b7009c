import type {
  DefinitionObject,
  ObjectName,
  Schema,
  Sequence,
  Table,
  UnknownObject,
} from "../../schema/schema.ts";
import { RetortError } from "../../util/errors.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import type { Reflector, ReflectRequest } from "../reflector.ts";
import { type Catalog, readCatalog } from "./reflect/catalog.ts";
import type { TableRow } from "./reflect/catalog_rows.ts";
import { reflectEvents } from "./reflect/events.ts";
import { reflectGrants } from "./reflect/grants.ts";
import { withLostText } from "./reflect/lost_text.ts";
import { byKindAndIdentity, byKindAndName, byName } from "../../schema/by_name.ts";
import { inPlainMode } from "./reflect/plain_mode.ts";
import { reflectRoutines } from "./reflect/routines.ts";
import { reflectSequences } from "./reflect/sequences.ts";
import { showCreate, shownText } from "./reflect/show_create.ts";
import { readShownTable, type ShownTable } from "./reflect/shown_table.ts";
import { type Place, reflectTables, tablesToShow } from "./reflect/tables.ts";
import { tidySchema } from "./reflect/tidy.ts";
import { reflectTriggers } from "./reflect/triggers.ts";
import type { KnownObjects } from "./reflect/used_objects.ts";
import { reflectViews } from "./reflect/views.ts";

/**
 * Reads databases of MariaDB and MySQL. A fixed number of queries of information_schema, and one for each object of
 * which that has no text: routines, and tables with partitions, periods or full-text indexes.
 */
export const mysqlReflector: Reflector = {
  async reflect(connection, request) {
    const home = await homeOf(connection);
    for (let tries = 1;; tries++) {
      try {
        return await readAll(connection, request, home);
      } catch (error) {
        if (tries >= MOST_TRIES || !hasGone(error)) throw error;
      }
    }
  },
  tidy: tidySchema,
};

/** How often a schema is read anew that others change meanwhile. */
const MOST_TRIES = 20;

/** There is no snapshot of the catalog: what it named a moment ago may be gone when its text is asked for. */
function hasGone(error: unknown): boolean {
  return error instanceof DatabaseError &&
    /^(?:1146|1305|1360|1539)$/.test(error.facts.vendorCode ?? "");
}

async function readAll(connection: Connection, request: ReflectRequest, home: string): Promise<Schema> {
  return await inPlainMode(connection, async (sessionMode) => {
    const parts: Part[] = [];
    for (const database of request.schemas ?? [home]) {
      parts.push(
        await reflectDatabase(connection, request, placeOf(connection, { home, database, sessionMode })),
      );
    }
    return schemaOf(parts);
  });
}

/** What one database gives. */
interface Part {
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
  readonly objects: readonly (DefinitionObject | UnknownObject)[];
}

async function homeOf(connection: Connection): Promise<string> {
  if (connection.homeSchema !== undefined) return connection.homeSchema;
  const [row] = await connection.query<{ readonly home: string | null }>("SELECT DATABASE() AS home");
  if (typeof row?.home === "string") return row.home;
  throw new RetortError("usage", "The URL names no database, so there is none to read", {
    hint: "Write it behind the host: mysql://user@host/app",
  });
}

function placeOf(
  connection: Connection,
  around: Pick<Place, "home" | "database" | "sessionMode">,
): Place {
  const objectName = (schema: string, name: string): ObjectName =>
    schema === around.home ? { name } : { schema, name };
  return { product: connection.server.product, ...around, objectName };
}

async function reflectDatabase(connection: Connection, request: ReflectRequest, place: Place): Promise<Part> {
  const wanted = request.tables?.filter((table) => (table.schema ?? place.home) === place.database)
    .map(({ name }) => name);
  const catalog = await readCatalog(connection, {
    database: place.database,
    tables: wanted,
    privileges: request.privileges === true,
  });
  const rows = visible(catalog.tables, request, place, wanted);
  const ofType = (...types: readonly string[]) => rows.filter(({ type }) => types.includes(type));
  const tableRows = ofType("BASE TABLE", "SYSTEM VERSIONED");
  const sequenceRows = wanted === undefined ? ofType("SEQUENCE") : [];
  const known: KnownObjects = {
    tables: new Set(tableRows.map(({ name }) => name)),
    views: new Set(catalog.views.map(({ name }) => name)),
    sequences: new Set(sequenceRows.map(({ name }) => name)),
  };
  const shown = await showTables(connection, tableRows, catalog, place);
  return {
    tables: reflectTables(
      tableRows,
      await withLostText(connection, catalog, place.database, shown),
      shown,
      place,
    ),
    sequences: await reflectSequences(connection, sequenceRows, place),
    objects: [
      ...await definitions(connection, catalog, known, place, request.privileges === true),
      ...unknownTables(rows),
    ],
  };
}

/** What the request leaves in sight; the server compares names without regard to case. */
function visible(
  rows: readonly TableRow[],
  { hidden = [] }: ReflectRequest,
  place: Place,
  wanted: readonly string[] | undefined,
): readonly TableRow[] {
  const out = new Set(
    hidden.filter((table) => (table.schema ?? place.home) === place.database).map(({ name }) => name),
  );
  return rows.filter(({ name }) => !out.has(name) && (wanted === undefined || wanted.includes(name)));
}

async function showTables(
  connection: Connection,
  rows: readonly TableRow[],
  catalog: Catalog,
  place: Place,
): Promise<ReadonlyMap<string, ShownTable>> {
  const names = tablesToShow(rows, catalog);
  const shown = await showCreate(connection, place.database, names.map((name) => ({ type: "TABLE", name })));
  return new Map(names.map((name, at) => [name, readShownTable(shownText(shown[at]))]));
}

async function definitions(
  connection: Connection,
  catalog: Catalog,
  known: KnownObjects,
  place: Place,
  definers: boolean,
): Promise<(DefinitionObject | UnknownObject)[]> {
  const around = { place, known, definers, sessionMode: place.sessionMode };
  const triggers = catalog.triggers.filter(({ table_name }) => known.tables.has(table_name));
  return [
    ...await reflectViews(connection, withoutBroken(catalog), around),
    ...await reflectRoutines(connection, catalog.routines, around),
    ...reflectTriggers(triggers, around),
    ...reflectEvents(catalog.events, around),
    ...reflectGrants(catalog.grants, place),
  ];
}

/** A view that reads what is not there cannot be made again: it is listed as one whose text nobody knows. */
function withoutBroken({ tables, views }: Catalog): Catalog["views"] {
  const broken = new Set(
    tables.filter(({ comment }) => /references invalid (?:table|column|routine)/.test(comment)).map((
      { name },
    ) => name),
  );
  return views.map((row) => broken.has(row.name) ? { ...row, query_sql: "" } : row);
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(["BASE TABLE", "SYSTEM VERSIONED", "SEQUENCE", "VIEW"]);

function unknownTables(rows: readonly TableRow[]): UnknownObject[] {
  return rows.filter(({ type }) => !KNOWN_TYPES.has(type)).map(({ name, type }) => ({
    kind: type.toLowerCase(),
    name,
  }));
}

function schemaOf(parts: readonly Part[]): Schema {
  const objects = parts.flatMap((part) => part.objects);
  return {
    namespaces: [],
    enums: [],
    sequences: parts.flatMap((part) => part.sequences).toSorted(byName),
    tables: parts.flatMap((part) => part.tables).toSorted(byName),
    definitions: objects.filter((object) => "create" in object).toSorted(byKindAndIdentity),
    unknown: objects.filter((object) => "name" in object).toSorted(byKindAndName),
  };
}
