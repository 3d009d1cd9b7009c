import type { BatchOperations } from "./api/batch_builder.ts";
import type { ConstraintOperations } from "./api/constraint_operations.ts";
import type { ObjectOperations } from "./api/object_operations.ts";
import type { SchemaOption, TableOperations } from "./api/table_operations.ts";
import type { FinalName, KeyBound, Literal, SqlFragment, Value } from "./api/value.ts";

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
