import type {
  CheckOptions,
  ForeignKeyOptions,
  NamedOption,
  PrimaryKeyOptions,
  UniqueOptions,
} from "./constraint_options.ts";
import type { EngineOptions, Literal, SqlFragment, SqlText } from "./value.ts";

/** How a sequence or an identity counts. What is absent is as the engine has it. */
export interface CountingOptions {
  /** The first number. */
  readonly start?: number | bigint;
  /** From one number to the next. */
  readonly increment?: number | bigint;
  /** The smallest number. */
  readonly minimum?: number | bigint;
  /** The greatest number. */
  readonly maximum?: number | bigint;
  /** How many numbers a session takes at a time. */
  readonly cache?: number | bigint;
  /** Whether it begins again behind its last number. */
  readonly cycle?: boolean;
}

/** How an identity gives its numbers. */
export interface IdentityOptions extends CountingOptions {
  /** PostgreSQL: whether an INSERT may not give a number of its own. */
  readonly always?: boolean;
}

/** A column that is being described: each call says one thing more about it. */
export interface ColumnBuilder {
  /** Every row has a value. */
  notNull(): ColumnBuilder;
  /** A row may have none: what a column is unless it says otherwise. */
  nullable(): ColumnBuilder;
  /**
   * What the column gets that an INSERT does not name: a literal, or an expression as `op.sql`.
   *
   * @example
   * ```ts
   * t.timestamptz("created_at").notNull().default(op.sql`CURRENT_TIMESTAMP`);
   * t.enum("state", "task_state", ["new", "done"]).default("new");
   * ```
   */
  default(value: Literal | SqlFragment): ColumnBuilder;
  /** No two rows share a value. */
  unique(options?: UniqueOptions & NamedOption): ColumnBuilder;
  /** The column alone is the primary key. For several columns there is `t.primaryKey`. */
  primaryKey(options?: PrimaryKeyOptions & NamedOption): ColumnBuilder;
  /**
   * The engine counts it up: PostgreSQL's identity, MySQL's AUTO_INCREMENT, SQLite's AUTOINCREMENT.
   *
   * @example
   * ```ts
   * t.bigint("id").primaryKey().identity({ always: true });
   * ```
   */
  identity(options?: IdentityOptions): ColumnBuilder;
  /**
   * Each value names a row of another table.
   *
   * @example
   * ```ts
   * t.bigint("owner_id").references("person", "id", { onDelete: "CASCADE" });
   * ```
   */
  references(table: string, column: string, options?: ForeignKeyOptions & NamedOption): ColumnBuilder;
  /** A condition that every row meets. */
  check(condition: SqlText, options?: CheckOptions & NamedOption): ColumnBuilder;
  /** What the column is for; kept by engines that keep comments. */
  comment(text: string): ColumnBuilder;
  /** The collation, by the engine's name for it. */
  collate(collation: string): ColumnBuilder;
  /**
   * Computed from other columns: written with the row (`stored`, unless it says otherwise), or when it is read.
   *
   * @example
   * ```ts
   * t.text("label").generated("upper(title)", { stored: true });
   * ```
   */
  generated(expression: SqlText, options?: { readonly stored?: boolean }): ColumnBuilder;
  /** What only one engine has, such as MySQL's `charset` and `onUpdate`. */
  options(options: EngineOptions): ColumnBuilder;
}

/** The types that columns have, spelled for each engine; `column` takes any type of the engine's own. */
export interface TypeBuilder {
  /** 32 bits. */
  integer(): ColumnBuilder;
  /** 64 bits. */
  bigint(): ColumnBuilder;
  /** 16 bits. */
  smallint(): ColumnBuilder;
  /** A number that is kept exactly, to `scale` digits behind the point. */
  numeric(precision?: number, scale?: number): ColumnBuilder;
  /** A floating-point number of 32 bits. */
  real(): ColumnBuilder;
  /** A floating-point number of 64 bits. */
  double(): ColumnBuilder;
  /** True or false; 1 or 0 on SQLite and MySQL. */
  boolean(): ColumnBuilder;
  /** Text of any length. */
  text(): ColumnBuilder;
  /** Text of at most `length` characters. */
  varchar(length?: number): ColumnBuilder;
  /** Text of exactly `length` characters. */
  char(length?: number): ColumnBuilder;
  /** A day. */
  date(): ColumnBuilder;
  /** A time of day; `precision` is how many digits of a second it has. */
  time(precision?: number): ColumnBuilder;
  /** A day and a time of day, of no time zone. */
  timestamp(precision?: number): ColumnBuilder;
  /** A moment, whatever the time zone it is told in. */
  timestamptz(precision?: number): ColumnBuilder;
  /** A span of time, for engines that have such. */
  interval(): ColumnBuilder;
  /** A UUID; text where the engine has no type for it. */
  uuid(): ColumnBuilder;
  /** JSON, kept as it was written. */
  json(): ColumnBuilder;
  /** JSON, kept for searching; as `json` where there is only one. */
  jsonb(): ColumnBuilder;
  /** `bytea`, `blob`, `varbinary`. */
  bytes(length?: number): ColumnBuilder;
  /** One of a few texts: PostgreSQL's type of that name, MySQL's ENUM, a check on SQLite. */
  enum(name: string, values: readonly string[], options?: { readonly schema?: string }): ColumnBuilder;
  /** A list of values of one type, for engines that have lists. */
  array(of: (t: TypeBuilder) => ColumnBuilder): ColumnBuilder;
  /** Any type, as the engine writes it. */
  column(type: string): ColumnBuilder;
}
