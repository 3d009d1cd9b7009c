import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const VERIFIED = `-- item
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE item (id integer PRIMARY KEY, state varchar(20));

-- migrate:verify
SELECT count(*) >= 0 FROM item;
SELECT count(*) = 0 FROM item WHERE state = 'odd';

-- migrate:down
DROP TABLE item;
`;

function optionsOf({ folder, url }: TestDatabase) {
  return { cwd: folder, env: { DATABASE_URL: url } };
}

async function applied(database: TestDatabase, first: string): Promise<void> {
  const second = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"])[1] ?? "";
  await writeScripts(`${database.folder}/migrations`, { "a.sql": first, "b.sql": second });
  const up = await retort(["upgrade"], optionsOf(database));
  assert.equal(up.code, 0, up.stderr);
}

forEachDialect("status --deep asks the verify sections of what is applied again", async (database) => {
  await applied(database, VERIFIED);
  const options = optionsOf(database);
  const well = await retort(["status", "--deep"], options);
  assert.equal(well.code, 0, well.stdout + well.stderr);
  await database.sql("INSERT INTO item VALUES (1, 'odd')");
  assert.equal((await retort(["status"], options)).code, 0);
  const deep = await retort(["status", "--deep"], options);
  assert.equal(deep.code, 3, deep.stderr);
  assert.match(deep.stdout, /verify {4}aaaaaaaaaaaa: verify query 2: Verify said false/);
  assert.match(deep.stdout, /see the verify section of migrations\/a\.sql/);

  await Deno.remove(`${database.folder}/migrations/b.sql`);
  await database.sql("DROP TABLE item");
  const broken = await retort(["status", "--deep", "--json"], options);
  assert.equal(broken.code, 4);
  const kinds = JSON.parse(broken.stdout).findings.map(({ kind }: { kind: string }) => kind);
  assert.deepEqual(kinds, ["missing", "verify"]);
});

forEachDialect("status --deep leaves nothing behind, whatever a verify query does", async (database) => {
  await applied(database, VERIFIED);
  const writing = VERIFIED.replace(
    "SELECT count(*) >= 0 FROM item;",
    database.engine === "postgres"
      ? "WITH made AS (INSERT INTO item VALUES (7, 'new') RETURNING id) SELECT count(*) = 1 FROM made;"
      : "INSERT INTO item VALUES (7, 'new') RETURNING id = 7;",
  );
  await writeScripts(`${database.folder}/migrations`, { "a.sql": writing });
  const deep = await retort(["status", "--deep"], optionsOf(database));
  assert.equal(deep.code, 3, deep.stdout + deep.stderr);
  assert.match(deep.stdout, /verify {4}aaaaaaaaaaaa: verify query 1: .*(?:read-only|readonly|READ ONLY)/);
  assert.deepEqual(await database.sql("SELECT count(*) FROM item"), [["0"]]);
});

forEachDialect(
  "status --deep tells of a stored text that is not the one that was applied",
  async (database) => {
    await applied(database, VERIFIED);
    await database.sql(
      "UPDATE retort_ledger SET script = REPLACE(script, 'varchar', 'char') WHERE revision = 'aaaaaaaaaaaa'",
    );
    const options = optionsOf(database);
    assert.equal((await retort(["status"], options)).code, 0);
    const deep = await retort(["status", "--deep"], options);
    assert.equal(deep.code, 4);
    assert.match(deep.stdout, /text {6}aaaaaaaaaaaa: the text in the ledger is not the one that was applied/);
  },
);

forEachDialect("status --deep lists indexes that are not valid", async (database) => {
  await applied(database, VERIFIED);
  await database.sql("INSERT INTO item VALUES (1, 'a'), (2, 'a')");
  await assert.rejects(database.sql("CREATE UNIQUE INDEX CONCURRENTLY ux_item ON item (state)"));
  const deep = await retort(["status", "--deep"], optionsOf(database));
  assert.equal(deep.code, 3, deep.stderr);
  assert.match(deep.stdout, /index {5}ux_item: an index of item that is not valid/);
  assert.match(deep.stdout, /DROP INDEX CONCURRENTLY ux_item/);
}, { engines: ["postgres"] });

forEachDialect("status --deep looks for rows that dangle", async (database) => {
  const child = VERIFIED.replace("state varchar(20)", "state varchar(20) REFERENCES kind (name)")
    .replace("CREATE TABLE item", "CREATE TABLE kind (name varchar(20) PRIMARY KEY);\nCREATE TABLE item");
  await applied(database, child);
  await database.sql("PRAGMA foreign_keys = OFF; INSERT INTO item VALUES (1, 'none')");
  const deep = await retort(["status", "--deep"], optionsOf(database));
  assert.equal(deep.code, 3, deep.stdout + deep.stderr);
  assert.match(deep.stdout, /damaged {3}database: item\.state = 'none' \(rowid 1\) has no row in kind/);
}, { engines: ["sqlite"] });

forEachDialect("status tells of moved files and of several heads", async (database) => {
  await applied(database, VERIFIED);
  const options = optionsOf(database);
  const migrations = `${database.folder}/migrations`;
  await Deno.rename(`${migrations}/b.sql`, `${migrations}/renamed.sql`);
  const other = chain(["aaaaaaaaaaaa", "cccccccccccc"])[1] ?? "";
  await writeScripts(migrations, { "c.sql": other });
  const status = await retort(["status"], options);
  assert.equal(status.code, 3);
  assert.match(status.stdout, /moved {5}bbbbbbbbbbbb: migrations\/renamed\.sql was migrations\/b\.sql/);
  assert.match(status.stdout, /There are 2 heads; they part after aaaaaaaaaaaa \(item\):/);
  assert.match(status.stdout, /To join them: retort merge -m "[^"]+" \w{12} \w{12}/);
  const { moved, fork } = JSON.parse((await retort(["status", "--json"], options)).stdout);
  assert.deepEqual(moved, [{
    revision: "bbbbbbbbbbbb",
    from: "migrations/b.sql",
    to: "migrations/renamed.sql",
  }]);
  assert.equal(fork.arms.length, 2);
});
