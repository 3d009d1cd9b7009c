import type { ColumnBuilder, TypeBuilder } from "./column_builder.ts";
import type {
  CheckOptions,
  ExcludeElement,
  ExcludeOptions,
  ForeignKeyOptions,
  NamedOption,
  PrimaryKeyOptions,
  UniqueOptions,
} from "./constraint_options.ts";
import type { ConstraintName, EngineOptions, SqlFragment, SqlText } from "./value.ts";

/** One part of an index's key, where it is more than a column's name. */
export interface IndexPartOptions {
  /** A column's name, or an expression as `op.sql`. */
  readonly on: SqlText;
  /** Ascending unless it says otherwise. */
  readonly order?: "asc" | "desc";
  /** Where rows without a value stand. */
  readonly nulls?: "first" | "last";
  /** PostgreSQL's operator class, such as `text_pattern_ops`. */
  readonly opclass?: string;
  /** The collation that orders it. */
  readonly collate?: string;
  /** MySQL: how many characters of the column are indexed. */
  readonly length?: number;
}

/** A column's name, an expression as `op.sql`, or either with more to say. */
export type IndexColumn = string | SqlFragment | IndexPartOptions;

/** What an index may have. */
export interface IndexOptions {
  /** Whether no two rows share a key. */
  readonly unique?: boolean;
  /** The access method: `gin`, `gist`, `hash`, `fulltext`, … */
  readonly using?: string;
  /** Only rows for which this is true are in the index. */
  readonly where?: SqlText;
  /** Columns that the index holds beside its key. */
  readonly include?: readonly string[];
  /** PostgreSQL 15: two NULLs count as equal. */
  readonly nullsNotDistinct?: boolean;
  /** What it is for; kept by engines that keep comments. */
  readonly comment?: string;
  /** What only one engine has: PostgreSQL's `fillfactor`, MySQL's `parser`. */
  readonly options?: EngineOptions;
}

/** A constraint or an index in the list of a table's parts. */
export interface TablePart {
  /** Which of the two it is. */
  readonly kind: "constraint" | "index";
}

/** What a table is described with: columns by type, and what spans several of them. */
export interface TableBuilder {
  /** 32 bits. */
  integer(name: string): ColumnBuilder;
  /** 64 bits. */
  bigint(name: string): ColumnBuilder;
  /** 16 bits. */
  smallint(name: string): ColumnBuilder;
  /** A number that is kept exactly, to `scale` digits behind the point. */
  numeric(name: string, precision?: number, scale?: number): ColumnBuilder;
  /** A floating-point number of 32 bits. */
  real(name: string): ColumnBuilder;
  /** A floating-point number of 64 bits. */
  double(name: string): ColumnBuilder;
  /** True or false; 1 or 0 on SQLite and MySQL. */
  boolean(name: string): ColumnBuilder;
  /** Text of any length. */
  text(name: string): ColumnBuilder;
  /** Text of at most `length` characters. */
  varchar(name: string, length?: number): ColumnBuilder;
  /** Text of exactly `length` characters. */
  char(name: string, length?: number): ColumnBuilder;
  /** A day. */
  date(name: string): ColumnBuilder;
  /** A time of day; `precision` is how many digits of a second it has. */
  time(name: string, precision?: number): ColumnBuilder;
  /** A day and a time of day, of no time zone. */
  timestamp(name: string, precision?: number): ColumnBuilder;
  /** A moment, whatever the time zone it is told in. */
  timestamptz(name: string, precision?: number): ColumnBuilder;
  /** A span of time, for engines that have such. */
  interval(name: string): ColumnBuilder;
  /** A UUID; text where the engine has no type for it. */
  uuid(name: string): ColumnBuilder;
  /** JSON, kept as it was written. */
  json(name: string): ColumnBuilder;
  /** JSON, kept for searching; as `json` where there is only one. */
  jsonb(name: string): ColumnBuilder;
  /** `bytea`, `blob`, `varbinary`. */
  bytes(name: string, length?: number): ColumnBuilder;
  /**
   * One of a few texts: PostgreSQL's type of that name, MySQL's ENUM, a check on SQLite.
   *
   * @example
   * ```ts
   * t.enum("state", "task_state", ["new", "done"]).notNull().default("new");
   * ```
   */
  enum(
    name: string,
    type: string,
    values: readonly string[],
    options?: { readonly schema?: string },
  ): ColumnBuilder;
  /**
   * A list of values of one type, for engines that have lists.
   *
   * @example
   * ```ts
   * t.array("tags", (of) => of.text());
   * ```
   */
  array(name: string, of: (t: TypeBuilder) => ColumnBuilder): ColumnBuilder;
  /**
   * A column of any type, as the engine writes it.
   *
   * @example
   * ```ts
   * t.column("search", "tsvector");
   * ```
   */
  column(name: string, type: string): ColumnBuilder;
  /** The columns that tell rows apart. */
  primaryKey(columns: readonly string[], options?: PrimaryKeyOptions & NamedOption): TablePart;
  /** Columns that no two rows share. */
  unique(columns: readonly string[], options?: UniqueOptions & NamedOption): TablePart;
  /** A condition that every row meets. */
  check(condition: SqlText, options?: CheckOptions & NamedOption): TablePart;
  /**
   * Columns that name a row of another table.
   *
   * @example
   * ```ts
   * t.foreignKey(["owner_id"], "person", ["id"], { name: "fk_task_owner", onDelete: "SET NULL" });
   * ```
   */
  foreignKey(
    columns: readonly string[],
    table: string,
    references: readonly string[],
    options?: ForeignKeyOptions & NamedOption,
  ): TablePart;
  /**
   * PostgreSQL: no two rows for which all operators say yes.
   *
   * @example
   * ```ts
   * t.exclude([["room", "="], ["during", "&&"]], { name: "no_double_booking" });
   * ```
   */
  exclude(elements: readonly ExcludeElement[], options?: ExcludeOptions & NamedOption): TablePart;
  /** An index, made right after the table. */
  index(name: ConstraintName, columns: readonly IndexColumn[], options?: IndexOptions): TablePart;
}
