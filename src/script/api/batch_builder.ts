import type { ColumnBuilder } from "./column_builder.ts";
import type { CreateIndexOptions, DropConstraintOptions, DropIndexOptions } from "./constraint_operations.ts";
import type {
  CheckOptions,
  ExcludeElement,
  ExcludeOptions,
  ForeignKeyOptions,
  PrimaryKeyOptions,
  UniqueOptions,
} from "./constraint_options.ts";
import type { IndexColumn, TableBuilder, TablePart } from "./table_builder.ts";
import type { AlterColumnOptions, DropOptions, IfNotExistsOption, SchemaOption } from "./table_operations.ts";
import type { ConstraintName, FinalName, SqlText } from "./value.ts";

/** What `op.batchAlterTable` takes. */
export interface BatchOptions extends SchemaOption {
  /** SQLite: `always` copies even where ALTER TABLE could, `never` refuses where it could not; `auto` otherwise. */
  readonly rebuild?: "auto" | "always" | "never";
  /** SQLite: what the table is, for scripts that are written where nothing tells. */
  readonly existing?: (t: TableBuilder) => readonly (ColumnBuilder | TablePart)[];
}

/** The changes of one table that `op.batchAlterTable` makes together: the same as those of `op`, without the table. */
export interface BatchBuilder {
  addColumn(column: (t: TableBuilder) => ColumnBuilder, options?: IfNotExistsOption): void;
  dropColumn(column: string, options?: Omit<DropOptions, "schema">): void;
  alterColumn(column: string, options: Omit<AlterColumnOptions, "schema">): void;
  createIndex(
    name: ConstraintName,
    columns: readonly IndexColumn[],
    options?: Omit<CreateIndexOptions, "schema">,
  ): void;
  dropIndex(name: string | FinalName, options?: Omit<DropIndexOptions, "schema" | "table">): void;
  createForeignKey(
    name: ConstraintName,
    referent: string,
    columns: readonly string[],
    references: readonly string[],
    options?: ForeignKeyOptions,
  ): void;
  createUniqueConstraint(name: ConstraintName, columns: readonly string[], options?: UniqueOptions): void;
  createCheckConstraint(name: ConstraintName, condition: SqlText, options?: CheckOptions): void;
  createPrimaryKey(name: ConstraintName, columns: readonly string[], options?: PrimaryKeyOptions): void;
  createExcludeConstraint(
    name: ConstraintName,
    elements: readonly ExcludeElement[],
    options?: ExcludeOptions,
  ): void;
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
