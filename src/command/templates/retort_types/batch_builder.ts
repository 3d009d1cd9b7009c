/** The text of src/script/api/batch_builder.ts, for `retort.d.ts`. */
export const BATCH_BUILDER_TYPES = `/** What \`op.batchAlterTable\` takes. */
export interface BatchOptions extends SchemaOption {
  /** SQLite: \`always\` copies even where ALTER TABLE could, \`never\` refuses where it could not; \`auto\` otherwise. */
  readonly rebuild?: "auto" | "always" | "never";
  /** SQLite: what the table is, for scripts that are written where nothing tells. */
  readonly existing?: (t: TableBuilder) => readonly (ColumnBuilder | TablePart)[];
}

/** The changes of one table that \`op.batchAlterTable\` makes together: the same as those of \`op\`, without the table. */
export interface BatchBuilder {
  /**
   * Adds a column.
   *
   * @example
   * \`\`\`ts
   * batch.addColumn((t) => t.integer("rank").default(0));
   * \`\`\`
   */
  addColumn(column: (t: TableBuilder) => ColumnBuilder, options?: IfNotExistsOption): void;
  /**
   * Drops a column.
   *
   * @example
   * \`\`\`ts
   * batch.dropColumn("rank");
   * \`\`\`
   */
  dropColumn(column: string, options?: Omit<DropOptions, "schema">): void;
  /**
   * Changes a column.
   *
   * @example
   * \`\`\`ts
   * batch.alterColumn("title", { nullable: true });
   * \`\`\`
   */
  alterColumn(column: string, options: Omit<AlterColumnOptions, "schema">): void;
  /**
   * Creates an index.
   *
   * @example
   * \`\`\`ts
   * batch.createIndex("ix_task_rank", ["rank"]);
   * \`\`\`
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
   * \`\`\`ts
   * batch.dropIndex("ix_task_rank");
   * \`\`\`
   */
  dropIndex(name: string | FinalName, options?: Omit<DropIndexOptions, "schema" | "table">): void;
  /**
   * Lets columns name rows of another table.
   *
   * @example
   * \`\`\`ts
   * batch.createForeignKey("fk_owner", "person", ["owner_id"], ["id"]);
   * \`\`\`
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
   * \`\`\`ts
   * batch.createUniqueConstraint("uq_task_title", ["title"]);
   * \`\`\`
   */
  createUniqueConstraint(name: ConstraintName, columns: readonly string[], options?: UniqueOptions): void;
  /**
   * Says what every row must meet.
   *
   * @example
   * \`\`\`ts
   * batch.createCheckConstraint("task_rank", "rank >= 0");
   * \`\`\`
   */
  createCheckConstraint(name: ConstraintName, condition: SqlText, options?: CheckOptions): void;
  /**
   * Makes columns the primary key.
   *
   * @example
   * \`\`\`ts
   * batch.createPrimaryKey("pk_task", ["id"]);
   * \`\`\`
   */
  createPrimaryKey(name: ConstraintName, columns: readonly string[], options?: PrimaryKeyOptions): void;
  /**
   * PostgreSQL: no two rows for which all operators say yes.
   *
   * @example
   * \`\`\`ts
   * batch.createExcludeConstraint("no_overlap", [["during", "&&"]]);
   * \`\`\`
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
   * \`\`\`ts
   * batch.dropConstraint("fk_owner", { type: "foreignKey" });
   * \`\`\`
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
   * \`\`\`ts
   * await op.batchAlterTable("task", (batch) => {
   *   batch.dropColumn("rank");
   *   batch.alterColumn("title", { nullable: true });
   *   batch.createUniqueConstraint("uq_task_title", ["title"]);
   * });
   * \`\`\`
   */
  batchAlterTable(
    table: string,
    changes: (batch: BatchBuilder) => void,
    options?: BatchOptions,
  ): Promise<void>;
}
`;
