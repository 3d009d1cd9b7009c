import assert from "node:assert/strict";
import { assertCounters, countedTable } from "../support/counted_table.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";
import { chaosRuns, pause, Tally } from "./chaos_runs.ts";

const ROWS = 1000;
/** No run of a trial is broken off more often: then it is let come to its end. */
const MOST_KILLS = 3;

const SQL = `-- count
-- revision: aaaaaaaaaaaa

-- migrate:up
-- migrate:chunks table:users key:id size:10
UPDATE users SET n = n + 1 WHERE id > :after AND id <= :upto;
-- migrate:down
-- migrate:chunks table:users key:id size:10
UPDATE users SET n = n - 1 WHERE id > :after AND id <= :upto;
`;

const CODE = `// count
// revision: aaaaaaaaaaaa
import type { Operations } from "./retort.d.ts";

async function count(op: Operations, by: number) {
  await op.chunks("users", { key: "id", size: 10 }, async ({ after, upto }) => {
    await op.execute(op.sql\`UPDATE users SET n = n + \${by} WHERE id > \${after} AND id <= \${upto} AND id % 2 = 1\`);
    await op.execute(op.sql\`UPDATE users SET n = n + \${by} WHERE id > \${after} AND id <= \${upto} AND id % 2 = 0\`);
  });
}
export async function upgrade(op: Operations) {
  await count(op, 1);
}
export async function downgrade(op: Operations) {
  await count(op, -1);
}
`;

/** Runs a command until it comes to its end, and kills it at a random moment each time before that. */
async function killUntilDone({ folder, url }: TestDatabase, args: readonly string[], tally: Tally) {
  for (let kills = 0;; kills++) {
    const run = startRetort([...args, "--verbose"], { cwd: folder, env: { DATABASE_URL: url } });
    if (kills < MOST_KILLS) {
      await run.said(/without a transaction/).catch(() => {});
      await pause(Math.random() * 400);
      run.kill("SIGKILL");
    }
    const { code, signal, stderr } = await run.ended;
    tally.count(signal === null ? "come to its end" : "killed");
    if (/Going on behind/.test(stderr)) tally.count("gone on behind chunks");
    if (signal !== null) continue;
    assert.equal(code, 0, stderr);
    return;
  }
}

for (const [name, file, text] of [["migrate:chunks", "a.sql", SQL], ["op.chunks", "a.ts", CODE]] as const) {
  forEachDialect(`kill -9 within ${name} does no chunk twice and leaves none out`, async (database) => {
    await countedTable(database, ROWS);
    await writeScripts(`${database.folder}/migrations`, { [file]: text });
    using tally = new Tally(`kill -9 within ${name} [${database.engine}]`);
    for (let run = 0; run < chaosRuns(1, 40); run++) {
      await killUntilDone(database, ["upgrade"], tally);
      await assertCounters(database, 1, ROWS);
      await killUntilDone(database, ["downgrade", "base"], tally);
      await assertCounters(database, 0, ROWS);
    }
  });
}
