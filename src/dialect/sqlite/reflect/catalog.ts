import type { Connection } from "../../dialect.ts";

/** A row of `sqlite_schema`. */
export interface Entry {
  readonly type: string;
  readonly name: string;
  /** The table that an index or a trigger belongs to. */
  readonly table: string;
  /** Null for what SQLite makes by itself. */
  readonly sql: string | null;
}

/** What SQLite says of a table: `table`, `view`, `virtual` or `shadow`, and how it keeps it. */
export interface ListedTable {
  readonly name: string;
  readonly type: string;
  readonly withoutRowid: boolean;
  readonly strict: boolean;
}

/** What SQLite says of a column: name, type, NOT NULL, default, place in the primary key, how it is hidden. */
export type ColumnFact = readonly [string, string, number, string | null, number, number];

/** Everything in the catalog, as far as every reflection needs it. */
export interface Catalog {
  readonly entries: readonly Entry[];
  readonly listed: ReadonlyMap<string, ListedTable>;
  readonly columns: ReadonlyMap<string, readonly ColumnFact[]>;
  /** The virtual table modules that are there. */
  readonly modules: ReadonlySet<string>;
}

const ENTRIES = `SELECT type, name, tbl_name AS "table", sql FROM main.sqlite_schema`;

const LISTED = `SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'`;

// A row a table: that many columns as rows of their own would take several times as long to hand over.
const COLUMNS = `SELECT t.name, (
  SELECT json_group_array(json_array(c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden))
  FROM pragma_table_xinfo(t.name, 'main') AS c
) AS facts
FROM main.sqlite_schema AS t
WHERE t.type = 'table' AND t.rootpage > 0`;

const MODULES = `SELECT name FROM pragma_module_list`;

/** Reads the catalog; the caller sees to it that nobody changes it in between. */
export async function readCatalog(connection: Connection): Promise<Catalog> {
  const entries = await connection.query<Entry>(ENTRIES);
  const listed = await connection.query<{ name: string; type: string; wr: number; strict: number }>(LISTED);
  const columns = await connection.query<{ name: string; facts: string }>(COLUMNS);
  const modules = await connection.query<{ name: string }>(MODULES);
  return {
    entries,
    listed: new Map(
      listed.map(({ name, type, wr, strict }) => [
        name,
        { name, type, withoutRowid: wr === 1, strict: strict === 1 },
      ]),
    ),
    columns: new Map(columns.map(({ name, facts }) => [name, columnFacts(facts)])),
    modules: new Set(modules.map(({ name }) => name)),
  };
}

/** The query above says what is in it. */
function columnFacts(facts: string): readonly ColumnFact[] {
  return JSON.parse(facts);
}
