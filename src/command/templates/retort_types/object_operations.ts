/** The text of src/script/api/object_operations.ts, for `retort.d.ts`. */
export const OBJECT_OPERATIONS_TYPES = `/** Adds a value to an enum, or gives one another name. */
export type AlterEnumChange =
  | {
    readonly add: string;
    readonly before?: string;
    readonly after?: string;
    readonly ifNotExists?: boolean;
    readonly schema?: string;
  }
  | { readonly rename: string; readonly to: string; readonly schema?: string };

/** What \`op.createSequence\` takes. */
export interface SequenceOptions extends CountingOptions, SchemaOption {
  /** The type of its numbers, such as \`integer\`. */
  readonly type?: string;
  /** The table and column that it goes away with. */
  readonly ownedBy?: readonly [table: string, column: string];
  /** What it is for. */
  readonly comment?: string;
}

/** What \`op.createView\` takes. */
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

/** What \`op.dropView\` takes. */
export interface DropViewOptions extends DropOptions {
  /** PostgreSQL: whether it is one that keeps its rows. */
  readonly materialized?: boolean;
}

/** Types, sequences, views and schemas. */
export interface ObjectOperations {
  /**
   * PostgreSQL: creates a type of a few texts. \`t.enum\` does it by itself where the type is missing; MySQL and SQLite write
   * the values with each column, and have no such type.
   *
   * @example
   * \`\`\`ts
   * await op.createEnum("mood", ["sad", "ok"]);
   * \`\`\`
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
   * \`\`\`ts
   * await op.alterEnum("mood", { add: "happy", after: "ok" });
   * await op.alterEnum("mood", { rename: "ok", to: "fine" });
   * \`\`\`
   */
  alterEnum(name: string, change: AlterEnumChange): Promise<void>;
  /**
   * PostgreSQL: drops an enum that no column has any more.
   *
   * @example
   * \`\`\`ts
   * await op.dropEnum("mood");
   * \`\`\`
   */
  dropEnum(name: string, options?: SchemaOption & IfExistsOption): Promise<void>;
  /**
   * Creates a sequence.
   *
   * @example
   * \`\`\`ts
   * await op.createSequence("invoice_number", { start: 1000, increment: 1 });
   * \`\`\`
   */
  createSequence(name: string, options?: SequenceOptions & IfNotExistsOption): Promise<void>;
  /**
   * Changes how a sequence counts.
   *
   * @example
   * \`\`\`ts
   * await op.alterSequence("invoice_number", { increment: 10 });
   * \`\`\`
   */
  alterSequence(name: string, options: SequenceOptions): Promise<void>;
  /**
   * Drops a sequence.
   *
   * @example
   * \`\`\`ts
   * await op.dropSequence("invoice_number", { ifExists: true });
   * \`\`\`
   */
  dropSequence(name: string, options?: SchemaOption & IfExistsOption): Promise<void>;
  /**
   * Creates a view of a query.
   *
   * @example
   * \`\`\`ts
   * await op.createView("open_task", "SELECT * FROM task WHERE NOT done", { replace: true });
   * \`\`\`
   */
  createView(name: string, query: SqlText, options?: CreateViewOptions): Promise<void>;
  /**
   * Drops a view.
   *
   * @example
   * \`\`\`ts
   * await op.dropView("open_task", { ifExists: true });
   * \`\`\`
   */
  dropView(name: string, options?: DropViewOptions): Promise<void>;
  /**
   * Creates a schema inside the database.
   *
   * @example
   * \`\`\`ts
   * await op.createSchema("billing", { ifNotExists: true });
   * \`\`\`
   */
  createSchema(name: string, options?: IfNotExistsOption & { readonly comment?: string }): Promise<void>;
  /**
   * Drops a schema in which there is nothing.
   *
   * @example
   * \`\`\`ts
   * await op.dropSchema("billing");
   * \`\`\`
   */
  dropSchema(name: string, options?: IfExistsOption): Promise<void>;
}
`;
