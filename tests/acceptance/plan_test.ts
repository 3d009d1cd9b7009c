import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { chain } from "../support/chain.ts";
import { writeScripts } from "../support/write_scripts.ts";

const SAMPLE = ["--dir", `${ROOT}/migrations`];

function commandLine({ folder, url }: TestDatabase) {
  return (...args: string[]) => retort(args, { cwd: folder, env: { DATABASE_URL: url } });
}

forEachDialect(
  "--dry-run tells steps, statements and transaction mode, and runs nothing",
  async (database) => {
    const run = commandLine(database);
    const text = await run(...SAMPLE, "upgrade", "8f3a", "--dry-run");
    assert.equal(text.code, 0, text.stderr);
    assert.match(text.stdout, /^upgrade 51c0d7a9e3b2 -> 8f3a1c9be2d4, add priority to tasks$/m);
    assert.match(
      text.stdout,
      /^ {4}ALTER TABLE task ADD COLUMN priority varchar\(20\) NOT NULL DEFAULT 'medium';$/m,
    );
    assert.match(text.stdout, database.engine === "mysql" ? /without a transaction: / : /in one transaction/);
    assert.match(
      text.stdout,
      /^Nothing was run: 3 revisions would take the database from base to 8f3a1c9be2d4$/m,
    );
    await assert.rejects(database.sql("SELECT * FROM retort_ledger"));

    const json = JSON.parse((await run(...SAMPLE, "upgrade", "--dry-run", "--json")).stdout);
    assert.deepEqual([json.dryRun, json.from, json.to, json.steps.length], [true, [], ["0a6f2be7d98c"], 9]);
    assert.equal(json.steps[0].statements.length, 2);
    assert.equal(json.steps[7].verify.length, 1);

    assert.equal((await run(...SAMPLE, "upgrade", "8f3a")).code, 0);
    const down = await run(...SAMPLE, "downgrade", "-1", "--dry-run");
    assert.match(down.stdout, /^downgrade 8f3a1c9be2d4 -> 51c0d7a9e3b2, add priority to tasks$/m);
    const rollback = JSON.parse((await run(...SAMPLE, "rollback", "--dry-run", "--json")).stdout);
    assert.deepEqual(rollback.to, ["51c0d7a9e3b2"]);
    assert.match((await run(...SAMPLE, "current")).stdout, /^8f3a1c9be2d4/);
  },
);

const [FIRST = "", SECOND = "", THIRD = ""] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"]);

forEachDialect("a plan is run as it was reviewed, and not when the state has moved", async (database) => {
  const run = commandLine(database);
  const folder = `${database.folder}/migrations`;
  await writeScripts(folder, { "a.sql": FIRST, "b.sql": SECOND });
  assert.equal((await run("upgrade", "aaaa")).code, 0);
  const written = await run("upgrade", "--dry-run", "--out", "plan.json");
  assert.equal(written.code, 0, written.stderr);
  const plan = JSON.parse(await Deno.readTextFile(`${database.folder}/plan.json`));
  assert.deepEqual(plan.steps.map(({ revision }: { revision: string }) => revision), ["bbbbbbbbbbbb"]);

  // What came after the review is not run.
  await writeScripts(folder, { "c.sql": THIRD });
  const done = await run("upgrade", "--plan", "plan.json");
  assert.equal(done.code, 0, done.stderr);
  assert.match((await run("current")).stdout, /^bbbbbbbbbbbb/);

  const again = await run("upgrade", "--plan", "plan.json");
  assert.equal(again.code, 4);
  assert.match(
    again.stderr,
    /All revisions of the plan are applied already: the database is at bbbbbbbbbbbb/,
  );

  await run("upgrade", "--dry-run", "--out", "plan.json");
  await run("downgrade", "-1");
  const moved = await run("upgrade", "--plan", "plan.json");
  assert.equal(moved.code, 4);
  assert.match(moved.stderr, /The database has moved since the plan was written: it is at aaaaaaaaaaaa/);
});

forEachDialect("a plan is refused when a file or the plan itself was edited", async (database) => {
  const run = commandLine(database);
  const folder = `${database.folder}/migrations`;
  await writeScripts(folder, { "a.sql": FIRST });
  await run("upgrade", "--dry-run", "--out", "plan.json");
  await writeScripts(folder, { "a.sql": FIRST.replace("integer PRIMARY", "bigint PRIMARY") });
  const changed = await run("upgrade", "--plan", "plan.json");
  assert.equal(changed.code, 4);
  assert.match(changed.stderr, /migrations\/a\.sql is not what was planned/);

  const text = await Deno.readTextFile(`${database.folder}/plan.json`);
  await Deno.writeTextFile(`${database.folder}/plan.json`, text.replace("integer PRIMARY", "bigint PRIMARY"));
  const edited = await run("upgrade", "--plan", "plan.json");
  assert.equal(edited.code, 2);
  assert.match(edited.stderr, /plan\.json was edited since it was written/);
  await assert.rejects(database.sql("SELECT * FROM t_aaaaaaaaaaaa"));
});

forEachDialect("requirePlan lets nothing run but a plan", async (database) => {
  const run = commandLine(database);
  await writeScripts(database.folder, {
    "migrations/a.sql": FIRST,
    "retort.jsonc": '{ "profiles": { "production": { "requirePlan": true } } }',
  });
  const production = (...args: string[]) => run("-n", "production", ...args);
  for (const args of [["upgrade"], ["migrate"], ["downgrade", "base"], ["rollback"]]) {
    const { code, stderr } = await production(...args);
    assert.equal(code, 8, stderr);
    assert.match(stderr, /needs a reviewed plan here/);
  }
  assert.equal((await production("upgrade", "--dry-run", "--out", "plan.json")).code, 0);
  const done = await production("upgrade", "--plan", "plan.json");
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(await database.sql("SELECT count(*) FROM t_aaaaaaaaaaaa"), [["0"]]);
}, { engines: ["sqlite"] });

Deno.test("flags of plans that do not go together are refused", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  const options = { cwd: folder, env: { DATABASE_URL: "sqlite:a.db" } };
  const lone = await retort([...SAMPLE, "upgrade", "--out", "plan.json"], options);
  assert.deepEqual([lone.code, /--dry-run --out FILE/.test(lone.stderr)], [2, true]);
  const target = await retort([...SAMPLE, "upgrade", "head", "--plan", "plan.json"], options);
  assert.deepEqual([target.code, /A plan has its target in it/.test(target.stderr)], [2, true]);
  const absent = await retort([...SAMPLE, "upgrade", "--plan", "none.json"], options);
  assert.deepEqual([absent.code, /Cannot read the plan none\.json/.test(absent.stderr)], [2, true]);
  await Deno.writeTextFile(`${folder}/other.json`, "{}");
  const other = await retort([...SAMPLE, "upgrade", "--plan", "other.json"], options);
  assert.deepEqual([other.code, /other\.json is no plan of retort's/.test(other.stderr)], [2, true]);
  await Deno.remove(folder, { recursive: true });
});
