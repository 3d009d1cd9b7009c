import assert from "node:assert/strict";
import { startReturningServer } from "../support/returning_server.ts";
import type { Ended } from "../support/running_retort.ts";
import { chaosRuns, Tally } from "./chaos_runs.ts";
import { type Direction, preparePieces } from "./pieces.ts";
import { REVISIONS, startAndWait, tryAgainAndAgain } from "./trial.ts";

/** Exit code 5, and a message that says what happened and how to go on; or it was done already. */
function judge({ code, signal, stderr }: Ended): string {
  assert.equal(signal, null);
  if (code === 0) return "too late";
  assert.equal(code, 5, stderr);
  assert.match(stderr, /^FAILED: (?:The connection to the database was lost|Cannot connect to)/m);
  assert.match(stderr, /^hint: /m);
  return /Cannot connect/.test(stderr) ? "not let in" : "cut off";
}

for (const engine of ["postgres", "mysql"] as const) {
  for (const how of ["killed", "stopped"] as const) {
    Deno.test({
      name: `a server that is ${how} leaves ledger and schema in agreement [${engine}]`,
      sanitizeOps: false,
      sanitizeResources: false,
      async fn() {
        await using server = await startReturningServer(engine);
        const { database } = server;
        await preparePieces(database, REVISIONS);
        using tally = new Tally(`server ${how} [${engine}]`);
        const breakOff = async (direction: Direction) => {
          const run = await startAndWait(database, direction);
          await server.end(how);
          const ended = await run.ended;
          await server.back();
          return ended;
        };
        const whole = engine !== "mysql";
        await tryAgainAndAgain({ database, tally, whole, breakOff, judge }, chaosRuns(1, 20));
      },
    });
  }
}
