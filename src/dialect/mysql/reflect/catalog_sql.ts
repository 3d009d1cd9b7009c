/** The queries of the catalog, each for one database, which is their first parameter. */
export interface CatalogSql {
  readonly defaults: string;
  readonly tables: string;
  readonly columns: string;
  readonly keyParts: string;
  readonly foreignKeyColumns: string;
  readonly foreignKeyRules: string;
  readonly checks: string;
  /** The column of `checks` that names the table. */
  readonly checkTable: string;
  /** Absent where the columns themselves tell. */
  readonly srids?: string;
  readonly triggers: string;
  readonly views: string;
  readonly routines: string;
  readonly events: string;
  readonly grants: readonly string[];
}

/** Those of MariaDB or MySQL, whose catalogs are not quite the same. */
export function catalogSql(product: string): CatalogSql {
  return product === "mariadb" ? MARIADB : MYSQL;
}

const SHARED = {
  defaults: `SELECT @@default_storage_engine AS engine,
  default_character_set_name AS charset, default_collation_name AS collation
FROM information_schema.schemata WHERE schema_name = ?`,
  tables: `SELECT table_name AS name, table_type AS type, engine AS engine, table_collation AS collation,
  create_options AS options, table_comment AS comment
FROM information_schema.tables WHERE table_schema = ?`,
  foreignKeyColumns: `SELECT table_name AS table_name, constraint_name AS name, column_name AS column_name,
  referenced_table_schema AS other_schema, referenced_table_name AS other_table,
  referenced_column_name AS other_column, ordinal_position AS position
FROM information_schema.key_column_usage
WHERE table_schema = ? AND referenced_table_name IS NOT NULL`,
  foreignKeyRules: `SELECT table_name AS table_name, constraint_name AS name,
  update_rule AS on_update, delete_rule AS on_delete
FROM information_schema.referential_constraints WHERE constraint_schema = ?`,
  triggers: `SELECT trigger_name AS name, event_object_table AS table_name, action_timing AS timing,
  event_manipulation AS event, action_order AS position, action_statement AS body, sql_mode AS sql_mode, definer AS definer
FROM information_schema.triggers WHERE trigger_schema = ?`,
  routines: `SELECT routine_name AS name, routine_type AS type
FROM information_schema.routines WHERE routine_schema = ?`,
  events: `SELECT event_name AS name, event_type AS type, CAST(execute_at AS CHAR) AS execute_at,
  interval_value AS interval_value, interval_field AS interval_field, CAST(starts AS CHAR) AS starts, CAST(ends AS CHAR) AS ends,
  status AS status, on_completion AS on_completion, event_comment AS comment, event_definition AS body,
  sql_mode AS sql_mode, definer AS definer
FROM information_schema.events WHERE event_schema = ?`,
  grants: [
    `SELECT grantee AS grantee, privilege_type AS privilege, is_grantable AS grantable,
  NULL AS table_name, NULL AS column_name
FROM information_schema.schema_privileges WHERE table_schema = ?`,
    `SELECT grantee AS grantee, privilege_type AS privilege, is_grantable AS grantable,
  table_name AS table_name, NULL AS column_name
FROM information_schema.table_privileges WHERE table_schema = ?`,
    `SELECT grantee AS grantee, privilege_type AS privilege, is_grantable AS grantable,
  table_name AS table_name, column_name AS column_name
FROM information_schema.column_privileges WHERE table_schema = ?`,
  ],
} as const;

const COLUMNS = `table_name AS table_name, column_name AS name, column_default AS default_sql,
  is_nullable AS nullable, column_type AS type, character_set_name AS charset, collation_name AS collation,
  extra AS extra, column_comment AS comment, generation_expression AS generation, ordinal_position AS position`;

const KEY_PARTS = `table_name AS table_name, index_name AS name, non_unique AS not_unique,
  column_name AS column_name, collation AS direction, sub_part AS length, index_type AS type,
  index_comment AS comment, seq_in_index AS position`;

const VIEWS = `table_name AS name, view_definition AS query_sql, check_option AS check_option,
  definer AS definer, security_type AS security`;

const MARIADB: CatalogSql = {
  ...SHARED,
  columns: `SELECT ${COLUMNS}
FROM information_schema.columns WHERE table_schema = ?`,
  keyParts: `SELECT ${KEY_PARTS}, ignored AS hidden
FROM information_schema.statistics WHERE table_schema = ?`,
  checks:
    `SELECT table_name AS table_name, constraint_name AS name, check_clause AS condition_sql, level AS level,
  'YES' AS enforced
FROM information_schema.check_constraints WHERE constraint_schema = ?`,
  checkTable: "table_name",
  srids: `SELECT g_table_name AS table_name, g_geometry_column AS column_name, srid AS srid
FROM information_schema.geometry_columns WHERE g_table_schema = ?`,
  views: `SELECT ${VIEWS}
FROM information_schema.views WHERE table_schema = ?`,
};

/** From MySQL 8's manual, "INFORMATION_SCHEMA Tables": no server was there to try them on. */
const MYSQL: CatalogSql = {
  ...SHARED,
  columns: `SELECT ${COLUMNS}, srs_id AS srid
FROM information_schema.columns WHERE table_schema = ?`,
  keyParts: `SELECT ${KEY_PARTS}, IF(is_visible = 'NO', 'YES', 'NO') AS hidden, expression AS expression
FROM information_schema.statistics WHERE table_schema = ?`,
  checks: `SELECT t.table_name AS table_name, c.constraint_name AS name, c.check_clause AS condition_sql,
  'Table' AS level, t.enforced AS enforced
FROM information_schema.check_constraints AS c
JOIN information_schema.table_constraints AS t
  ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
WHERE t.constraint_type = 'CHECK' AND c.constraint_schema = ?`,
  checkTable: "t.table_name",
  views: `SELECT ${VIEWS}
FROM information_schema.views WHERE table_schema = ?`,
};
