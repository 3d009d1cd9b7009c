// Types of TypeScript revisions, written by `retort init`. Import them with `import type`.

/** A value that can be bound to a statement; `null` is SQL's NULL. */
export type Value = null | string | number | bigint | boolean | Uint8Array;

/** SQL text with values bound to it: what `op.sql` makes. Between two parts stands one value. */
export interface SqlFragment {
  /** The text between the values. */
  readonly parts: readonly string[];
  /** One for each gap between two parts. */
  readonly values: readonly Value[];
}

/** One end of a chunk's range. It goes into `op.sql`, where it stands for the whole key. */
export interface KeyBound {
  /** The values of the key's columns, for code that counts on: numbers and bytes as they are, all else as text. */
  readonly values: readonly Value[];
}

/** SQL of the engine: a text, or `op.sql` where values stand in it. */
export type SqlText = string | SqlFragment;

/** A value as a default has it; lists and objects are for JSON columns. */
export type Literal =
  | null
  | string
  | number
  | bigint
  | boolean
  | readonly Literal[]
  | { readonly [key: string]: Literal };

/** A name that no naming convention touches: what `op.f` makes. */
export interface FinalName {
  /** The name itself. */
  readonly final: string;
}

/** The name of a constraint or an index; `null` for the one that the naming convention gives, or the engine. */
export type ConstraintName = string | null | FinalName;

/**
 * What only one engine has, by that engine's own name for it: `{ engine: "InnoDB" }`, `{ strict: true }`,
 * `{ fillfactor: 70 }`. `op.dialect` tells which engine it is.
 */
export type EngineOptions = Readonly<Record<string, string | number | boolean>>;

/** What happens to a row when the one that it names goes away or changes its key. */
export type KeyAction = "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

/** When a constraint is checked: at once, unless it is told otherwise. */
export interface DeferOptions {
  /** Whether a transaction may put the check off to its end. */
  readonly deferrable?: boolean;
  /** `DEFERRED`: put off unless the transaction says otherwise; it makes the constraint deferrable. */
  readonly initially?: "IMMEDIATE" | "DEFERRED";
}

/** What every constraint may have beside its kind's own. */
export interface ConstraintOptions {
  /** What it is for; kept by engines that keep comments. */
  readonly comment?: string;
  /** PostgreSQL: only new rows are checked until `op.validateConstraint`. */
  readonly notValid?: boolean;
  /** What only one engine has: SQLite's `conflict`, PostgreSQL's `noInherit`. */
  readonly options?: EngineOptions;
}

/** How a key is made. */
export interface UniqueOptions extends DeferOptions, ConstraintOptions {
  /** PostgreSQL: columns that its index holds beside the key. */
  readonly include?: readonly string[];
  /** PostgreSQL 15: two NULLs count as equal. */
  readonly nullsNotDistinct?: boolean;
}

/** How a primary key is made. */
export interface PrimaryKeyOptions extends DeferOptions, ConstraintOptions {
  /** PostgreSQL: columns that its index holds beside the key. */
  readonly include?: readonly string[];
}

/** How a check is made. */
export type CheckOptions = ConstraintOptions;

/** How a foreign key is made. */
export interface ForeignKeyOptions extends DeferOptions, ConstraintOptions {
  /** What happens to the row when the one that it names is deleted. */
  readonly onDelete?: KeyAction;
  /** What happens to it when the key of that row changes. */
  readonly onUpdate?: KeyAction;
  /** PostgreSQL, MySQL: what rows with some NULLs must match. */
  readonly match?: "FULL" | "PARTIAL" | "SIMPLE";
  /** The schema of the table that is referred to. */
  readonly referentSchema?: string;
}

/** How an exclusion constraint is made. */
export interface ExcludeOptions extends DeferOptions, ConstraintOptions {
  /** The access method; `gist` unless it says otherwise. */
  readonly using?: string;
  /** Only rows for which this is true are looked at. */
  readonly where?: SqlText;
  /** Columns that its index holds beside the key. */
  readonly include?: readonly string[];
}

/** A column or an expression, and the operator that no two rows may say yes to. */
export type ExcludeElement = readonly [on: SqlText, operator: string];

/** A constraint's name, where it is given among the options. */
export interface NamedOption {
  /** Its name; the naming convention's where it is left out. */
  readonly name?: ConstraintName;
}

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

/** Where a table is, when that is not the schema that bare names mean. */
export interface SchemaOption {
  /** The schema, by its name. */
  readonly schema?: string;
}

/** For what may be there already. */
export interface IfNotExistsOption {
  /** Does nothing where it is there. */
  readonly ifNotExists?: boolean;
}

/** For what may be gone already. */
export interface IfExistsOption {
  /** Does nothing where it is gone. */
  readonly ifExists?: boolean;
}

/** What `op.createTable` takes. */
export interface CreateTableOptions extends SchemaOption, IfNotExistsOption {
  /** What the table is for. */
  readonly comment?: string;
  /** What only one engine has: MySQL's `engine`, SQLite's `strict`, PostgreSQL's `unlogged`. */
  readonly options?: EngineOptions;
  /** PostgreSQL, MySQL: how it is partitioned, as the engine writes it after PARTITION BY. */
  readonly partitionBy?: string;
}

/** What goes away with something, for engines that can: views and keys that need it. */
export interface DropOptions extends SchemaOption, IfExistsOption {
  /** Takes away what needs it, too. */
  readonly cascade?: boolean;
}

/** What `op.alterColumn` takes. What is not named stays as it is. */
export interface AlterColumnOptions extends SchemaOption {
  /** Another type: as in `(t) => t.bigint()`, or as the engine writes it. */
  readonly type?: string | ((t: TypeBuilder) => ColumnBuilder);
  /** PostgreSQL: an expression that makes the new type's value from the old one. */
  readonly using?: SqlText;
  /** Whether a row may have no value. */
  readonly nullable?: boolean;
  /** Another default: a literal, or an expression as `op.sql`; `null` takes it away. */
  readonly default?: Literal | SqlFragment;
  /** Another name. */
  readonly rename?: string;
  /** Another comment; `null` takes it away. */
  readonly comment?: string | null;
  /** Counted up by the engine, or no more. */
  readonly identity?: boolean | IdentityOptions;
  /** Another collation. */
  readonly collate?: string;
  /** What only one engine has, such as MySQL's `charset` and `onUpdate`. */
  readonly options?: EngineOptions;
  /**
   * What the column is, for scripts that are written without a database: MySQL must write it whole.
   *
   * @example
   * ```ts
   * await op.alterColumn("task", "title", { nullable: true, existing: (t) => t.varchar(200).notNull() });
   * ```
   */
  readonly existing?: (t: TypeBuilder) => ColumnBuilder;
}

/** Tables and their columns. */
export interface TableOperations {
  /**
   * Creates a table.
   *
   * @example
   * ```ts
   * await op.createTable("task", (t) => [
   *   t.bigint("id").primaryKey().identity(),
   *   t.varchar("title", 200).notNull().unique(),
   *   t.bigint("owner_id").references("person", "id", { onDelete: "CASCADE" }),
   *   t.check("title <> ''", { name: "task_title" }),
   * ], { comment: "what is to be done" });
   * ```
   */
  createTable(
    name: string,
    parts: (t: TableBuilder) => readonly (ColumnBuilder | TablePart)[],
    options?: CreateTableOptions,
  ): Promise<void>;
  /**
   * Drops a table, with its indexes and constraints.
   *
   * @example
   * ```ts
   * await op.dropTable("task", { ifExists: true });
   * ```
   */
  dropTable(name: string, options?: DropOptions): Promise<void>;
  /**
   * Gives a table another name in the schema where it is.
   *
   * @example
   * ```ts
   * await op.renameTable("task", "job");
   * ```
   */
  renameTable(name: string, to: string, options?: SchemaOption): Promise<void>;
  /**
   * Adds a column, with what is said of it: a reference, a unique key, a check.
   *
   * @example
   * ```ts
   * await op.addColumn("task", (t) => t.integer("rank").notNull().default(0));
   * ```
   */
  addColumn(
    table: string,
    column: (t: TableBuilder) => ColumnBuilder,
    options?: SchemaOption & IfNotExistsOption,
  ): Promise<void>;
  /**
   * Drops a column. SQLite rebuilds the table where the column stands in an index or a constraint.
   *
   * @example
   * ```ts
   * await op.dropColumn("task", "rank");
   * ```
   */
  dropColumn(table: string, column: string, options?: DropOptions): Promise<void>;
  /**
   * Changes a column. What the options do not name stays: MySQL, which must write a column whole, is asked what it is.
   *
   * @example
   * ```ts
   * await op.alterColumn("task", "rank", { type: (t) => t.bigint(), nullable: false, default: 0 });
   * await op.alterColumn("task", "state", { type: "task_state", using: "state::task_state" });
   * await op.alterColumn("task", "rank", { rename: "position" });
   * ```
   */
  alterColumn(table: string, column: string, options: AlterColumnOptions): Promise<void>;
  /**
   * Says what a table is for.
   *
   * @example
   * ```ts
   * await op.createTableComment("task", "what is to be done");
   * ```
   */
  createTableComment(table: string, comment: string, options?: SchemaOption): Promise<void>;
  /**
   * Takes a table's comment away.
   *
   * @example
   * ```ts
   * await op.dropTableComment("task");
   * ```
   */
  dropTableComment(table: string, options?: SchemaOption): Promise<void>;
}

/** What `op.createIndex` takes. */
export interface CreateIndexOptions extends IndexOptions, SchemaOption, IfNotExistsOption {
  /**
   * PostgreSQL: builds it while others write. Not inside a transaction: the revision says `transaction: false`, or the
   * call stands in `op.autocommit`.
   */
  readonly concurrently?: boolean;
}

/** What `op.dropIndex` takes. */
export interface DropIndexOptions extends SchemaOption, IfExistsOption {
  /** MySQL needs it. */
  readonly table?: string;
  /** PostgreSQL: without keeping others out; not inside a transaction. */
  readonly concurrently?: boolean;
}

/** The kinds of constraints. */
export type ConstraintType = "primaryKey" | "unique" | "check" | "foreignKey" | "exclude";

/** What `op.dropConstraint` takes. */
export interface DropConstraintOptions extends DropOptions {
  /** MySQL needs it for all but checks; a naming convention that takes names in needs it too. */
  readonly type?: ConstraintType;
}

/** Indexes and constraints of tables that are there. */
export interface ConstraintOperations {
  /**
   * Creates an index on columns or expressions.
   *
   * @example
   * ```ts
   * await op.createIndex("ix_task_rank", "task", ["rank", op.sql`lower(title)`], { unique: true });
   * await op.createIndex("ix_task_due", "task", [{ on: "due", order: "desc", nulls: "last" }], { where: "NOT done" });
   * ```
   */
  createIndex(
    name: ConstraintName,
    table: string,
    columns: readonly IndexColumn[],
    options?: CreateIndexOptions,
  ): Promise<void>;
  /**
   * Drops an index.
   *
   * @example
   * ```ts
   * await op.dropIndex("ix_task_rank", { table: "task" });
   * ```
   */
  dropIndex(name: string | FinalName, options?: DropIndexOptions): Promise<void>;
  /**
   * Lets columns of one table name rows of another. `schema` is where the first is, `referentSchema` where the other is.
   *
   * @example
   * ```ts
   * await op.createForeignKey("fk_owner", "task", "person", ["owner_id"], ["id"], { onDelete: "SET NULL" });
   * ```
   */
  createForeignKey(
    name: ConstraintName,
    table: string,
    referent: string,
    columns: readonly string[],
    references: readonly string[],
    options?: ForeignKeyOptions & SchemaOption,
  ): Promise<void>;
  /**
   * Says that no two rows share the values of these columns.
   *
   * @example
   * ```ts
   * await op.createUniqueConstraint("uq_task_title", "task", ["title", "owner_id"]);
   * ```
   */
  createUniqueConstraint(
    name: ConstraintName,
    table: string,
    columns: readonly string[],
    options?: UniqueOptions & SchemaOption,
  ): Promise<void>;
  /**
   * Says what every row must meet.
   *
   * @example
   * ```ts
   * await op.createCheckConstraint("task_rank", "task", "rank >= 0", { notValid: true });
   * ```
   */
  createCheckConstraint(
    name: ConstraintName,
    table: string,
    condition: SqlText,
    options?: CheckOptions & SchemaOption,
  ): Promise<void>;
  /**
   * Makes columns the primary key.
   *
   * @example
   * ```ts
   * await op.createPrimaryKey("pk_task", "task", ["id"]);
   * ```
   */
  createPrimaryKey(
    name: ConstraintName,
    table: string,
    columns: readonly string[],
    options?: PrimaryKeyOptions & SchemaOption,
  ): Promise<void>;
  /**
   * PostgreSQL: no two rows for which all operators say yes.
   *
   * @example
   * ```ts
   * await op.createExcludeConstraint("no_double_booking", "booking", [["room", "="], ["during", "&&"]]);
   * ```
   */
  createExcludeConstraint(
    name: ConstraintName,
    table: string,
    elements: readonly ExcludeElement[],
    options?: ExcludeOptions & SchemaOption,
  ): Promise<void>;
  /**
   * PostgreSQL: looks at the rows that a constraint made with `notValid` has passed over.
   *
   * @example
   * ```ts
   * await op.validateConstraint("task_rank", "task");
   * ```
   */
  validateConstraint(name: string | FinalName, table: string, options?: SchemaOption): Promise<void>;
  /**
   * Drops a constraint.
   *
   * @example
   * ```ts
   * await op.dropConstraint("fk_owner", "task", { type: "foreignKey" });
   * ```
   */
  dropConstraint(name: string | FinalName, table: string, options?: DropConstraintOptions): Promise<void>;
}

/** What `op.batchAlterTable` takes. */
export interface BatchOptions extends SchemaOption {
  /** SQLite: `always` copies even where ALTER TABLE could, `never` refuses where it could not; `auto` otherwise. */
  readonly rebuild?: "auto" | "always" | "never";
  /** SQLite: what the table is, for scripts that are written where nothing tells. */
  readonly existing?: (t: TableBuilder) => readonly (ColumnBuilder | TablePart)[];
}

/** The changes of one table that `op.batchAlterTable` makes together: the same as those of `op`, without the table. */
export interface BatchBuilder {
  /**
   * Adds a column.
   *
   * @example
   * ```ts
   * batch.addColumn((t) => t.integer("rank").default(0));
   * ```
   */
  addColumn(column: (t: TableBuilder) => ColumnBuilder, options?: IfNotExistsOption): void;
  /**
   * Drops a column.
   *
   * @example
   * ```ts
   * batch.dropColumn("rank");
   * ```
   */
  dropColumn(column: string, options?: Omit<DropOptions, "schema">): void;
  /**
   * Changes a column.
   *
   * @example
   * ```ts
   * batch.alterColumn("title", { nullable: true });
   * ```
   */
  alterColumn(column: string, options: Omit<AlterColumnOptions, "schema">): void;
  /**
   * Creates an index.
   *
   * @example
   * ```ts
   * batch.createIndex("ix_task_rank", ["rank"]);
   * ```
   */
  createIndex(
    name: ConstraintName,
    columns: readonly IndexColumn[],
    options?: Omit<CreateIndexOptions, "schema">,
  ): void;
  /**
   * Drops an index of the table.
   *
   * @example
   * ```ts
   * batch.dropIndex("ix_task_rank");
   * ```
   */
  dropIndex(name: string | FinalName, options?: Omit<DropIndexOptions, "schema" | "table">): void;
  /**
   * Lets columns name rows of another table.
   *
   * @example
   * ```ts
   * batch.createForeignKey("fk_owner", "person", ["owner_id"], ["id"]);
   * ```
   */
  createForeignKey(
    name: ConstraintName,
    referent: string,
    columns: readonly string[],
    references: readonly string[],
    options?: ForeignKeyOptions,
  ): void;
  /**
   * Says that no two rows share the values of columns.
   *
   * @example
   * ```ts
   * batch.createUniqueConstraint("uq_task_title", ["title"]);
   * ```
   */
  createUniqueConstraint(name: ConstraintName, columns: readonly string[], options?: UniqueOptions): void;
  /**
   * Says what every row must meet.
   *
   * @example
   * ```ts
   * batch.createCheckConstraint("task_rank", "rank >= 0");
   * ```
   */
  createCheckConstraint(name: ConstraintName, condition: SqlText, options?: CheckOptions): void;
  /**
   * Makes columns the primary key.
   *
   * @example
   * ```ts
   * batch.createPrimaryKey("pk_task", ["id"]);
   * ```
   */
  createPrimaryKey(name: ConstraintName, columns: readonly string[], options?: PrimaryKeyOptions): void;
  /**
   * PostgreSQL: no two rows for which all operators say yes.
   *
   * @example
   * ```ts
   * batch.createExcludeConstraint("no_overlap", [["during", "&&"]]);
   * ```
   */
  createExcludeConstraint(
    name: ConstraintName,
    elements: readonly ExcludeElement[],
    options?: ExcludeOptions,
  ): void;
  /**
   * Drops a constraint.
   *
   * @example
   * ```ts
   * batch.dropConstraint("fk_owner", { type: "foreignKey" });
   * ```
   */
  dropConstraint(name: string | FinalName, options?: Omit<DropConstraintOptions, "schema">): void;
}

/** Several changes of one table at once. */
export interface BatchOperations {
  /**
   * Makes several changes of one table: SQLite copies the table once for all of them, other engines do them one after
   * the other. The function describes and does not wait: its calls are no promises.
   *
   * @example
   * ```ts
   * await op.batchAlterTable("task", (batch) => {
   *   batch.dropColumn("rank");
   *   batch.alterColumn("title", { nullable: true });
   *   batch.createUniqueConstraint("uq_task_title", ["title"]);
   * });
   * ```
   */
  batchAlterTable(
    table: string,
    changes: (batch: BatchBuilder) => void,
    options?: BatchOptions,
  ): Promise<void>;
}

/** Adds a value to an enum, or gives one another name. */
export type AlterEnumChange =
  | {
    readonly add: string;
    readonly before?: string;
    readonly after?: string;
    readonly ifNotExists?: boolean;
    readonly schema?: string;
  }
  | { readonly rename: string; readonly to: string; readonly schema?: string };

/** What `op.createSequence` takes. */
export interface SequenceOptions extends CountingOptions, SchemaOption {
  /** The type of its numbers, such as `integer`. */
  readonly type?: string;
  /** The table and column that it goes away with. */
  readonly ownedBy?: readonly [table: string, column: string];
  /** What it is for. */
  readonly comment?: string;
}

/** What `op.createView` takes. */
export interface CreateViewOptions extends SchemaOption, IfNotExistsOption {
  /** Takes the place of a view of that name. */
  readonly replace?: boolean;
  /** PostgreSQL: keeps its rows. */
  readonly materialized?: boolean;
  /** The names of its columns. */
  readonly columns?: readonly string[];
  /** Whether rows that are written through it must be seen through it. */
  readonly checkOption?: "local" | "cascaded";
}

/** What `op.dropView` takes. */
export interface DropViewOptions extends DropOptions {
  /** PostgreSQL: whether it is one that keeps its rows. */
  readonly materialized?: boolean;
}

/** Types, sequences, views and schemas. */
export interface ObjectOperations {
  /**
   * PostgreSQL: creates a type of a few texts. `t.enum` does it by itself where the type is missing; MySQL and SQLite write
   * the values with each column, and have no such type.
   *
   * @example
   * ```ts
   * await op.createEnum("mood", ["sad", "ok"]);
   * ```
   */
  createEnum(
    name: string,
    values: readonly string[],
    options?: SchemaOption & IfNotExistsOption & { readonly comment?: string },
  ): Promise<void>;
  /**
   * PostgreSQL: adds a value to an enum, at its end or beside another one, or gives one another name.
   *
   * @example
   * ```ts
   * await op.alterEnum("mood", { add: "happy", after: "ok" });
   * await op.alterEnum("mood", { rename: "ok", to: "fine" });
   * ```
   */
  alterEnum(name: string, change: AlterEnumChange): Promise<void>;
  /**
   * PostgreSQL: drops an enum that no column has any more.
   *
   * @example
   * ```ts
   * await op.dropEnum("mood");
   * ```
   */
  dropEnum(name: string, options?: SchemaOption & IfExistsOption): Promise<void>;
  /**
   * Creates a sequence.
   *
   * @example
   * ```ts
   * await op.createSequence("invoice_number", { start: 1000, increment: 1 });
   * ```
   */
  createSequence(name: string, options?: SequenceOptions & IfNotExistsOption): Promise<void>;
  /**
   * Changes how a sequence counts.
   *
   * @example
   * ```ts
   * await op.alterSequence("invoice_number", { increment: 10 });
   * ```
   */
  alterSequence(name: string, options: SequenceOptions): Promise<void>;
  /**
   * Drops a sequence.
   *
   * @example
   * ```ts
   * await op.dropSequence("invoice_number", { ifExists: true });
   * ```
   */
  dropSequence(name: string, options?: SchemaOption & IfExistsOption): Promise<void>;
  /**
   * Creates a view of a query.
   *
   * @example
   * ```ts
   * await op.createView("open_task", "SELECT * FROM task WHERE NOT done", { replace: true });
   * ```
   */
  createView(name: string, query: SqlText, options?: CreateViewOptions): Promise<void>;
  /**
   * Drops a view.
   *
   * @example
   * ```ts
   * await op.dropView("open_task", { ifExists: true });
   * ```
   */
  dropView(name: string, options?: DropViewOptions): Promise<void>;
  /**
   * Creates a schema inside the database.
   *
   * @example
   * ```ts
   * await op.createSchema("billing", { ifNotExists: true });
   * ```
   */
  createSchema(name: string, options?: IfNotExistsOption & { readonly comment?: string }): Promise<void>;
  /**
   * Drops a schema in which there is nothing.
   *
   * @example
   * ```ts
   * await op.dropSchema("billing");
   * ```
   */
  dropSchema(name: string, options?: IfExistsOption): Promise<void>;
}

/** How `op.chunks` walks a table. */
export interface ChunkOptions {
  /** The column by which it walks, or several; an index must begin with them. */
  readonly key: string | readonly string[];
  /** Rows a chunk; 1000 unless given. */
  readonly size?: number;
  /** Milliseconds between two chunks; none unless given. */
  readonly pause?: number;
  readonly schema?: string;
}

/** The rows of one chunk: keys behind `after`, up to and with `upto`. */
export interface ChunkRange {
  readonly after: KeyBound;
  readonly upto: KeyBound;
}

/** What a TypeScript revision can do to the database: the `op` that `upgrade` and `downgrade` are given. */
export interface Operations extends TableOperations, ConstraintOperations, BatchOperations, ObjectOperations {
  /** The engine: `sqlite`, `postgres` or `mysql`, which MariaDB is too. */
  readonly dialect: string;
  /** Whether statements are written to a script (`--sql`) instead of being run. */
  readonly offline: boolean;
  /** What `-x key=value` says on the command line. */
  readonly x: Readonly<Record<string, string>>;
  /**
   * SQL with values in it. They are bound, never pasted into the text.
   *
   * @example
   * ```ts
   * await op.execute(op.sql`UPDATE task SET rank = ${rank} WHERE id = ${id}`);
   * ```
   */
  sql(parts: TemplateStringsArray, ...values: readonly (Value | KeyBound)[]): SqlFragment;
  /**
   * A name that is taken as it is, past the naming convention.
   *
   * @example
   * ```ts
   * await op.dropConstraint(op.f("ck_task_rank"), "task", { type: "check" });
   * ```
   */
  f(name: string): FinalName;
  /**
   * Runs SQL, one statement or several, and tells how many rows it affected.
   *
   * @example
   * ```ts
   * const moved = await op.execute("UPDATE task SET rank = 0 WHERE rank IS NULL");
   * ```
   */
  execute(sql: string | SqlFragment): Promise<number>;
  /**
   * The rows of one statement: 64-bit integers as bigint, numeric and timestamps as string, bytes as Uint8Array,
   * JSON parsed. Refused offline, where there is no database to ask.
   *
   * @example
   * ```ts
   * const rows = await op.query<{ id: bigint }>("SELECT id FROM task");
   * ```
   */
  query<Row = Readonly<Record<string, unknown>>>(sql: string | SqlFragment): Promise<Row[]>;
  /**
   * Inserts rows, many at a time, and tells how many. All have the same columns; lists and objects become JSON.
   *
   * @example
   * ```ts
   * await op.bulkInsert("state", [{ id: 1, name: "new" }, { id: 2, name: "done" }]);
   * ```
   */
  bulkInsert(
    table: string,
    rows: readonly Readonly<Record<string, Literal | Uint8Array>>[],
    options?: SchemaOption,
  ): Promise<number>;
  /**
   * Keeps others away from a table until the transaction ends. `mode` is PostgreSQL's, `read` or `write` on MySQL; the
   * one that keeps everybody out unless it says otherwise.
   *
   * @example
   * ```ts
   * await op.lockTable("task", { mode: "SHARE ROW EXCLUSIVE" });
   * ```
   */
  lockTable(table: string, options?: SchemaOption & { readonly mode?: string }): Promise<void>;
  /**
   * A checkpoint with a name, for a revision that no transaction holds (`transaction: false`, or MySQL): what stopped
   * half-way passes over the steps that are done, and goes on inside the one that was under way, behind the statements
   * of it that are done. It can do so as long as all that changes the database stands in steps, and a step that asks
   * the database what to do has one statement, or runs to its end. In a transaction it is only a name.
   *
   * @example
   * ```ts
   * await op.step("index", async () => {
   *   await op.createIndex("task_rank", "task", ["rank"], { concurrently: true });
   * });
   * ```
   */
  step(name: string, run: () => Promise<void>): Promise<void>;
  /**
   * Commits what the revision has done so far, runs statements outside a transaction, and begins another one. From then
   * on the revision is no longer all or nothing: until its end it counts as half-done, and is resumed by its steps.
   *
   * @example
   * ```ts
   * await op.autocommit(async () => {
   *   await op.execute("VACUUM");
   * });
   * ```
   */
  autocommit(run: () => Promise<void>): Promise<void>;
  /**
   * Walks a table by its key and changes the rows of one chunk after the other, each committed with its place in the
   * ledger: what stopped half-way goes on behind the last chunk. What the function sends shares the chunk's transaction;
   * a chunk that meets a lock is done again from its start. What the revision did before is committed first, so put
   * other changes into steps. Offline it is done once, over the whole table.
   *
   * @example
   * ```ts
   * await op.chunks("task", { key: "id", size: 5000, pause: 50 }, async ({ after, upto }) => {
   *   await op.execute(op.sql`UPDATE task SET rank = ${0} WHERE id > ${after} AND id <= ${upto}`);
   * });
   * ```
   */
  chunks(table: string, options: ChunkOptions, run: (range: ChunkRange) => Promise<void>): Promise<void>;
  /**
   * Says that this revision cannot be taken down; the step ends here.
   *
   * @example
   * ```ts
   * export function downgrade(op: Operations): never {
   *   return op.irreversible("the old names are gone");
   * }
   * ```
   */
  irreversible(why: string): never;
}

/** What `-x`, `--tag` and `-n` said. */
export interface ConfigRequest {
  readonly x: Readonly<Record<string, string>>;
  readonly tag?: string;
  readonly profile?: string;
}

/** A revision, as hooks are told of it. */
export interface HookRevision {
  readonly revision: string;
  readonly message: string;
  readonly path: string;
}

/** What `beforeUpgrade` is given: all that is about to run. */
export interface UpgradeRequest extends ConfigRequest {
  readonly dialect: string;
  readonly revisions: readonly HookRevision[];
}

/** What `afterStep` is given: a revision that is done and stays. */
export interface StepDone extends ConfigRequest, HookRevision {
  readonly dialect: string;
  readonly direction: "upgrade" | "downgrade";
  readonly durationMs: number;
}

/** The settings of one database. */
export interface Settings {
  /** Database to work on: a URL, or a reference (env:NAME, file:PATH, cmd:COMMAND). */
  readonly url?: string | ((request: ConfigRequest) => string | Promise<string>);
  /** The same database past its connection pooler; migrations use it. */
  readonly directUrl?: string;
  /** Server on which scratch databases are made. */
  readonly devUrl?: string;
  /** Engine to write SQL for where no database is named. */
  readonly dialect?: "sqlite" | "postgres" | "mysql" | "mariadb";
  /** Version of the server, for what runs without a connection (--sql, lint). */
  readonly serverVersion?: string;
  /** Role to take on after connecting (SET ROLE). */
  readonly role?: string;
  /** How long to wait for the database to answer. */
  readonly connectTimeout?: string | 0;
  /** Ask for --yes before what destroys, and stop at edited files and lint errors. */
  readonly protected?: boolean;
  /** Only run a plan that was written and reviewed before (upgrade --plan). */
  readonly requirePlan?: boolean;
  /** Profile of the configuration file to use. */
  readonly profile?: string;
  /** Files with environment variables; a later file wins, a variable that is set wins over all. */
  readonly envFile?: string | readonly string[];
  /** Script directories; new revisions go to the first. */
  readonly dir?: string | readonly string[];
  /** Name of new files, from {revision slug date year month day hour minute second epoch}. */
  readonly fileTemplate?: string;
  /** How new revision ids are made. */
  readonly idFormat?: "hex" | "timestamp" | "sequence";
  /** Shell commands to run on each new revision file; {file} is its path. */
  readonly afterWrite?: string | readonly string[];
  /** What stands in one transaction. */
  readonly transaction?: "per-revision" | "all" | "none";
  /** How other runners are kept out; transaction works through a transaction pooler. */
  readonly lock?: "session" | "transaction" | "none";
  /** How long to wait for another runner. */
  readonly lockWait?: string | 0;
  /** How long a statement may wait for a lock of the database; 0 for ever. */
  readonly lockTimeout?: string | 0;
  /** How often a step that met the lock timeout is tried again. */
  readonly lockRetries?: number;
  /** How long a statement may run; 0 for ever. */
  readonly statementTimeout?: string | 0;
  /** Rows a chunk, whatever the revisions say that work in chunks; 0 for what they say. */
  readonly chunkSize?: number;
  /** Text that reaches hooks and URL functions. */
  readonly tag?: string;
  /** Values that reach TypeScript revisions, hooks and URL functions. */
  readonly x?: Readonly<Record<string, string | number | boolean>>;
  readonly ledger?: {
    /** Table that records the applied revisions. */
    readonly table?: string;
    /** Schema of that table; the connection's own where none is named. */
    readonly schema?: string;
    /** Keep the text of each applied file. */
    readonly storeScript?: boolean;
    /** Record files that are longer by their checksum alone. */
    readonly maxScriptBytes?: number;
  };
  /** Target schema: an .sql file or directory, a .ts module, a database URL, or cmd:COMMAND that prints DDL. */
  readonly schema?: string;
  /** Schemas of the database to compare. */
  readonly schemas?: string | readonly string[];
  /** Globs of the names to compare. */
  readonly include?: string | readonly string[];
  /** Globs of the names to leave alone. */
  readonly exclude?: string | readonly string[];
  readonly naming?: {
    /** Name of unnamed indexes, such as ix_{table}_{columns}; {column0} is the first column. */
    readonly index?: string;
    /** Name of unnamed unique constraints, such as uq_{table}_{columns}. */
    readonly unique?: string;
    /** Name of check constraints, such as ck_{table}_{constraint_name}, which takes in the name that is given. */
    readonly check?: string;
    /** Name of unnamed foreign keys, such as fk_{table}_{columns}_{referred_table}_{referred_columns}. */
    readonly foreignKey?: string;
    /** Name of unnamed primary keys, such as pk_{table}. */
    readonly primaryKey?: string;
  };
  readonly lint?: {
    /** How much a lint rule counts, by its code. */
    readonly rules?: Readonly<Record<string, "error" | "warning" | "off">>;
  };
  readonly tenants?: {
    /** Schemas or URLs of the tenants. */
    readonly list?: string | readonly string[];
    /** Query whose first column gives them. */
    readonly query?: string;
    /** Command that prints them, one a line. */
    readonly command?: string;
  };
  /** Print the result as one JSON object. */
  readonly json?: boolean;
  /** Print results, warnings and errors only. */
  readonly quiet?: boolean;
  /** Print details of what is done. */
  readonly verbose?: boolean;
  /** How standard error is written: as text, with time and level, or as JSON. */
  readonly logFormat?: "text" | "timed" | "json";
  /** Write every statement to standard error. */
  readonly logSql?: boolean;
  /** Print the stack of an error. */
  readonly raiseerr?: boolean;
  /** Answer yes to what would be asked. */
  readonly yes?: boolean;
  /** Never ask; stop with the flag that answers. */
  readonly noInput?: boolean;
  /** Colour the output. */
  readonly color?: "auto" | "always" | "never";
}

/** What `retort.config.ts` exports: `export default { … } satisfies Config`. */
export interface Config extends Settings {
  /** Databases by name (-n NAME); what a profile sets goes before the rest. */
  readonly profiles?: Readonly<Record<string, Settings>>;
  /** Called once before the first step of an upgrade, under the lock; what it throws stops the run. */
  readonly beforeUpgrade?: (request: UpgradeRequest) => unknown;
  /** Called after each step that is done; what it throws ends the run, and the step stays. */
  readonly afterStep?: (step: StepDone) => unknown;
  readonly includeName?: (...values: never[]) => unknown;
  readonly includeObject?: (...values: never[]) => unknown;
  readonly processRevision?: (...values: never[]) => unknown;
  readonly rewrite?: (...values: never[]) => unknown;
  readonly compareType?: (...values: never[]) => unknown;
  readonly compareDefault?: (...values: never[]) => unknown;
}
