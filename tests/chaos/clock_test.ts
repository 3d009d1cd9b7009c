import assert from "node:assert/strict";
import { findProgram } from "../support/find_program.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { holdLock } from "../support/lock_holder.ts";
import { startRetort } from "../support/running_retort.ts";
import { preparePieces, revisionId } from "./pieces.ts";
import { assertAgreement, readState } from "./state.ts";

const REVISIONS = 4;

/** Runs a program by another clock. */
async function byClock(offset: string): Promise<readonly string[]> {
  return [await findProgram(["faketime"], "faketime"), "--exclude-monotonic", "-f", offset];
}

forEachDialect("a clock that was put back between two runs changes no order", async (database) => {
  await preparePieces(database, REVISIONS);
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  for (const [target, offset] of [["+1", "+0"], ["+1", "-400d"], ["head", "-800d"]] as const) {
    const { code, stderr } = await startRetort(["upgrade", target], {
      ...options,
      under: await byClock(offset),
    })
      .ended;
    assert.equal(code, 0, stderr);
  }
  const current = await startRetort(["current"], options).ended;
  assert.match(current.stdout, new RegExp(`^${revisionId(REVISIONS)} \\(head\\)`, "m"));
  const status = await startRetort(["status"], options).ended;
  assert.equal(status.code, 0, status.stdout);
  const down = await startRetort(["downgrade", "-1"], options).ended;
  assert.match(down.stderr, new RegExp(`Running downgrade ${revisionId(REVISIONS)}`));
  const rest = await startRetort(["downgrade", "base"], options).ended;
  assert.equal(rest.code, 0, rest.stderr);
  await database.sql("DELETE FROM trail WHERE fact = 'up'");
  const progress = assertAgreement(database.engine, REVISIONS, "downgrade", await readState(database));
  assert.equal(progress.done, REVISIONS);
});

forEachDialect(
  "a clock that jumps back while a run waits ends no wait and makes no time negative",
  async (database) => {
    await preparePieces(database, REVISIONS);
    const { folder, url, engine } = database;
    const held = engine === "postgres"
      ? "LOCK TABLE trail IN ACCESS EXCLUSIVE MODE"
      : "UPDATE trail SET revision = 0";
    const clock = `${folder}/clock`;
    await Deno.writeTextFile(clock, "+0");
    const program = await findProgram(["faketime"], "faketime");
    const under = [program, "-f", "+0", "env", "-u", "FAKETIME", `FAKETIME_TIMESTAMP_FILE=${clock}`];
    const env = {
      DATABASE_URL: url,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      RETORT_LOCK_TIMEOUT: "1s",
    };
    await database.sql("INSERT INTO trail VALUES ('x', 0)");
    await using holder = await holdLock(database, [held]);
    const run = startRetort(["upgrade"], { cwd: folder, env, under });
    await run.said(/Met a lock/);
    await Deno.writeTextFile(clock, "-400d");
    await holder.release();
    const { code, stderr } = await run.ended;
    assert.equal(code, 0, stderr);
    const negative = await database.sql(
      "SELECT (SELECT count(*) FROM retort_ledger WHERE duration_ms < 0) + (SELECT count(*) FROM retort_log WHERE duration_ms < 0)",
    );
    assert.deepEqual(negative, [["0"]]);
    // Otherwise the clock did not jump at all.
    const [first] = await database.sql("SELECT min(applied_at) FROM retort_ledger");
    assert.ok(Date.parse(String(first?.[0])) < Date.now() - 300 * 86_400_000, String(first));
  },
  { sanitizeOps: false, sanitizeResources: false },
);
