import { judgeLost } from "./judge_lost.ts";
import { startReturningServer } from "../support/returning_server.ts";
import { chaosRuns, Tally } from "./chaos_runs.ts";
import { type Direction, preparePieces } from "./pieces.ts";
import { REVISIONS, startAndWait, tryAgainAndAgain } from "./trial.ts";

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
        await tryAgainAndAgain({ database, tally, whole, breakOff, judge: judgeLost }, chaosRuns(1, 20));
      },
    });
  }
}
