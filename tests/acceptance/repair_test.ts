import assert from "node:assert/strict";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { loseMark } from "../support/lost_mark.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const ID = "aaaaaaaaaaaa";

async function write({ folder }: TestDatabase, up: readonly string[]): Promise<void> {
  const text = `-- a change\n-- revision: ${ID}\n\n-- migrate:up transaction:false\n${up.join(";\n")};\n` +
    `-- migrate:down\nDROP TABLE one;\n`;
  await writeScripts(`${folder}/migrations`, { "a.sql": text });
}

async function run({ folder, url }: TestDatabase, ...args: readonly string[]) {
  return await retort(args, { cwd: folder, env: { DATABASE_URL: url } });
}

const FILL: Readonly<Record<Exclude<Engine, "sqlite">, string>> = {
  postgres: "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO one VALUES (2); COMMIT; END $$",
  mysql: "CREATE PROCEDURE fill() INSERT INTO one VALUES (2)",
};

/** A revision whose second statement has run, and nobody can see it. */
async function halfDone(database: TestDatabase): Promise<void> {
  const { engine } = database;
  if (engine === "sqlite") throw new Error("SQLite has no procedures");
  await database.sql(
    `DROP PROCEDURE IF EXISTS fill; DROP TABLE IF EXISTS one; CREATE TABLE one (id integer)`,
  );
  await database.sql(`${FILL[engine]}`);
  await write(database, ["INSERT INTO one VALUES (1)", "CALL fill()", "INSERT INTO one VALUES (3)"]);
  await using _lost = await loseMark(database, 2);
  assert.equal((await run(database, "upgrade")).code, 1);
}

const SERVERS = { engines: ["postgres", "mysql"] } as const;

forEachDialect("repair --done goes on behind the statement, --undone sends it again", async (database) => {
  for (const [answer, ids] of [["--done", "123"], ["--undone", "1223"]] as const) {
    await halfDone(database);
    assert.equal((await run(database, "upgrade")).code, 7);
    const { code, stdout, stderr } = await run(database, "repair", answer);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /The upgrade of revision aaaaaaaaaaaa stopped after 1 statement/);
    assert.match(
      stderr,
      /at migrations\/a\.sql:6 \(revision aaaaaaaaaaaa, statement 2 of 3\)\n.*CALL fill\(\)/,
    );
    assert.match(stderr, new RegExp(`Recorded: statement 2 of 3 is ${answer.slice(2)}`));
    assert.equal(stdout, "Settled aaaaaaaaaaaa: run `retort upgrade` again to go on\n");
    const again = await run(database, "upgrade");
    assert.equal(again.code, 0, again.stderr);
    const rows = await database.sql("SELECT id FROM one ORDER BY id");
    assert.equal(rows.join(""), ids);
    await database.sql("DELETE FROM retort_ledger");
  }
}, SERVERS);

forEachDialect("repair --resume looks once more, and goes on after an answer", async (database) => {
  await halfDone(database);
  const unclear = await run(database, "repair", ID, "--resume");
  assert.equal(unclear.code, 7, unclear.stderr);
  assert.match(unclear.stderr, /how that one stands cannot be told/);
  const { code, stdout, stderr } = await run(database, "repair", "aaaa", "--done", "--resume", "--json");
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).command, "repair");
  assert.deepEqual(await database.sql("SELECT revision, state FROM retort_ledger"), [[ID, "applied"]]);
  assert.equal((await database.sql("SELECT id FROM one ORDER BY id")).join(""), "123");
}, SERVERS);

forEachDialect("repair without an answer asks nobody where nobody sits", async (database) => {
  await write(database, ["CREATE TABLE one (id integer)", "INSERT INTO missing VALUES (1)"]);
  const none = await run(database, "repair");
  assert.deepEqual([none.code, none.stdout], [0, "Nothing is half-done\n"]);
  assert.equal((await run(database, "upgrade")).code, 1);
  const { code, stderr } = await run(database, "repair");
  assert.equal(code, 2, stderr);
  assert.match(stderr, /FAILED: Nobody can be asked how the statement stands/);
  assert.match(stderr, /hint: Say it: `retort repair aaaaaaaaaaaa --done`, `--undone` or `--resume`/);
  assert.equal((await run(database, "repair", "--done", "--undone")).code, 2);
  assert.equal((await run(database, "repair", "ffff", "--done")).code, 2);
  // The person has done by hand what the statement was to do.
  assert.equal((await run(database, "repair", "--done", "--resume")).code, 0);
  assert.deepEqual(await database.sql("SELECT revision, state FROM retort_ledger"), [[ID, "applied"]]);
});

forEachDialect("repair wants a yes where the profile is protected", async (database) => {
  await write(database, ["CREATE TABLE one (id integer)", "INSERT INTO missing VALUES (1)"]);
  assert.equal((await run(database, "upgrade")).code, 1);
  const config = { profiles: { live: { url: database.url, protected: true } } };
  await Deno.writeTextFile(`${database.folder}/retort.jsonc`, JSON.stringify(config));
  for (const args of [["repair", "--done"], ["repair", "--accept", ID], ["repair", "--resume"]]) {
    const { code, stderr } = await retort(["-n", "live", ...args], { cwd: database.folder });
    assert.equal(code, 8, stderr);
    assert.match(stderr, /Profile live is protected/);
  }
  const { code, stderr } = await retort(["-n", "live", "repair", "--done", "--yes"], {
    cwd: database.folder,
  });
  assert.equal(code, 0, stderr);
});

forEachDialect("repair --accept records an applied file as it is now", async (database) => {
  await write(database, ["CREATE TABLE one (id integer)"]);
  assert.equal((await run(database, "upgrade")).code, 0);
  const before = await database.sql("SELECT applied_at, applied_by FROM retort_ledger");
  await write(database, ["CREATE TABLE one (id bigint)"]);
  assert.match((await run(database, "status")).stdout, /changed {3}aaaaaaaaaaaa/);
  const { code, stdout, stderr } = await run(database, "repair", "--accept", "aaaa");
  assert.deepEqual([code, stdout], [0, "Accepted aaaaaaaaaaaa\n"], stderr);
  assert.match(stderr, /Recording migrations\/a\.sql as it is now; nothing of it is run/);
  assert.doesNotMatch((await run(database, "status")).stdout, /changed/);
  assert.deepEqual(await database.sql("SELECT applied_at, applied_by FROM retort_ledger"), before);
  assert.match((await database.sql("SELECT script FROM retort_ledger"))[0]?.[0] ?? "", /bigint/);
  const again = await run(database, "repair", "--accept", "aaaa");
  assert.match(again.stdout, /Nothing to accept/);
  assert.equal((await run(database, "repair", "--accept", "ffff")).code, 4);
});

forEachDialect(
  "a downgrade that stopped is settled as a whole by stamping, or statement by statement",
  async (database) => {
    const lone = { sqlite: "VACUUM", postgres: "VACUUM", mysql: "OPTIMIZE TABLE one" }[database.engine];
    await writeScripts(`${database.folder}/migrations`, {
      "a.sql": `-- a change\n-- revision: ${ID}\n\n-- migrate:up\nCREATE TABLE one (id integer);\n` +
        `-- migrate:down transaction:false\n${lone};\nDROP TABLE missing;\nDROP TABLE one;\n`,
    });
    assert.equal((await run(database, "upgrade")).code, 0);
    assert.equal((await run(database, "downgrade", "base")).code, 1);
    const { code, stderr } = await run(database, "repair", "--done", "--resume");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /The downgrade of revision aaaaaaaaaaaa stopped after 1 statement/);
    assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
  },
);
