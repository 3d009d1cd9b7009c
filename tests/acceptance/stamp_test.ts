import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";

const SAMPLE = ["--dir", `${ROOT}/migrations`];

forEachDialect(
  "stamp records a revision with all that it rests on, and takes off what lies above",
  async (database) => {
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    const applied = () => database.sql("SELECT revision, origin FROM retort_ledger ORDER BY path");
    const head = await retort([...SAMPLE, "stamp", "head"], options);
    assert.equal(head.code, 0, head.stderr);
    assert.equal(head.stdout, "The ledger is at 0a6f2be7d98c\n");
    assert.equal((await applied()).length, 9);
    await assert.rejects(database.sql("SELECT * FROM person"));

    assert.equal((await retort([...SAMPLE, "stamp", "51c0"], options)).code, 0);
    assert.deepEqual(await applied(), [["1f0c2a7b9d31", "stamped"], ["51c0d7a9e3b2", "stamped"]]);

    assert.equal((await retort([...SAMPLE, "stamp", "base"], options)).code, 0);
    assert.deepEqual(await applied(), []);
  },
);

forEachDialect("stamp --purge writes the ledger anew, unknown revisions and all", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  assert.equal((await retort([...SAMPLE, "stamp", "51c0"], options)).code, 0);
  await database.sql("UPDATE retort_ledger SET revision = 'feedfacecafe' WHERE revision = '51c0d7a9e3b2'");

  const lost = await retort([...SAMPLE, "upgrade"], options);
  assert.equal(lost.code, 4);
  assert.match(lost.stderr, /Can't locate revision identified by 'feedfacecafe'/);
  const status = await retort([...SAMPLE, "status"], options);
  assert.equal(status.code, 4);
  assert.match(status.stdout, /missing +feedfacecafe/);

  assert.equal((await retort([...SAMPLE, "stamp", "--purge", "51c0"], options)).code, 0);
  assert.deepEqual(await database.sql("SELECT revision FROM retort_ledger ORDER BY path"), [
    ["1f0c2a7b9d31"],
    ["51c0d7a9e3b2"],
  ]);
});

forEachDialect("looking creates nothing, ensure_version creates the ledger and says so", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  for (const command of ["current", "status"]) {
    const { stderr } = await retort([...SAMPLE, command], options);
    assert.equal(stderr, "", command);
  }
  await assert.rejects(database.sql("SELECT * FROM retort_ledger"));
  const first = await retort([...SAMPLE, "ensure_version"], options);
  assert.deepEqual([first.code, first.stdout], [0, "Created the ledger retort_ledger\n"]);
  const second = await retort([...SAMPLE, "ensure_version"], options);
  assert.deepEqual([second.code, second.stdout], [0, "The ledger retort_ledger is there\n"]);
  assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
});
