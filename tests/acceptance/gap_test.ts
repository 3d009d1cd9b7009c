import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

const [FIRST, , THIRD] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"]);
const WITHOUT_SECOND = THIRD?.replace("down_revision: bbbbbbbbbbbb", "down_revision: aaaaaaaaaaaa") ?? "";
const [, SECOND] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);

forEachDialect(
  "a revision that was put underneath an applied one is a gap until it is allowed",
  async (database) => {
    const { folder, url, sql } = database;
    const options = { cwd: folder, env: { DATABASE_URL: url } };
    const migrations = `${folder}/migrations`;
    await writeScripts(migrations, { "a.sql": FIRST ?? "", "c.sql": WITHOUT_SECOND });
    assert.equal((await retort(["upgrade"], options)).code, 0);
    await writeScripts(migrations, { "b.sql": SECOND ?? "", "c.sql": THIRD ?? "" });

    const refused = await retort(["upgrade"], options);
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /FAILED: Revision bbbbbbbbbbbb is not applied, but a later one is/);
    assert.match(refused.stderr, /`retort upgrade --allow-gaps` runs it now/);
    await assert.rejects(sql("SELECT * FROM t_bbbbbbbbbbbb"));

    const status = await retort(["status", "--json"], options);
    assert.equal(status.code, 4);
    assert.deepEqual(JSON.parse(status.stdout).gaps, ["bbbbbbbbbbbb"]);
    assert.deepEqual(JSON.parse(status.stdout).pending, []);
    const current = await retort(["current"], options);
    assert.deepEqual([current.code, current.stdout], [0, "cccccccccccc (head)\n"]);
    const checked = await retort(["current", "--check-heads"], options);
    assert.equal(checked.code, 4);
    assert.match(checked.stderr, /^warning: Not applied, but a later revision is: bbbbbbbbbbbb;/m);
    const history = await retort(["history", "-i"], options);
    assert.equal(history.code, 0, history.stderr);

    const allowed = await retort(["upgrade", "--allow-gaps"], options);
    assert.equal(allowed.code, 0, allowed.stderr);
    assert.match(allowed.stderr, /Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb/);
    assert.deepEqual(await sql("SELECT count(*) FROM t_bbbbbbbbbbbb"), [["0"]]);
    assert.equal((await retort(["status"], options)).code, 0);
  },
);

forEachDialect("a gap does not stand in the way of a downgrade", async (database) => {
  const { folder, url, sql } = database;
  const options = { cwd: folder, env: { DATABASE_URL: url } };
  await writeScripts(`${folder}/migrations`, { "a.sql": FIRST ?? "", "c.sql": WITHOUT_SECOND });
  assert.equal((await retort(["upgrade"], options)).code, 0);
  await writeScripts(`${folder}/migrations`, { "b.sql": SECOND ?? "", "c.sql": THIRD ?? "" });
  const down = await retort(["downgrade", "base"], options);
  assert.equal(down.code, 0, down.stderr);
  assert.deepEqual(await sql("SELECT revision FROM retort_ledger"), []);
});
