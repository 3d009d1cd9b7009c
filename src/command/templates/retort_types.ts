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
  /** Says that this revision cannot be taken down; the step ends here. */
  irreversible(why: string): never;
}
`;
