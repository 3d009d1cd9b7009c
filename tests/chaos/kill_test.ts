import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { chaosRuns, Tally } from "./chaos_runs.ts";
import { type PiecesOptions, preparePieces } from "./pieces.ts";
import { REVISIONS, startAndWait, tryAgainAndAgain } from "./trial.ts";

async function killAgainAndAgain(
  database: TestDatabase,
  pieces: PiecesOptions,
  whole: boolean,
  runs: number,
): Promise<void> {
  await preparePieces(database, REVISIONS, pieces);
  using tally = new Tally(`kill -9 of retort [${database.engine}]${how(pieces)}`);
  const trial = {
    database,
    tally,
    whole,
    async breakOff(direction: "upgrade" | "downgrade") {
      const run = await startAndWait(database, direction);
      run.kill("SIGKILL");
      return await run.ended;
    },
    judge({ signal, code, stderr }: { signal: string | null; code: number; stderr: string }) {
      if (signal === null) assert.equal(code, 0, stderr);
      return signal === null ? "too late" : "killed";
    },
  };
  await tryAgainAndAgain(trial, runs);
}

function how({ header, concurrently }: PiecesOptions): string {
  if (concurrently === true) return " with CONCURRENTLY";
  return header === undefined ? "" : " without transactions";
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
