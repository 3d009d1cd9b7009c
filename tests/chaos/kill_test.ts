import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import type { Ended } from "../support/running_retort.ts";
import { startRetort } from "../support/running_retort.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { chaosRuns, pause, randomWhole, Tally } from "./chaos_runs.ts";
import { type Direction, type PiecesOptions, preparePieces, revisionId } from "./pieces.ts";
import { assertAgreement, type Progress, readState } from "./state.ts";

const REVISIONS = 8;

/** One database that is taken up and down, killed each time, and finished. */
interface Trial {
  readonly database: TestDatabase;
  readonly tally: Tally;
  /** Whether the engine, and the way the revisions run, leave no revision half-done. */
  readonly whole: boolean;
}

const ARGS: Readonly<Record<Direction, readonly string[]>> = {
  upgrade: ["upgrade", "head"],
  downgrade: ["downgrade", "base"],
};

function options({ folder, url }: TestDatabase) {
  return { cwd: folder, env: { DATABASE_URL: url } };
}

/** Kills it at a random moment: behind a random revision's beginning, or at any time since its start. */
async function killed({ database }: Trial, direction: Direction): Promise<Ended> {
  const run = startRetort(ARGS[direction], options(database));
  const number = randomWhole(0, REVISIONS);
  if (number > 0) await run.said(new RegExp(`Running ${direction} .*${revisionId(number)}`)).catch(() => {});
  await pause(number > 0 ? Math.random() * 25 : Math.random() * 400);
  run.kill("SIGKILL");
  return await run.ended;
}

async function trial(given: Trial, direction: Direction): Promise<void> {
  const { database, tally, whole } = given;
  const { signal, code, stderr } = await killed(given, direction);
  if (signal === null) assert.equal(code, 0, stderr);
  const progress = assertAgreement(database.engine, REVISIONS, direction, await readState(database));
  if (whole) assert.equal(progress.halfDone, false, "a revision is half-done");
  tally.count(signal === null ? "too late" : "killed");
  tally.count(where(progress));
  await finish(given, direction);
  await database.sql("DELETE FROM trail");
}

function where({ done, halfDone }: Progress): string {
  if (halfDone) return "within a revision";
  if (done === 0) return "before the first";
  return done === REVISIONS ? "after the last" : "between or rolled back";
}

/** The same command again comes to the end, or says which statement a person has to decide on. */
async function finish({ database, tally }: Trial, direction: Direction): Promise<void> {
  const { engine } = database;
  const again = await retort(ARGS[direction], options(database));
  if (again.code === 7) {
    tally.count("to be decided");
    assert.match(again.stderr, /statement \d+ of \d+/, again.stderr);
    assert.match(again.stderr, /(?:piece|index)_\d/, again.stderr);
    await startAfresh(database, direction);
    return;
  }
  assert.equal(again.code, 0, again.stderr);
  const { done } = assertAgreement(engine, REVISIONS, direction, await readState(database));
  assert.equal(done, REVISIONS, again.stderr);
}

/** As if it had been finished: the test of `repair` says how a person does it. */
async function startAfresh(database: TestDatabase, direction: Direction): Promise<void> {
  const { facts } = await readState(database);
  const drops = [...facts.keys()].map((number) => `DROP TABLE IF EXISTS piece_${number};`).join("");
  await database.sql(`${drops} DELETE FROM retort_ledger; DELETE FROM ballast; DELETE FROM trail;`);
  if (direction === "downgrade") return;
  const { code, stderr } = await retort(ARGS.upgrade, options(database));
  assert.equal(code, 0, stderr);
}

function how({ header, concurrently }: PiecesOptions): string {
  if (concurrently === true) return " with CONCURRENTLY";
  return header === undefined ? "" : " without transactions";
}

async function killAgainAndAgain(
  database: TestDatabase,
  pieces: PiecesOptions,
  whole: boolean,
  runs: number,
) {
  await preparePieces(database, REVISIONS, pieces);
  using tally = new Tally(`kill -9 of retort [${database.engine}]${how(pieces)}`);
  const given = { database, tally, whole };
  for (let run = 0; run < runs; run++) {
    await trial(given, "upgrade");
    await trial(given, "downgrade");
  }
}

forEachDialect("kill -9 leaves ledger and schema in agreement", async (database) => {
  await killAgainAndAgain(database, {}, database.engine !== "mysql", chaosRuns(6));
});

forEachDialect("kill -9 without transactions leaves a journal that agrees", async (database) => {
  await killAgainAndAgain(database, { header: "-- transaction: false\n" }, false, chaosRuns(3, 100));
}, { engines: ["sqlite", "postgres"] });

forEachDialect("kill -9 beside CREATE INDEX CONCURRENTLY leaves a journal that agrees", async (database) => {
  await killAgainAndAgain(database, { concurrently: true }, false, chaosRuns(3, 100));
}, { engines: ["postgres"] });
