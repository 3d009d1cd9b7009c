import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";
import { dumpDatabase, runScript } from "../support/script_client.ts";
import { createTestDatabase, type TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const SAMPLE = ["--dir", `${ROOT}/migrations`];
const HEAD = "0a6f2be7d98c";

/** All but times, and the count of statements: the sample's TypeScript asks the database where there is one. */
const LEDGER = `SELECT revision, message, down_revisions, depends_on, branch_labels, path, script, checksum,
  checksum_version, file_digest, origin, state, journal, applied_by, retort_version, layout
FROM retort_ledger ORDER BY revision`;

async function stateOf({ engine, url, sql }: TestDatabase) {
  return { dump: await dumpDatabase(engine, url), ledger: await sql(LEDGER) };
}

/** The script of a command, written without the database's being there. */
async function scriptOf({ engine, folder }: TestDatabase, ...args: string[]): Promise<string> {
  const options = { cwd: folder, env: { RETORT_DIALECT: engine } };
  const { code, stdout, stderr } = await retort([...args, "--sql"], options);
  assert.equal(code, 0, stderr);
  return stdout;
}

async function runs({ engine, url }: TestDatabase, script: string): Promise<void> {
  const { code, stderr } = await runScript(engine, url, script);
  assert.equal(code, 0, stderr);
}

/** The client stops, says why, and leaves all as it was. */
async function stops(database: TestDatabase, script: string, why: RegExp): Promise<void> {
  const before = await stateOf(database);
  const { code, stderr } = await runScript(database.engine, database.url, script);
  assert.notEqual(code, 0);
  assert.match(stderr, why);
  assert.deepEqual(await stateOf(database), before);
}

forEachDialect(
  "the sample's scripts do what its runs do, once, and say so when run again",
  async (database) => {
    await using online = await createTestDatabase(database.engine);
    const options = { cwd: online.folder, env: { DATABASE_URL: online.url } };
    const up = await scriptOf(database, ...SAMPLE, "upgrade", "base:e02b");
    const on = await scriptOf(database, ...SAMPLE, "upgrade", "e02b:head");
    await runs(database, up);
    await runs(database, on);
    assert.equal((await retort([...SAMPLE, "upgrade"], options)).code, 0);
    assert.deepEqual(await stateOf(database), await stateOf(online));
    await stops(database, up, /The ledger is not empty, and this script starts at base/);
    await stops(database, on, /Revision 9b2e77a01c55 is in the ledger already/);

    const status = await retort([...SAMPLE, "status"], { ...options, env: { DATABASE_URL: database.url } });
    assert.equal(status.code, 0, status.stdout);

    const down = await scriptOf(database, ...SAMPLE, "downgrade", "head:51c0");
    await runs(database, down);
    assert.equal((await retort([...SAMPLE, "downgrade", "51c0", "--yes"], options)).code, 0);
    assert.deepEqual(await stateOf(database), await stateOf(online));
    await stops(database, down, /Revision 0a6f2be7d98c is not applied/);
    await stops(database, on, /Revision 9b2e77a01c55 needs e02b96d1f4c5 applied/);
  },
);

forEachDialect("a script that starts at base leaves another project's database alone", async (database) => {
  await writeScripts(`${database.folder}/other`, {
    "a.sql": "-- other\n-- revision: feedfacecafe\n\n-- migrate:up\nCREATE TABLE other (id integer);\n",
  });
  const { code } = await retort(["--dir", "other", "upgrade"], {
    cwd: database.folder,
    env: { DATABASE_URL: database.url },
  });
  assert.equal(code, 0);
  const script = await scriptOf(database, ...SAMPLE, "upgrade");
  await stops(database, script, /The ledger is not empty/);
  const later = await scriptOf(database, ...SAMPLE, "upgrade", "8f3a:head");
  await stops(database, later, /Revision 3d9e44b06a7c needs 8f3a1c9be2d4 applied/);
});

forEachDialect(
  "stamp --sql and ensure_version --sql write the ledger, under the same guard",
  async (database) => {
    await using online = await createTestDatabase(database.engine);
    const options = { cwd: online.folder, env: { DATABASE_URL: online.url } };
    const ensure = await scriptOf(database, "ensure_version");
    await runs(database, ensure);
    await runs(database, ensure);
    assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
    const head = await scriptOf(database, ...SAMPLE, "stamp", "head");
    const back = await scriptOf(database, ...SAMPLE, "stamp", "head:51c0");
    const purge = await scriptOf(database, ...SAMPLE, "stamp", "--purge", "8f3a");
    await runs(database, head);
    await retort([...SAMPLE, "stamp", "head"], options);
    assert.deepEqual(await stateOf(database), await stateOf(online));
    await stops(database, head, /The ledger is not empty|in the ledger already/);
    await runs(database, back);
    await retort([...SAMPLE, "stamp", "51c0"], options);
    assert.deepEqual(await stateOf(database), await stateOf(online));
    await stops(database, back, /The ledger is not at 0a6f2be7d98c/);
    await runs(database, purge);
    await retort([...SAMPLE, "stamp", "--purge", "8f3a"], options);
    assert.deepEqual(await stateOf(database), await stateOf(online));
  },
);

const JUDGED = `-- judged
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE one (id integer PRIMARY KEY);

-- migrate:verify
SELECT count(*) = 1 FROM one;

-- migrate:down none "a test"
`;

forEachDialect("a script stops where a verify query says false", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": JUDGED });
  const script = await scriptOf(database, "upgrade");
  const { code, stderr } = await runScript(database.engine, database.url, script);
  assert.notEqual(code, 0);
  assert.match(stderr, /Verify said false for revision aaaaaaaaaaaa/);
  const status = await retort(["status"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
  // What cannot be rolled back is known to be half-done; elsewhere nothing has happened.
  assert.equal(status.code, database.engine === "mysql" ? 7 : 3, status.stdout);
});

forEachDialect("--transaction all makes one transaction of a script", async (database) => {
  const good = JUDGED.replace("count(*) = 1", "count(*) = 0");
  const bad = JUDGED.replace("TABLE one", "TABLE two").replace(
    ": aaaaaaaaaaaa",
    ": bbbbbbbbbbbb\n-- down_revision: aaaaaaaaaaaa",
  );
  await writeScripts(`${database.folder}/migrations`, { "a.sql": good, "b.sql": bad });
  const script = await scriptOf(database, "upgrade", "--transaction", "all");
  const { code } = await runScript(database.engine, database.url, script);
  assert.notEqual(code, 0);
  await assert.rejects(database.sql("SELECT * FROM one"));
}, { engines: ["sqlite", "postgres"] });

Deno.test("a step that stopped in a script is half-done for the next run, which names the statement", async () => {
  await using database = await createTestDatabase("mysql");
  const text = `-- three\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up
CREATE TABLE one (id integer PRIMARY KEY);
CREATE TABLE one (id integer PRIMARY KEY);
CREATE TABLE two (id integer PRIMARY KEY);\n`;
  await writeScripts(`${database.folder}/migrations`, { "a.sql": text });
  const { code } = await runScript("mysql", database.url, await scriptOf(database, "upgrade"));
  assert.notEqual(code, 0);
  assert.deepEqual(await database.sql("SELECT state, statements_done FROM retort_ledger"), [[
    "upgrading",
    "1",
  ]]);
  const next = await retort(["upgrade"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
  assert.equal(next.code, 7, next.stderr);
  assert.match(next.stderr, /statement 2 of 3/);
});

const ASKING = `// asking
// revision: aaaaaaaaaaaa
import type { Operations } from "./retort.d.ts";
export async function upgrade(op: Operations): Promise<void> {
  await op.query("SELECT 1");
}
`;

Deno.test("a revision that asks the database is refused before the first line is written", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  await writeScripts(`${folder}/migrations`, { "a.ts": ASKING });
  const refused = await retort(["upgrade", "--sql", "--dialect", "sqlite"], { cwd: folder });
  assert.deepEqual([refused.code, refused.stdout], [8, ""]);
  assert.match(
    refused.stderr,
    /op\.query\(\) asks the database, and a script is written without one \(migrations\/a\.ts:5:\d+\)/,
  );
  assert.match(refused.stderr, /hint: .*op\.offline/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("--sql makes no connection, and wants to know the engine", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  const options = { cwd: folder };
  const away = await retort(
    [...SAMPLE, "--url", "postgres://nobody@127.0.0.1:1/none", "upgrade", "--sql"],
    options,
  );
  assert.equal(away.code, 0, away.stderr);
  assert.match(away.stdout, /^-- retort \S+: upgrade head, 9 revisions, for PostgreSQL\n/);
  const unnamed = await retort([...SAMPLE, "upgrade", "--sql"], options);
  assert.equal(unnamed.code, 2);
  assert.match(unnamed.stderr, /--dialect/);
  const json = await retort([...SAMPLE, "--dialect", "mariadb", "--json", "upgrade", "+2", "--sql"], options);
  const told = JSON.parse(json.stdout);
  assert.deepEqual(told.steps[0], { revision: "1f0c2a7b9d31", direction: "upgrade", mode: "journal" });
  assert.match(told.sql, /^-- retort/);
  const range = await retort([...SAMPLE, "--url", "sqlite:a.db", "upgrade", `base:${HEAD}`], options);
  assert.equal(range.code, 2);
  assert.match(range.stderr, /Range revision not allowed: 'base:0a6f2be7d98c'/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the ledger's schema must be named where an opted-out section moves it away", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  const text =
    "-- moves\n-- revision: aaaaaaaaaaaa\n-- transaction: false\n\n-- migrate:up\nSET search_path = other;\n";
  await writeScripts(`${folder}/migrations`, { "a.sql": text });
  const args = ["upgrade", "--sql", "--dialect", "postgres"];
  const refused = await retort(args, { cwd: folder });
  assert.equal(refused.code, 8);
  assert.match(refused.stderr, /--ledger-schema/);
  const named = await retort([...args, "--ledger-schema", "public"], { cwd: folder });
  assert.equal(named.code, 0, named.stderr);
  await Deno.remove(folder, { recursive: true });
});
