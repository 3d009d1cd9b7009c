import { DatabaseError } from "../../database_error.ts";
import type { Connection } from "../../dialect.ts";
import type {
  CheckRow,
  ColumnRow,
  DefaultsRow,
  EventRow,
  ForeignKeyColumnRow,
  ForeignKeyRuleRow,
  GrantRow,
  KeyPartRow,
  RoutineRow,
  SridRow,
  TableRow,
  TriggerRow,
  ViewRow,
} from "./catalog_rows.ts";
import { catalogSql } from "./catalog_sql.ts";

/** What information_schema tells of one database. */
export interface Catalog {
  readonly defaults: DefaultsRow;
  readonly tables: readonly TableRow[];
  readonly columns: readonly ColumnRow[];
  readonly keyParts: readonly KeyPartRow[];
  readonly foreignKeyColumns: readonly ForeignKeyColumnRow[];
  readonly foreignKeyRules: readonly ForeignKeyRuleRow[];
  readonly checks: readonly CheckRow[];
  readonly srids: readonly SridRow[];
  readonly triggers: readonly TriggerRow[];
  readonly views: readonly ViewRow[];
  readonly routines: readonly RoutineRow[];
  readonly events: readonly EventRow[];
  readonly grants: readonly GrantRow[];
}

/** What to read. */
export interface CatalogRequest {
  readonly database: string;
  /** Only these tables and their triggers; absent for everything. */
  readonly tables?: readonly string[] | undefined;
  readonly privileges: boolean;
}

/**
 * Reads it with one query a view of the catalog. The database is compared with `=` and never joined: only so does
 * MariaDB look into the files of that one database. The questions are sent together, and answered one after the other.
 */
export async function readCatalog(connection: Connection, request: CatalogRequest): Promise<Catalog> {
  const sql = catalogSql(connection.server.product);
  const { database, tables } = request;
  const ofTables = <Row>(text: string, column = "table_name"): Promise<Row[]> =>
    connection.query<Row>(text + namesFilter(column, tables), [database, ...(tables ?? [])]);
  const whole = <Row>(text: string): Promise<Row[]> =>
    tables === undefined ? connection.query<Row>(text, [database]) : Promise.resolve([]);
  const [defaults, tableRows, columns, keyParts, foreignKeyColumns, foreignKeyRules, checks] = await Promise
    .all([
      readDefaults(connection, sql.defaults, database),
      ofTables<TableRow>(sql.tables),
      ofTables<ColumnRow>(sql.columns),
      ofTables<KeyPartRow>(sql.keyParts),
      ofTables<ForeignKeyColumnRow>(sql.foreignKeyColumns),
      ofTables<ForeignKeyRuleRow>(sql.foreignKeyRules),
      ofTables<CheckRow>(sql.checks, sql.checkTable),
    ]);
  const [triggers, views, routines, events, ...grants] = await Promise.all([
    ofTables<TriggerRow>(sql.triggers, "event_object_table"),
    whole<ViewRow>(sql.views),
    whole<RoutineRow>(sql.routines),
    whole<EventRow>(sql.events),
    ...(request.privileges ? sql.grants.map((text) => whole<GrantRow>(text)) : []),
  ]);
  // MariaDB opens every table of the server's for these.
  const srids = sql.srids !== undefined && columns.some(isShape)
    ? await ofTables<SridRow>(sql.srids, "g_table_name")
    : [];
  return {
    ...{ defaults, tables: tableRows, columns, keyParts, foreignKeyColumns, foreignKeyRules, checks, srids },
    ...{ triggers, views, routines, events, grants: grants.flat() },
  };
}

function isShape({ type }: ColumnRow): boolean {
  return /^(?:geom|(?:multi)?(?:point|linestring|polygon))/.test(type);
}

async function readDefaults(connection: Connection, sql: string, database: string): Promise<DefaultsRow> {
  const [defaults] = await connection.query<DefaultsRow>(sql, [database]);
  if (defaults !== undefined) return defaults;
  throw new DatabaseError(
    "statement-failed",
    `There is no database '${database}', or this user may not see it`,
  );
}

/** One name is looked up, several are picked from all. */
function namesFilter(column: string, tables: readonly string[] | undefined): string {
  if (tables === undefined) return "";
  if (tables.length === 0) return " AND FALSE";
  return tables.length === 1
    ? ` AND ${column} = ?`
    : ` AND ${column} IN (${tables.map(() => "?").join(", ")})`;
}
