import assert from "node:assert/strict";
import { countedTable } from "../support/counted_table.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { cleanEnvironment, retort, retortCommand } from "../support/retort.ts";
import { Terminal } from "../support/terminal.ts";
import { writeScripts } from "../support/write_scripts.ts";

forEachDialect("a long run shows on a terminal how far it has come, and nowhere else", async (database) => {
  const { folder, url } = database;
  const slow = (id: string, down: string) =>
    `// slow\n// revision: ${id}\n${down}\nexport async function upgrade() {\n` +
    `  await new Promise((resolve) => setTimeout(resolve, 1100));\n}\nexport function downgrade() {}\n`;
  await writeScripts(`${folder}/migrations`, {
    "a.ts": slow("a1", ""),
    "b.ts": slow("b1", "// down_revision: a1\n"),
  });
  const { program, leading } = retortCommand();
  const command = [program, ...leading, "upgrade"].map((word) => `'${word}'`).join(" ");
  const env = { ...cleanEnvironment(), DATABASE_URL: url };
  {
    await using terminal = new Terminal(command, { cwd: folder, env });
    await terminal.wait((shown) => shown.includes("the database is at"));
    assert.match(terminal.shown, /\[############------------\] 1 of 2 revisions, 1 s, about 1 s left/);
    const end = terminal.shown.slice(0, terminal.shown.indexOf("Applied 2 revisions"));
    assert.ok(end.endsWith("\r\x1b[K"), "it is gone at the end");
  }
  assert.equal((await retort(["downgrade", "base"], { cwd: folder, env: { DATABASE_URL: url } })).code, 0);
  const { stderr } = await retort(["upgrade"], { cwd: folder, env: { DATABASE_URL: url } });
  assert.equal(stderr, "Running upgrade  -> a1, slow\nRunning upgrade a1 -> b1, slow\n");
}, { engines: ["sqlite"], sanitizeOps: false, sanitizeResources: false });

forEachDialect(
  "a walk in chunks shows on a terminal how far it is, how fast, and how long it will take",
  async (database) => {
    const { folder, url } = database;
    await countedTable(database, 300);
    await writeScripts(`${folder}/migrations`, {
      "a.sql":
        "-- count\n-- revision: a1\n\n-- migrate:up\n-- migrate:chunks table:users key:id size:10 pause:60ms\n" +
        'UPDATE users SET n = n + 1 WHERE id > :after AND id <= :upto;\n-- migrate:down none "it only counts"\n',
    });
    if (database.engine !== "sqlite") {
      await database.sql(
        "ANALYZE TABLE users".replace(" TABLE", database.engine === "mysql" ? " TABLE" : ""),
      );
    }
    const { program, leading } = retortCommand();
    const command = [program, ...leading, "upgrade"].map((word) => `'${word}'`).join(" ");
    await using terminal = new Terminal(command, {
      cwd: folder,
      env: { ...cleanEnvironment(), DATABASE_URL: url },
    });
    await terminal.wait((shown) => shown.includes("the database is at"));
    assert.match(
      terminal.shown,
      /\[#+-+\] \d+ of about [39]00 rows of users, \d+ rows\/s, about \d s left/,
    );
    const end = terminal.shown.slice(0, terminal.shown.indexOf("Applied 1 revision"));
    assert.ok(end.endsWith("\r\x1b[K"), "it is gone at the end");
    assert.match(end, /300 rows of users in 30 chunks, \d s, \d+ rows\/s/);
  },
  { sanitizeOps: false, sanitizeResources: false },
);
