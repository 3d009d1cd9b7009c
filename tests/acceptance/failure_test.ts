import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

const FIRST = `-- first
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE first (id integer PRIMARY KEY);
-- migrate:down
DROP TABLE first;
`;

function five(third: string): string {
  return `-- five statements
-- revision: bbbbbbbbbbbb
-- down_revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE one (id integer PRIMARY KEY);
CREATE TABLE two (id integer PRIMARY KEY);
${third};
CREATE TABLE four (id integer PRIMARY KEY);
CREATE TABLE five (id integer PRIMARY KEY);
-- migrate:down none "a test"
`;
}

const BROKEN = five("INSERT INTO\tmissing_table\n  VALUES (1)");

forEachDialect(
  "a failing third statement leaves nothing behind where DDL can be rolled back",
  async (database) => {
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": BROKEN });
    const { code, stdout, stderr } = await retort(["upgrade"], options);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^FAILED: .*missing_table/m);
    assert.match(stderr, /at migrations\/b\.sql:8:/);
    assert.match(stderr, /statement 3 of 5/);
    assert.match(stderr, /INSERT INTO\tmissing_table/);
    assert.match(stderr, /rolled back: revision bbbbbbbbbbbb, nothing of it was kept/);
    assert.match(stderr, /kept: 1 revision of this run before it/);
    assert.match(stderr, /the database stands at aaaaaaaaaaaa/);
    assert.deepEqual(await database.sql("SELECT revision, state FROM retort_ledger"), [[
      "aaaaaaaaaaaa",
      "applied",
    ]]);
    await assert.rejects(database.sql("SELECT * FROM one"));
  },
  { engines: ["sqlite", "postgres"] },
);

forEachDialect("a failing third statement is gone on with on MariaDB", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": BROKEN });
  const failed = await retort(["upgrade"], options);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /kept: 2 statements of 5 of revision bbbbbbbbbbbb, done and committed/);
  assert.match(failed.stderr, /it goes on with statement 3/);
  assert.match(failed.stderr, /the database stands at aaaaaaaaaaaa/);

  const status = await retort(["status"], options);
  assert.equal(status.code, 7);
  assert.match(status.stdout, /half-done bbbbbbbbbbbb: upgrading, 2 statements done/);
  for (const command of [["current"], ["history", "-i"], ["graph", "-i"]]) {
    const { code, stderr } = await retort(command, options);
    assert.equal(code, 0);
    assert.match(stderr, /Revision bbbbbbbbbbbb is half-done \(upgrading, 2 statements done\)/);
  }
  assert.equal((await retort(["current", "--check-heads"], options)).code, 7);

  await writeScripts(`${database.folder}/migrations`, {
    "b.sql": five("INSERT INTO one VALUES (7)").replace("CREATE TABLE two", "CREATE TABLE changed"),
  });
  const changed = await retort(["upgrade"], options);
  assert.equal(changed.code, 7);
  assert.match(changed.stderr, /stopped after 2 statements, and those have changed/);

  await writeScripts(`${database.folder}/migrations`, { "b.sql": five("INSERT INTO one VALUES (7)") });
  const resumed = await retort(["upgrade"], options);
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.match(resumed.stderr, /Going on with statement 3 of 5 of bbbbbbbbbbbb/);
  assert.deepEqual(await database.sql("SELECT id FROM one; SELECT count(*) FROM five"), [["7"], ["0"]]);
  assert.deepEqual(
    await database.sql(
      "SELECT revision, state, statements_done, journal FROM retort_ledger ORDER BY revision",
    ),
    [["aaaaaaaaaaaa", "applied", "1", "NULL"], ["bbbbbbbbbbbb", "applied", "5", "NULL"]],
  );
}, { engines: ["mysql"] });

forEachDialect("stamp says what it makes of a half-done revision", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": BROKEN });
  for (const [target, fate] of [["head", "applied"], ["aaaaaaaaaaaa", "not applied"]] as const) {
    await retort(["stamp", "--purge", "aaaaaaaaaaaa"], options);
    await database.sql("DROP TABLE IF EXISTS one, two");
    assert.equal((await retort(["upgrade"], options)).code, 1);
    const { code, stderr } = await retort(["stamp", target], options);
    assert.equal(code, 0);
    assert.ok(
      stderr.includes(
        `Revision bbbbbbbbbbbb was half-done (upgrading, 2 statements done): it counts as ${fate} now`,
      ),
      stderr,
    );
  }
}, { engines: ["mysql"] });

forEachDialect("a step whose first statement fails is not half-done, either way", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const down = (first: string) =>
    five("SELECT 1").replace('-- migrate:down none "a test"', `-- migrate:down\n${first};\nDROP TABLE two;`);
  const failing = five("SELECT 1").replace("CREATE TABLE one", "CREATE TABLE nowhere.one");
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": failing });
  const up = await retort(["upgrade"], options);
  assert.equal(up.code, 1);
  assert.match(up.stderr, /nothing of it was kept/);
  assert.equal((await retort(["status"], options)).code, 3);

  await writeScripts(`${database.folder}/migrations`, { "b.sql": down("DROP TABLE nowhere_at_all") });
  assert.equal((await retort(["upgrade"], options)).code, 0);
  const failed = await retort(["downgrade", "-1"], options);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /nothing of it was kept/);
  assert.equal((await retort(["status"], options)).code, 0);
  assert.deepEqual(
    await database.sql("SELECT state, statements_done FROM retort_ledger WHERE revision = 'bbbbbbbbbbbb'"),
    [["applied", "5"]],
  );
  await writeScripts(`${database.folder}/migrations`, { "b.sql": down("DROP TABLE one") });
  assert.equal((await retort(["downgrade", "-1"], options)).code, 0);
});

forEachDialect("a section without a transaction is gone on with on every engine", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const open = (text: string) => text.replace("-- migrate:up", "-- migrate:up transaction:false");
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": open(BROKEN) });
  const failed = await retort(["upgrade"], options);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /kept: 2 statements of 5/);
  await writeScripts(`${database.folder}/migrations`, { "b.sql": open(five("INSERT INTO one VALUES (7)")) });
  const resumed = await retort(["upgrade"], options);
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.deepEqual(await database.sql("SELECT id FROM one; SELECT count(*) FROM five"), [["7"], ["0"]]);
});

forEachDialect("what a run would refuse half-way is refused before it begins", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const second = five("COMMIT").replace("CREATE TABLE one", "INSERT INTO first VALUES (1); CREATE TABLE one");
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": second });
  const { code, stderr } = await retort(["upgrade"], options);
  if (database.engine === "mysql") return;
  assert.equal(code, 2);
  assert.match(stderr, /b\.sql:8: COMMIT inside a transaction/);
  await assert.rejects(database.sql("SELECT * FROM first"));
});

forEachDialect("a missing or irreversible down is refused before anything runs", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const oneWay = five("SELECT 1").replace(
    '-- migrate:down none "a test"',
    '-- migrate:down irreversible "data is gone"',
  );
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": oneWay });
  assert.equal((await retort(["upgrade"], options)).code, 0);
  const { code, stderr } = await retort(["downgrade", "base"], options);
  assert.equal(code, 8);
  assert.match(stderr, /Revision bbbbbbbbbbbb is irreversible: data is gone/);
  assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["2"]]);
});

forEachDialect("the password of the URL is in no output", async (database) => {
  if (database.engine === "sqlite") return;
  const url = database.url.replace(/\/\/([^:@/]+)(?::[^@]*)?@/, "//$1:s3cr3t-Pa55@");
  const { code, stdout, stderr } = await retort(["--raiseerr", "upgrade", "--url", url], {
    cwd: database.folder,
  });
  assert.notEqual(code, 0);
  assert.doesNotMatch(stdout + stderr, /s3cr3t/);
});
