import assert from "node:assert/strict";
import type { DatabaseError } from "../database_error.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import type { SqliteConnection } from "./connection.ts";
import { connect } from "./driver.ts";
import { withoutForeignKeys } from "./foreign_keys.ts";

async function family(): Promise<SqliteConnection> {
  const connection = await connect(parseDatabaseUrl("sqlite::memory:"), {
    applicationName: "retort",
    connectTimeout: 1000,
  });
  await connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
  await connection.execute(
    'CREATE TABLE "the task" (id INTEGER PRIMARY KEY, "owner id" REFERENCES person ON DELETE CASCADE)',
  );
  await connection.execute("INSERT INTO person VALUES (1, 'Ann'), (2, 'Bob')");
  await connection.execute(`INSERT INTO "the task" VALUES (10, 1), (11, 2), (12, NULL)`);
  return connection;
}

Deno.test("withoutForeignKeys() lets a parent be rebuilt without losing children", async () => {
  await using connection = await family();
  {
    await using enforcement = await withoutForeignKeys(connection);
    await connection.pipeline([
      { sql: "BEGIN IMMEDIATE" },
      { sql: "CREATE TABLE anew (id INTEGER PRIMARY KEY, name TEXT NOT NULL)" },
      { sql: "INSERT INTO anew SELECT * FROM person" },
      { sql: "DROP TABLE person" },
      { sql: "ALTER TABLE anew RENAME TO person" },
    ]);
    await enforcement.check();
    await connection.execute("COMMIT");
  }
  assert.deepEqual(await connection.query('SELECT count(*) AS n FROM "the task"'), [{ n: 3 }]);
  await assert.rejects(connection.execute('INSERT INTO "the task" VALUES (13, 99)'), /FOREIGN KEY/);
});

Deno.test("withoutForeignKeys() reports the rows that dangle before the commit", async () => {
  await using connection = await family();
  await using enforcement = await withoutForeignKeys(connection);
  await connection.execute("BEGIN IMMEDIATE");
  await connection.execute("DELETE FROM person WHERE id = 2");
  await assert.rejects(enforcement.check(), (error: DatabaseError) => {
    assert.equal(error.message, "1 row refers to one that is not there");
    assert.equal(error.facts.detail, "the task.owner id = 2 (rowid 11) has no row in person");
    return true;
  });
  await connection.execute(
    'WITH RECURSIVE c (n) AS (SELECT 50 UNION ALL SELECT n + 1 FROM c WHERE n < 60) INSERT INTO "the task" SELECT n, n FROM c',
  );
  await assert.rejects(enforcement.check(), (error: DatabaseError) => {
    assert.equal(error.message, "12 rows refer to ones that are not there");
    assert.match(error.facts.detail ?? "", /\nand 7 more$/);
    return true;
  });
  await connection.execute("ROLLBACK");
});

Deno.test("withoutForeignKeys() names the columns of a key without a rowid", async () => {
  await using connection = await family();
  await connection.execute("CREATE TABLE pair (a, b, PRIMARY KEY (a, b))");
  await connection.execute(
    "CREATE TABLE uses (x, y, PRIMARY KEY (x), FOREIGN KEY (x, y) REFERENCES pair) WITHOUT ROWID",
  );
  await using enforcement = await withoutForeignKeys(connection);
  await connection.execute("INSERT INTO uses VALUES (1, 2)");
  await assert.rejects(enforcement.check(), (error: DatabaseError) => {
    assert.equal(error.facts.detail, "uses (x, y) has no row in pair");
    return true;
  });
  await connection.execute("DELETE FROM uses");
});

Deno.test("withoutForeignKeys() refuses inside a transaction and leaves off what was off", async () => {
  await using connection = await family();
  await connection.execute("BEGIN");
  await assert.rejects(withoutForeignKeys(connection), /inside a transaction/);
  await connection.execute("ROLLBACK");
  await connection.execute("PRAGMA foreign_keys = OFF");
  {
    await using _enforcement = await withoutForeignKeys(connection);
  }
  assert.deepEqual(await connection.query("PRAGMA foreign_keys"), [{ foreign_keys: 0 }]);
});
