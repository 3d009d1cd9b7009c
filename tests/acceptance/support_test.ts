import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { writeScripts } from "../support/write_scripts.ts";

forEachDialect("sql() gives the rows of all statements", async (database) => {
  assert.deepEqual(
    await database.sql(`
      CREATE TABLE person (id integer PRIMARY KEY, name varchar(50));
      INSERT INTO person VALUES (1, 'Ada, "Countess"'), (2, NULL), (3, 'two
lines');
      SELECT * FROM person ORDER BY id;
      SELECT count(*) FROM person;
    `),
    [["1", 'Ada, "Countess"'], ["2", "NULL"], ["3", "two\nlines"], ["3"]],
  );
});

forEachDialect("sql() throws what the engine said", async (database) => {
  await assert.rejects(database.sql("SELECT * FROM missing"), /missing/);
});

forEachDialect("each test has a database of its own", async (database) => {
  await database.sql("CREATE TABLE person (id integer PRIMARY KEY)");
  await writeScripts(`${database.folder}/migrations`, { "sub/a.sql": "SELECT 1;\n" });
  assert.equal(await Deno.readTextFile(`${database.folder}/migrations/sub/a.sql`), "SELECT 1;\n");
});
