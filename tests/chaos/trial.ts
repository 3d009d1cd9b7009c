import assert from "node:assert/strict";
import { retort, type RetortOptions } from "../support/retort.ts";
import { type Ended, type RunningRetort, startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { pause, randomWhole, type Tally } from "./chaos_runs.ts";
import { type Direction, revisionId } from "./pieces.ts";
import { assertAgreement, type Progress, readState } from "./state.ts";

/** How many revisions a run of a trial has to do. */
export const REVISIONS = 8;

/** One database that is taken up and down, broken off each time, and finished. */
export interface Trial {
  readonly database: TestDatabase;
  readonly tally: Tally;
  /** Whether the engine, and the way the revisions run, leave no revision half-done. */
  readonly whole: boolean;
  /** Starts a run, disturbs it, and gives its end. */
  breakOff(direction: Direction): Promise<Ended>;
  /** Fails unless that is how a run that was disturbed must end; says what it was. */
  judge(ended: Ended): string;
}

const ARGS: Readonly<Record<Direction, readonly string[]>> = {
  upgrade: ["upgrade", "head"],
  downgrade: ["downgrade", "base"],
};

function options({ folder, url }: TestDatabase): RetortOptions {
  return { cwd: folder, env: { DATABASE_URL: url } };
}

/** Starts a run and waits for a random moment: behind a random revision's beginning, or at any time since its start. */
export async function startAndWait(
  database: TestDatabase,
  direction: Direction,
  url: string = database.url,
): Promise<RunningRetort> {
  const run = startRetort(ARGS[direction], { ...options(database), env: { DATABASE_URL: url } });
  const number = randomWhole(0, REVISIONS);
  if (number > 0) await run.said(new RegExp(`Running ${direction} .*${revisionId(number)}`)).catch(() => {});
  await pause(number > 0 ? Math.random() * 10 : Math.random() * 300);
  return run;
}

/** Breaks an upgrade off and finishes it, then a downgrade, so many times. */
export async function tryAgainAndAgain(trial: Trial, runs: number): Promise<void> {
  for (let run = 0; run < runs; run++) {
    await tryOnce(trial, "upgrade");
    await tryOnce(trial, "downgrade");
  }
}

async function tryOnce(trial: Trial, direction: Direction): Promise<void> {
  const { database, tally, whole } = trial;
  tally.count(trial.judge(await trial.breakOff(direction)));
  const progress = assertAgreement(database.engine, REVISIONS, direction, await readState(database));
  if (whole) assert.equal(progress.halfDone, false, "a revision is half-done");
  tally.count(where(progress));
  await finish(trial, direction);
  await database.sql("DELETE FROM trail");
}

function where({ done, halfDone }: Progress): string {
  if (halfDone) return "within a revision";
  if (done === 0) return "before the first";
  return done === REVISIONS ? "after the last" : "between or rolled back";
}

/** The same command again comes to the end, or says which statement a person has to decide on. */
async function finish({ database, tally }: Trial, direction: Direction): Promise<void> {
  const again = await retort(ARGS[direction], options(database));
  if (again.code === 7) {
    tally.count("to be decided");
    assert.match(again.stderr, /statement \d+ of \d+/, again.stderr);
    assert.match(again.stderr, /(?:piece|index)_\d/, again.stderr);
    return await startAfresh(database, direction);
  }
  assert.equal(again.code, 0, again.stderr);
  const { done } = assertAgreement(database.engine, REVISIONS, direction, await readState(database));
  assert.equal(done, REVISIONS, again.stderr);
}

/** As if it had been finished: what `repair` does is its own test's. */
async function startAfresh(database: TestDatabase, direction: Direction): Promise<void> {
  const { facts } = await readState(database);
  const drops = [...facts.keys()].map((number) => `DROP TABLE IF EXISTS piece_${number};`).join("");
  await database.sql(`${drops} DELETE FROM retort_ledger; DELETE FROM ballast; DELETE FROM trail;`);
  if (direction === "downgrade") return;
  const { code, stderr } = await retort(ARGS.upgrade, options(database));
  assert.equal(code, 0, stderr);
}
