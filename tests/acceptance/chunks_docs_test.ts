import assert from "node:assert/strict";
import { numbers } from "../support/counted_table.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

/** The revisions that docs/chunks.md shows, one above the other. */
async function examples(): Promise<Record<string, string>> {
  const page = await Deno.readTextFile(`${ROOT}/docs/chunks.md`);
  const files: Record<string, string> = {};
  let above = "";
  for (const [, language = "", text = ""] of page.matchAll(/^```(sql|ts) chunks\n([\s\S]*?)^```$/gm)) {
    const mark = language === "sql" ? "--" : "//";
    const id = /revision: (\w+)/.exec(text)?.[1] ?? assert.fail(text);
    const parent = above === "" ? "" : `\n${mark} down_revision: ${above}`;
    files[`${id}.${language}`] = text.replace(/revision: \w+/, `$&${parent}`);
    above = id;
  }
  return files;
}

forEachDialect("every revision of docs/chunks.md runs", async (database) => {
  const { engine, folder, url } = database;
  const email = engine === "mysql" ? "CONCAT('Ann', i, '@x.example')" : "'Ann' || i || '@x.example'";
  await database.sql(
    `CREATE TABLE users (id ${
      engine === "sqlite" ? "integer" : "bigint"
    } NOT NULL PRIMARY KEY, email varchar(100) NOT NULL);
INSERT INTO users (id, email) SELECT i, ${email} FROM (${numbers(engine, 6000)}) AS numbers;
CREATE TABLE task (tenant int NOT NULL, id int NOT NULL, number int NOT NULL DEFAULT 0, PRIMARY KEY (tenant, id));
INSERT INTO task (tenant, id) SELECT i % 3, i FROM (${numbers(engine, 5000)}) AS numbers;`,
  );
  const files = await examples();
  assert.equal(Object.keys(files).length, 3);
  await writeScripts(`${folder}/migrations`, files);
  const { code, stderr } = await retort(["upgrade"], { cwd: folder, env: { DATABASE_URL: url } });
  assert.equal(code, 0, stderr);
  assert.deepEqual(
    await database.sql("SELECT email, handle FROM users WHERE id = 1234"),
    [["ann1234@x.example", "ann1234"]],
  );
  assert.deepEqual(await database.sql("SELECT number, count(*) FROM task GROUP BY number"), [["1", "5000"]]);
  assert.deepEqual(await database.sql("SELECT count(*) FROM users WHERE handle IS NULL"), [["0"]]);
});
