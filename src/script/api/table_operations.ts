import type { ColumnBuilder, IdentityOptions, TypeBuilder } from "./column_builder.ts";
import type { TableBuilder, TablePart } from "./table_builder.ts";
import type { EngineOptions, Literal, SqlFragment, SqlText } from "./value.ts";

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
