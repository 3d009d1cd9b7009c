/** The text of `retort.d.ts`: src/script/operations.ts word for word, as its test makes sure. */
export const RETORT_TYPES =
  `// Types of TypeScript revisions, written by \`retort init\`. Import them with \`import type\`.

/** A value that can be bound to a statement; \`null\` is SQL's NULL. */
export type Value = null | string | number | bigint | boolean | Uint8Array;

/** SQL text with values bound to it: what \`op.sql\` makes. Between two parts stands one value. */
export interface SqlFragment {
  readonly parts: readonly string[];
  readonly values: readonly Value[];
}

/** What a TypeScript revision can do to the database: the \`op\` that \`upgrade\` and \`downgrade\` are given. */
export interface Operations {
  /** The engine: \`sqlite\`, \`postgres\` or \`mysql\`, which MariaDB is too. */
  readonly dialect: string;
  /** Whether statements are written to a script (\`--sql\`) instead of being run. */
  readonly offline: boolean;
  /** What \`-x key=value\` says on the command line. */
  readonly x: Readonly<Record<string, string>>;
  /**
   * SQL with values in it. They are bound, never pasted into the text.
   *
   * @example
   * \`\`\`ts
   * await op.execute(op.sql\`UPDATE task SET rank = \${rank} WHERE id = \${id}\`);
   * \`\`\`
   */
  sql(parts: TemplateStringsArray, ...values: readonly Value[]): SqlFragment;
  /** Runs SQL and tells how many rows it affected. */
  execute(sql: string | SqlFragment): Promise<number>;
  /**
   * The rows of one statement: 64-bit integers as bigint, numeric and timestamps as string, bytes as Uint8Array,
   * JSON parsed. Refused offline, where there is no database to ask.
   *
   * @example
   * \`\`\`ts
   * const rows = await op.query<{ id: bigint }>("SELECT id FROM task");
   * \`\`\`
   */
  query<Row = Readonly<Record<string, unknown>>>(sql: string | SqlFragment): Promise<Row[]>;
  /**
   * A checkpoint with a name, for a revision that no transaction holds (\`transaction: false\`, or MySQL): what stopped
   * half-way passes over the steps that are done, and goes on inside the one that was under way, behind the statements
   * of it that are done. It can do so as long as all that changes the database stands in steps, and a step that asks
   * the database what to do has one statement, or runs to its end. In a transaction it is only a name.
   *
   * @example
   * \`\`\`ts
   * await op.step("index", async () => {
   *   await op.execute("CREATE INDEX CONCURRENTLY task_rank ON task (rank)");
   * });
   * \`\`\`
   */
  step(name: string, run: () => Promise<void>): Promise<void>;
  /**
   * Commits what the revision has done so far, runs statements outside a transaction, and begins another one. From then
   * on the revision is no longer all or nothing: until its end it counts as half-done, and is resumed by its steps.
   *
   * @example
   * \`\`\`ts
   * await op.autocommit(async () => {
   *   await op.execute("VACUUM");
   * });
   * \`\`\`
   */
  autocommit(run: () => Promise<void>): Promise<void>;
  /** Says that this revision cannot be taken down; the step ends here. */
  irreversible(why: string): never;
}
`;
