/** The text of src/script/api/constraint_operations.ts, for `retort.d.ts`. */
export const CONSTRAINT_OPERATIONS_TYPES = `/** What \`op.createIndex\` takes. */
export interface CreateIndexOptions extends IndexOptions, SchemaOption, IfNotExistsOption {
  /**
   * PostgreSQL: builds it while others write. Not inside a transaction: the revision says \`transaction: false\`, or the
   * call stands in \`op.autocommit\`.
   */
  readonly concurrently?: boolean;
}

/** What \`op.dropIndex\` takes. */
export interface DropIndexOptions extends SchemaOption, IfExistsOption {
  /** MySQL needs it. */
  readonly table?: string;
  /** PostgreSQL: without keeping others out; not inside a transaction. */
  readonly concurrently?: boolean;
}

/** The kinds of constraints. */
export type ConstraintType = "primaryKey" | "unique" | "check" | "foreignKey" | "exclude";

/** What \`op.dropConstraint\` takes. */
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
   * \`\`\`ts
   * await op.createIndex("ix_task_rank", "task", ["rank", op.sql\`lower(title)\`], { unique: true });
   * await op.createIndex("ix_task_due", "task", [{ on: "due", order: "desc", nulls: "last" }], { where: "NOT done" });
   * \`\`\`
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
   * \`\`\`ts
   * await op.dropIndex("ix_task_rank", { table: "task" });
   * \`\`\`
   */
  dropIndex(name: string | FinalName, options?: DropIndexOptions): Promise<void>;
  /**
   * Lets columns of one table name rows of another. \`schema\` is where the first is, \`referentSchema\` where the other is.
   *
   * @example
   * \`\`\`ts
   * await op.createForeignKey("fk_owner", "task", "person", ["owner_id"], ["id"], { onDelete: "SET NULL" });
   * \`\`\`
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
   * \`\`\`ts
   * await op.createUniqueConstraint("uq_task_title", "task", ["title", "owner_id"]);
   * \`\`\`
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
   * \`\`\`ts
   * await op.createCheckConstraint("task_rank", "task", "rank >= 0", { notValid: true });
   * \`\`\`
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
   * \`\`\`ts
   * await op.createPrimaryKey("pk_task", "task", ["id"]);
   * \`\`\`
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
   * \`\`\`ts
   * await op.createExcludeConstraint("no_double_booking", "booking", [["room", "="], ["during", "&&"]]);
   * \`\`\`
   */
  createExcludeConstraint(
    name: ConstraintName,
    table: string,
    elements: readonly ExcludeElement[],
    options?: ExcludeOptions & SchemaOption,
  ): Promise<void>;
  /**
   * PostgreSQL: looks at the rows that a constraint made with \`notValid\` has passed over.
   *
   * @example
   * \`\`\`ts
   * await op.validateConstraint("task_rank", "task");
   * \`\`\`
   */
  validateConstraint(name: string | FinalName, table: string, options?: SchemaOption): Promise<void>;
  /**
   * Drops a constraint.
   *
   * @example
   * \`\`\`ts
   * await op.dropConstraint("fk_owner", "task", { type: "foreignKey" });
   * \`\`\`
   */
  dropConstraint(name: string | FinalName, table: string, options?: DropConstraintOptions): Promise<void>;
}
`;
