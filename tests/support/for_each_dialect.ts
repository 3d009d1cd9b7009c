import { type Engine, ENGINES } from "./engine.ts";
import { createTestDatabase, type TestDatabase } from "./test_database.ts";

/** Which engines a test is for, and Deno's own switches. */
export interface ForEachOptions {
  /** All three, unless the test is about something that only some have. */
  readonly engines?: readonly Engine[];
  readonly sanitizeOps?: boolean;
  readonly sanitizeResources?: boolean;
}

/**
 * Registers one test for each engine, each with an empty database of its own.
 *
 * @example
 * ```ts
 * forEachDialect("upgrade() creates the table", async (database) => {
 *   await writeScripts(`${database.folder}/migrations`, { "a.sql": "…" });
 *   const env = { DATABASE_URL: database.url };
 *   const { code } = await retort(["upgrade"], { cwd: database.folder, env });
 *   assert.equal(code, 0);
 *   assert.deepEqual(await database.sql("SELECT count(*) FROM person"), [["0"]]);
 * });
 * ```
 */
export function forEachDialect(
  name: string,
  test: (database: TestDatabase, t: Deno.TestContext) => Promise<void>,
  options: ForEachOptions = {},
): void {
  const { engines = ENGINES, ...switches } = options;
  for (const engine of engines) {
    Deno.test({
      name: `${name} [${engine}]`,
      ...switches,
      async fn(t) {
        await using database = await createTestDatabase(engine);
        await test(database, t);
      },
    });
  }
}
