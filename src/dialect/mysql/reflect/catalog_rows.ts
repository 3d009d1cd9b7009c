/** Text that the catalog may have as NULL. */
type Nullable = string | null;

/** What the session and its database have unless told otherwise. */
export interface DefaultsRow {
  readonly engine: string;
  readonly charset: string;
  readonly collation: string;
}

/** A table, a view or a sequence. */
export interface TableRow {
  readonly name: string;
  readonly type: string;
  readonly engine: Nullable;
  readonly collation: Nullable;
  readonly options: Nullable;
  readonly comment: string;
}

/** A column of a table or a view. */
export interface ColumnRow {
  readonly table_name: string;
  readonly name: string;
  readonly default_sql: Nullable;
  readonly nullable: string;
  readonly type: string;
  readonly charset: Nullable;
  readonly collation: Nullable;
  readonly extra: string;
  readonly comment: string;
  readonly generation: Nullable;
  readonly position: number;
  /** MySQL only: MariaDB keeps it in a table of its own. */
  readonly srid?: number | null;
}

/** One part of a key. */
export interface KeyPartRow {
  readonly table_name: string;
  readonly name: string;
  readonly not_unique: number;
  readonly column_name: Nullable;
  readonly direction: Nullable;
  readonly length: number | null;
  readonly type: string;
  readonly comment: string;
  /** MariaDB's IGNORED, MySQL's not IS_VISIBLE. */
  readonly hidden: string;
  readonly position: number;
  /** MySQL only. */
  readonly expression?: Nullable;
}

/** One column of a foreign key. */
export interface ForeignKeyColumnRow {
  readonly table_name: string;
  readonly name: string;
  readonly column_name: string;
  readonly other_schema: string;
  readonly other_table: string;
  readonly other_column: string;
  readonly position: number;
}

/** What a foreign key does. */
export interface ForeignKeyRuleRow {
  readonly table_name: string;
  readonly name: string;
  readonly on_update: string;
  readonly on_delete: string;
}

/** A check. */
export interface CheckRow {
  readonly table_name: string;
  readonly name: string;
  readonly condition_sql: string;
  /** MariaDB: `Column` or `Table`; MySQL has the latter only. */
  readonly level: string;
  readonly enforced: string;
}

/** The reference system of a geometry, as MariaDB keeps it. */
export interface SridRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly srid: number;
}

/** A view. */
export interface ViewRow {
  readonly name: string;
  readonly query_sql: string;
  readonly check_option: string;
  readonly definer: string;
  readonly security: string;
}

/** A trigger. */
export interface TriggerRow {
  readonly name: string;
  readonly table_name: string;
  readonly timing: string;
  readonly event: string;
  readonly position: number;
  readonly body: Nullable;
  readonly sql_mode: string;
  readonly definer: string;
}

/** A function, a procedure or a package. */
export interface RoutineRow {
  readonly name: string;
  readonly type: string;
}

/** An event. */
export interface EventRow {
  readonly name: string;
  readonly type: string;
  readonly execute_at: Nullable;
  readonly interval_value: Nullable;
  readonly interval_field: Nullable;
  readonly starts: Nullable;
  readonly ends: Nullable;
  readonly status: string;
  readonly on_completion: string;
  readonly comment: string;
  readonly body: Nullable;
  readonly sql_mode: string;
  readonly definer: string;
}

/** What somebody may do. */
export interface GrantRow {
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: string;
  readonly table_name: Nullable;
  readonly column_name: Nullable;
}
