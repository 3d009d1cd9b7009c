import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const FIRST = `-- first
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE item (id integer PRIMARY KEY, state varchar(20));
-- migrate:down
DROP TABLE item;
`;

function second(verify: string, options = ""): string {
  return `-- second
-- revision: bbbbbbbbbbbb
-- down_revision: aaaaaaaaaaaa

-- migrate:up${options}
CREATE TABLE other (id integer PRIMARY KEY);
INSERT INTO item VALUES (1, 'odd');

-- migrate:verify
${verify}

-- migrate:down
DROP TABLE other;
DELETE FROM item;
`;
}

const SAYS_FALSE = `SELECT count(*) FROM other;
SELECT count(*) = 0
  FROM item WHERE state = 'odd';`;

async function upgrade(database: TestDatabase, verify: string, options = "") {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": second(verify, options) });
  return await retort(["upgrade"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
}

function ledger(database: TestDatabase): Promise<string[][]> {
  return database.sql("SELECT revision, state, statements_done FROM retort_ledger ORDER BY revision");
}

forEachDialect("a verify section that says false rolls its step back", async (database) => {
  const { code, stdout, stderr } = await upgrade(
    database,
    SAYS_FALSE.replace("count(*) FROM other", "1 FROM other"),
  );
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /^FAILED: Verify said false$/m);
  assert.match(stderr, /at migrations\/b\.sql:11:1 \(revision bbbbbbbbbbbb, verify query 2 of 2\)/);
  assert.match(stderr, /11 \| SELECT count\(\*\) = 0/);
  assert.match(stderr, /rolled back: revision bbbbbbbbbbbb, nothing of it was kept/);
  assert.match(stderr, /the database stands at aaaaaaaaaaaa/);
  assert.match(stderr, /Put right what the query found, or mend it in migrations\/b\.sql/);
  assert.deepEqual((await ledger(database)).map(([id]) => id), ["aaaaaaaaaaaa"]);
  await assert.rejects(database.sql("SELECT * FROM other"));
  assert.deepEqual(await database.sql("SELECT count(*) FROM item"), [["0"]]);
  assert.deepEqual(
    await database.sql("SELECT outcome, error FROM retort_log WHERE revision = 'bbbbbbbbbbbb'"),
    [["failed", "Verify said false"]],
  );
}, { engines: ["sqlite", "postgres"] });

forEachDialect(
  "a verify section that says false leaves a journaled step to be verified again",
  async (database) => {
    const options = database.engine === "mysql" ? "" : " transaction:false";
    const failed = await upgrade(
      database,
      SAYS_FALSE.replace("count(*) FROM other", "1 FROM other"),
      options,
    );
    assert.equal(failed.code, 1, failed.stderr);
    assert.match(failed.stderr, /FAILED: Verify said false/);
    assert.match(failed.stderr, /kept: 2 statements of 2 of revision bbbbbbbbbbbb, done and committed/);
    assert.match(failed.stderr, /run `retort upgrade` again: it only verifies/);
    assert.deepEqual(await ledger(database), [
      ["aaaaaaaaaaaa", "applied", "1"],
      ["bbbbbbbbbbbb", "upgrading", "2"],
    ]);
    const again = await upgrade(database, "SELECT count(*) = 0 FROM item WHERE state = 'odd';", options);
    assert.equal(again.code, 1, again.stderr);
    assert.match(again.stderr, /Going on with the end of bbbbbbbbbbbb/);
    assert.deepEqual((await ledger(database))[1], ["bbbbbbbbbbbb", "upgrading", "2"]);

    await database.sql("UPDATE item SET state = 'even'");
    const resumed = await upgrade(database, "SELECT count(*) = 0 FROM item WHERE state = 'odd';", options);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.deepEqual((await ledger(database))[1], ["bbbbbbbbbbbb", "applied", "2"]);
    assert.deepEqual(await database.sql("SELECT count(*) FROM item"), [["1"]]);
  },
);

forEachDialect(
  "queries of a verify section that say anything else are only required to run",
  async (database) => {
    const verify = `SELECT count(*) > 0 FROM item;
SELECT id, state FROM item;
SELECT state FROM item WHERE id = 7;
SELECT min(id) > 5 FROM other;`;
    const { code, stderr } = await upgrade(database, verify);
    assert.equal(code, 0, stderr);
    assert.deepEqual((await ledger(database)).length, 2);
  },
);

forEachDialect("a verify query that cannot run tells its place", async (database) => {
  const { code, stderr } = await upgrade(database, "SELECT 1 = 1;\n\nSELECT missing FROM item;");
  assert.equal(code, 1);
  assert.match(stderr, /FAILED: .*missing/);
  assert.match(stderr, /migrations\/b\.sql:12:\d+ \(revision bbbbbbbbbbbb, verify query 2 of 2\)/);
});

forEachDialect("the section for the engine is asked, not the one for all", async (database) => {
  const own = `SELECT 1 = 0;\n-- migrate:verify dialect:${database.engine}\nSELECT 1 = 1;`;
  const { code, stderr } = await upgrade(database, own);
  assert.equal(code, 0, stderr);
});

forEachDialect(
  "what ends the transaction is refused in a verify section before anything runs",
  async (database) => {
    const { code, stderr } = await upgrade(database, "SELECT 1 = 1;\nCOMMIT;");
    assert.equal(code, 2);
    assert.match(stderr, /b\.sql:11: a verify section holds queries only/);
    await assert.rejects(database.sql("SELECT * FROM item"));
  },
);

forEachDialect("the sample's verify section is asked on the way up", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const sample = ["--dir", `${ROOT}/migrations`];
  assert.equal((await retort([...sample, "upgrade", "9b2e"], options)).code, 0);
  const { code, stderr } = await retort([...sample, "--log-sql", "upgrade", "c4d8"], options);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /SELECT count\(\*\) = 0 FROM task WHERE state NOT IN/);
});
