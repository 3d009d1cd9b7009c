import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";

const SAMPLE = `${ROOT}/migrations`;
const HEAD = "0a6f2be7d98c";

forEachDialect(
  "the sample goes up, says so when run again, and comes down without a trace",
  async (database) => {
    const env = { DATABASE_URL: database.url };
    const options = { cwd: database.folder, env };
    const up = await retort(["--dir", SAMPLE, "upgrade", "head"], options);
    assert.equal(up.code, 0, up.stderr);
    assert.match(up.stderr, /Running upgrade {2}-> 1f0c2a7b9d31, create people and projects/);
    assert.match(up.stdout, new RegExp(`^Applied 9 revisions in \\d+ ms: the database is at ${HEAD}\n$`));
    assert.deepEqual(await database.sql("SELECT handle FROM person ORDER BY id"), [["ada"], ["grace"], [
      "edsger",
    ]]);
    assert.deepEqual(await database.sql("SELECT id, state, assignee FROM open_task ORDER BY id"), [
      ["1", "started", "ada"],
      ["2", "started", "grace"],
    ]);

    const again = await retort(["--dir", SAMPLE, "upgrade", "head"], options);
    assert.deepEqual(again, { code: 0, stdout: `Nothing to do: the database is at ${HEAD}\n`, stderr: "" });

    const down = await retort(["--dir", SAMPLE, "downgrade", "base"], options);
    assert.equal(down.code, 0, down.stderr);
    assert.match(down.stderr, /Running downgrade 1f0c2a7b9d31 -> , create people and projects/);
    assert.match(down.stdout, /^Took back 9 revisions in \d+ ms: the database is at base\n$/);
    await assert.rejects(database.sql("SELECT * FROM person"));
    assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
    assert.deepEqual(
      await database.sql(
        "SELECT direction, outcome, count(*) FROM retort_log GROUP BY direction, outcome ORDER BY 1",
      ),
      [["downgrade", "done", "9"], ["upgrade", "done", "9"]],
    );
  },
);

forEachDialect("the trigger of the sample works after the upgrade", async (database) => {
  const env = { DATABASE_URL: database.url };
  const { code, stderr } = await retort(["--dir", SAMPLE, "upgrade"], { cwd: database.folder, env });
  assert.equal(code, 0, stderr);
  await database.sql("UPDATE task SET done = 1 WHERE id = 2");
  assert.deepEqual(await database.sql("SELECT task_id, what FROM task_event"), [["2", "finished"]]);
});

forEachDialect("upgrade +N and downgrade -N walk step by step", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const walk = async (...args: string[]) => {
    const { code, stderr } = await retort(["--dir", SAMPLE, ...args], options);
    assert.equal(code, 0, stderr);
    return (await retort(["--dir", SAMPLE, "current"], options)).stdout.trim();
  };
  assert.equal(await walk("upgrade", "+2"), "51c0d7a9e3b2");
  assert.equal(await walk("upgrade", "8f3a"), "8f3a1c9be2d4");
  assert.equal(await walk("downgrade", "-1"), "51c0d7a9e3b2");
  assert.equal(await walk("upgrade"), `${HEAD} (head)`);
  assert.equal(await walk("downgrade", "51c0d7a9e3b2"), "51c0d7a9e3b2");
  assert.equal(await walk("downgrade", "base"), "");
});
