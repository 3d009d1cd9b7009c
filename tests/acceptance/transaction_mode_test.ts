import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const IDS = [..."abcdefgh"].map((letter) => letter.repeat(12));
const FILES = chain(IDS);

/** Eight revisions, of which the fifth is another one where that is wanted. */
async function eight(database: TestDatabase, fifth?: (text: string) => string): Promise<void> {
  const named = FILES.map((text, index) => {
    return [`${index}.sql`, index === 4 && fifth !== undefined ? fifth(text) : text];
  });
  await writeScripts(`${database.folder}/migrations`, Object.fromEntries(named));
}

function failing(text: string): string {
  return text.replace("-- migrate:down", "INSERT INTO missing_table VALUES (1);\n\n-- migrate:down");
}

function optionsOf({ folder, url }: TestDatabase, env: Readonly<Record<string, string>> = {}) {
  return { cwd: folder, env: { DATABASE_URL: url, ...env } };
}

async function applied({ sql }: TestDatabase): Promise<string[]> {
  return (await sql("SELECT revision FROM retort_ledger ORDER BY revision")).flat();
}

forEachDialect("--transaction all leaves nothing of a run whose fifth step fails", async (database) => {
  await eight(database, failing);
  const { code, stderr } = await retort(["upgrade", "--transaction", "all"], optionsOf(database));
  assert.equal(code, 1, stderr);
  assert.match(stderr, /4\.sql:\d+:\d+ \(revision e{12}, statement 2 of 2\)/);
  assert.match(stderr, /rolled back: all of this run, nothing was kept/);
  assert.match(stderr, /the database stands at base/);
  assert.deepEqual(await applied(database), []);
  for (const id of IDS) await assert.rejects(database.sql(`SELECT * FROM t_${id}`));

  await eight(database);
  const up = await retort(["upgrade"], optionsOf(database, { RETORT_TRANSACTION: "all" }));
  assert.equal(up.code, 0, up.stderr);
  assert.deepEqual(await applied(database), IDS);
  const broken = (text: string) => text.replace("DROP TABLE", "DROP TABLE missing_table; DROP TABLE");
  await eight(database, broken);
  const down = await retort(["downgrade", "base", "--transaction", "all"], optionsOf(database));
  assert.equal(down.code, 1);
  assert.deepEqual(await applied(database), IDS);
  await eight(database);
  await writeScripts(database.folder, { "retort.jsonc": '{ "transaction": "all" }' });
  const whole = await retort(["downgrade", "base"], optionsOf(database));
  assert.equal(whole.code, 0, whole.stderr);
  assert.deepEqual(await applied(database), []);
}, { engines: ["sqlite", "postgres"] });

forEachDialect("per-revision keeps the steps before the one that fails", async (database) => {
  await eight(database, failing);
  const { code, stderr } = await retort(["upgrade"], optionsOf(database));
  assert.equal(code, 1);
  assert.match(stderr, /kept: 4 revisions of this run before it/);
  assert.deepEqual((await applied(database)).slice(0, 4), IDS.slice(0, 4));
});

forEachDialect(
  "--transaction all is refused where DDL commits by itself, before anything runs",
  async (database) => {
    await eight(database);
    const { code, stderr } = await retort(["upgrade", "--transaction", "all"], optionsOf(database));
    assert.equal(code, 8);
    assert.match(
      stderr,
      /FAILED: `--transaction all` cannot be kept: mariadb commits at every DDL statement/,
    );
    assert.match(stderr, /Run with `--transaction per-revision`/);
    await assert.rejects(database.sql(`SELECT * FROM t_${IDS[0]}`));
  },
  { engines: ["mysql"] },
);

forEachDialect(
  "--transaction all is refused for a revision that must run outside of one",
  async (database) => {
    const sections = database.engine === "postgres"
      ? ["CREATE INDEX CONCURRENTLY ix ON t_aaaaaaaaaaaa (id);", "transaction:false"]
      : ["VACUUM;", "foreign_keys:off"];
    const [statement = "", option = ""] = sections;
    for (
      const change of [
        (text: string) => text.replace("-- migrate:down", `${statement}\n\n-- migrate:down`),
        (text: string) => text.replace("-- migrate:up", `-- migrate:up ${option}`),
      ]
    ) {
      await eight(database, change);
      const { code, stderr } = await retort(["upgrade", "--transaction", "all"], optionsOf(database));
      assert.equal(code, 8, stderr);
      assert.match(stderr, /Revision e{12} cannot be part of one transaction: /);
      await assert.rejects(database.sql(`SELECT * FROM t_${IDS[0]}`));
    }
  },
  { engines: ["sqlite", "postgres"] },
);

forEachDialect(
  "--transaction none records statement by statement, and goes on where it stopped",
  async (database) => {
    await eight(database, failing);
    const options = optionsOf(database, { RETORT_TRANSACTION: "none" });
    const failed = await retort(["upgrade", "--verbose"], options);
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /kept: 1 statement of 2 of revision e{12}, done and committed/);
    assert.deepEqual(
      await database.sql(
        "SELECT revision, state, statements_done FROM retort_ledger WHERE state <> 'applied'",
      ),
      [[IDS[4] ?? "", "upgrading", "1"]],
    );
    await eight(database);
    const up = await retort(["upgrade"], options);
    assert.equal(up.code, 0, up.stderr);
    assert.deepEqual(await applied(database), IDS);
    const down = await retort(["downgrade", "base"], options);
    assert.equal(down.code, 0, down.stderr);
    assert.deepEqual(await applied(database), []);
  },
);

forEachDialect("a script that is recorded by its checksum alone is told of", async (database) => {
  await eight(database);
  await writeScripts(database.folder, { "retort.jsonc": '{ "ledger": { "storeScript": false } }' });
  const off = await retort(["upgrade", "+1"], optionsOf(database));
  assert.match(off.stderr, /0\.sql is recorded by its checksum alone: ledger\.storeScript is off/);
  await writeScripts(database.folder, { "retort.jsonc": '{ "ledger": { "maxScriptBytes": 20 } }' });
  const long = await retort(["upgrade", "+1"], optionsOf(database));
  assert.match(
    long.stderr,
    /1\.sql is recorded by its checksum alone: it is longer than ledger\.maxScriptBytes/,
  );
  assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger WHERE script IS NOT NULL"), [[
    "0",
  ]]);
});
