import assert from "node:assert/strict";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { HOLDER_NAME, holdLock } from "../support/lock_holder.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";
import { pause } from "./chaos_runs.ts";

/** Another session's statement, and the statement of a revision that has to wait for it. */
interface Blockade {
  readonly name: string;
  readonly held: string;
  readonly waiting: string;
}

const TABLE: Blockade = { name: "a table", held: "", waiting: "ALTER TABLE one ADD COLUMN more integer" };
const ROW: Blockade = {
  name: "a row",
  held: "UPDATE one SET id = 2",
  waiting: "UPDATE one SET id = id + 10",
};

const BLOCKADES: Readonly<Record<Engine, readonly Blockade[]>> = {
  sqlite: [{ ...TABLE, name: "the database", held: "UPDATE one SET id = 2" }],
  postgres: [{ ...TABLE, held: "LOCK TABLE one IN ACCESS SHARE MODE" }, ROW],
  // Whoever has read a table in a transaction holds its metadata.
  mysql: [{ ...TABLE, held: "SELECT * FROM one" }, ROW],
};

/** Who stands in the way, as the run tells it. SQLite does not know. */
const BLOCKER: Readonly<Record<Engine, RegExp | undefined>> = {
  sqlite: undefined,
  postgres: new RegExp(
    `blocked by server process \\d+ \\(${HOLDER_NAME}, user retort, idle in transaction since`,
  ),
  mysql: /blocked by (?:perhaps )?connection \d+ \(user retort from 127\.0\.0\.1:\d+.*idle\)/,
};

/** Long enough to look who it is on a busy machine. */
const SHORT = { RETORT_LOCK_TIMEOUT: "2s", RETORT_LOCK_RETRIES: "1" };

async function prepare(
  { folder, url, sql }: TestDatabase,
  { waiting }: Blockade,
  env: Record<string, string>,
) {
  await writeScripts(`${folder}/migrations`, {
    "a.sql": `-- waits\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\n${waiting};\n`,
  });
  await sql("CREATE TABLE one (id integer); INSERT INTO one VALUES (1);");
  return { cwd: folder, env: { DATABASE_URL: url, ...env } };
}

for (const engine of ["sqlite", "postgres", "mysql"] as const) {
  for (const blockade of BLOCKADES[engine]) register(engine, blockade);
}

function register(engine: Engine, blockade: Blockade): void {
  const blocker = BLOCKER[engine];
  const switches = { engines: [engine], sanitizeOps: false, sanitizeResources: false };

  forEachDialect(
    `a lock on ${blockade.name} that stays is met again and again, then exit 6`,
    async (database) => {
      const options = await prepare(database, blockade, SHORT);
      assert.equal((await startRetort(["ensure_version"], options).ended).code, 0);
      await using holder = await holdLock(database, [blockade.held]);
      const { code, stderr } = await startRetort(["upgrade"], options).ended;
      assert.equal(code, 6, stderr);
      assert.match(stderr, /^Met a lock \(.*\): try 1 of 1 more in \d\.\d s$/m);
      assert.match(stderr, /^FAILED: .* \(after 2 tries\)$/m);
      assert.match(stderr, /hint: .*--lock-timeout and --lock-retries/);
      if (blocker !== undefined) assertBlocker(stderr, blocker);
      assert.match(stderr, /rolled back: revision aaaaaaaaaaaa, nothing of it was kept/);
      await holder.release();
      const again = await startRetort(["upgrade"], options).ended;
      assert.equal(again.code, 0, again.stderr);
    },
    switches,
  );

  forEachDialect(`a lock on ${blockade.name} that goes in time is waited for`, async (database) => {
    const options = await prepare(database, blockade, {
      RETORT_LOCK_TIMEOUT: "1s",
      RETORT_LOCK_RETRIES: "8",
    });
    await using holder = await holdLock(database, [blockade.held]);
    const run = startRetort(["upgrade"], options);
    await run.said(/Met a lock .*: try 1 of 8 more/);
    await holder.release();
    const { code, stderr } = await run.ended;
    assert.equal(code, 0, stderr);
  }, switches);

  if (blocker === undefined) return;
  forEachDialect(
    `who holds a lock on ${blockade.name} is told while a run waits without end`,
    async (database) => {
      const options = await prepare(database, blockade, { RETORT_LOCK_TIMEOUT: "0" });
      await using holder = await holdLock(database, [blockade.held]);
      const run = startRetort(["upgrade"], options);
      await run.said(/^Waiting for a lock: /m);
      await pause(100);
      await holder.release();
      const { code, stderr } = await run.ended;
      assert.equal(code, 0, stderr);
      assert.match(stderr, blocker);
      assert.equal(stderr.match(/Waiting for a lock/g)?.length, 1, stderr);
    },
    switches,
  );
}

/** While it waits, with each retry, and at the end. */
function assertBlocker(stderr: string, blocker: RegExp): void {
  for (const place of ["^Waiting for a lock: .*", "^Met a lock \\(.*", "^ {2}"]) {
    assert.match(stderr, new RegExp(place + blocker.source, "m"));
  }
}
