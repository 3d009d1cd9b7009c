import assert from "node:assert/strict";
import type { Connection } from "../../src/dialect/dialect.ts";
import { DatabaseError } from "../../src/dialect/database_error.ts";
import { loadDialect } from "../../src/dialect/registry.ts";
import { directConnection } from "../support/direct_connection.ts";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";

/** SQLite does not list its words: https://sqlite.org/lang_keywords.html. */
const SQLITE_WORDS =
  "abort action add after all alter always analyze and as asc attach autoincrement before " +
  "begin between by cascade case cast check collate column commit conflict constraint create cross current " +
  "current_date current_time current_timestamp database default deferrable deferred delete desc detach distinct do " +
  "drop each else end escape except exclude exclusive exists explain fail filter first following for foreign from " +
  "full generated glob group groups having if ignore immediate in index indexed initially inner insert instead " +
  "intersect into is isnull join key last left like limit match materialized natural no not nothing notnull null " +
  "nulls of offset on or order others outer over partition plan pragma preceding primary query raise range recursive " +
  "references regexp reindex release rename replace restrict returning right rollback row rows savepoint select set " +
  "table temp temporary then ties to transaction trigger unbounded union unique update using vacuum values view " +
  "virtual when where window with without";

const KEYWORDS: Readonly<Record<Engine, (connection: Connection) => Promise<readonly string[]>>> = {
  sqlite: () => Promise.resolve(SQLITE_WORDS.split(" ")),
  postgres: (connection) => words(connection, "SELECT word FROM pg_get_keywords()"),
  mysql: (connection) =>
    words(
      connection,
      "SELECT LOWER(WORD) AS word FROM information_schema.KEYWORDS WHERE WORD REGEXP '^[a-z_0-9]+$'",
    ),
};

forEachDialect("quoteWhereNeeded() makes a name of every keyword", async ({ engine, url }) => {
  const dialect = await loadDialect(engine);
  await using connection = await directConnection(url);
  const names = (await KEYWORDS[engine](connection)).map((word) => dialect.quoteWhereNeeded(word));
  assert.ok(names.length > 100);
  const columns = [...new Set(names)];
  await connection.execute(`CREATE TABLE t (${columns.map((name) => `${name} int`).join(", ")})`);
  await connection.execute(
    `INSERT INTO t (${columns.join(", ")}) VALUES (${columns.map(() => "1").join(", ")})`,
  );
  await connection.query(`SELECT ${columns.join(", ")} FROM t`);
  for (const name of names) await understands(connection, name);
});

/** Each of these fails for want of a table, and not because it cannot be read. */
async function understands(connection: Connection, name: string): Promise<void> {
  for (
    const sql of [
      `INSERT INTO ${name} (${name}, a) VALUES (1, 2)`,
      `UPDATE ${name} SET ${name} = 1 WHERE ${name} = 2`,
      `CREATE INDEX ${name} ON ${name} (${name}, a)`,
      `ALTER TABLE ${name} ADD COLUMN ${name} int`,
      `ALTER TABLE ${name} RENAME COLUMN ${name} TO b`,
      `DROP TABLE ${name}`,
    ]
  ) {
    const error: unknown = await connection.execute(sql).then(() => undefined, (cause: unknown) => cause);
    assert.ok(error instanceof DatabaseError, sql);
    assert.match(error.message, /no such table|does not exist|doesn't exist|Unknown table/, sql);
  }
}

async function words(connection: Connection, sql: string): Promise<readonly string[]> {
  return (await connection.query<{ word: string }>(sql)).map(({ word }) => word);
}
