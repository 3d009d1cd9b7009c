import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";
import { chaosRuns, pause, Tally } from "./chaos_runs.ts";

/** Enough for a rebuild to last longer than it takes to hit it. */
const ROWS = 60_000;

const REVISION = "bbbbbbbbbbbb";

const BASE = `-- a parent, a child that would go with it, a view and a trigger
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, note TEXT, CONSTRAINT ck CHECK (name <> ''));
CREATE INDEX ix_note ON person (note, name);
CREATE TABLE task (id INTEGER PRIMARY KEY, owner_id INTEGER REFERENCES person (id) ON DELETE CASCADE);
CREATE VIEW named AS SELECT id, name FROM person;
CREATE TRIGGER kept AFTER DELETE ON person BEGIN DELETE FROM task WHERE id < 0; END;
INSERT INTO person (name, note)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
SELECT 'name ' || i, 'note ' || (i % 97) FROM n;
INSERT INTO task (owner_id) SELECT id FROM person WHERE id % 7 = 0;

-- migrate:down none "a test"
`;

/** Without a transaction a named step lets the next run go on by itself. */
function rebuild(header: string): string {
  const part = (calls: string) => {
    const batch = `await op.batchAlterTable("person", (batch) => { ${calls} });`;
    return header === "" ? batch : `await op.step("rebuild", async () => { ${batch} });`;
  };
  const up = 'batch.alterColumn("note", { type: (t) => t.varchar(30), nullable: false }); ' +
    'batch.createUniqueConstraint("uq_name", ["name"]);';
  const down = 'batch.dropConstraint("uq_name"); ' +
    'batch.alterColumn("note", { type: (t) => t.text(), nullable: true });';
  return `// a rebuild
// revision: ${REVISION}
// down_revision: aaaaaaaaaaaa
${header}import type { Operations } from "./retort.d.ts";
export async function upgrade(op: Operations) { ${part(up)} }
export async function downgrade(op: Operations) { ${part(down)} }
`;
}

/** The old table or the new one, never neither; says which, as the ledger must. */
async function assertOneOfTwo(database: TestDatabase): Promise<"old" | "new"> {
  const [[type = ""] = []] = await database.sql(
    "SELECT type FROM pragma_table_info('person') WHERE name = 'note'",
  );
  const state = type === "TEXT" ? "old" : "new";
  const [[create = ""] = []] = await database.sql("SELECT sql FROM sqlite_schema WHERE name = 'person'");
  assert.equal(create.includes("uq_name"), state === "new", create);
  const [counts] = await database.sql(
    "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM task), (SELECT sum(length(name)) FROM named)",
  );
  assert.deepEqual(counts?.slice(0, 2), [String(ROWS), String(Math.floor(ROWS / 7))]);
  const objects = await database.sql(
    "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'retort_%' ORDER BY name",
  );
  assert.deepEqual(objects.flat(), ["ix_note", "kept", "named", "person", "task"]);
  assert.deepEqual(await database.sql("SELECT seq FROM sqlite_sequence"), [[String(ROWS)]]);
  assert.deepEqual(await database.sql("PRAGMA foreign_key_check"), []);
  assert.deepEqual(await database.sql("PRAGMA integrity_check"), [["ok"]]);
  return state;
}

/** What the ledger says: a row that says "applied" after a rebuild, and none after its way back. */
async function ledgerSays(database: TestDatabase): Promise<string | undefined> {
  const [[state] = []] = await database.sql(
    `SELECT state FROM retort_ledger WHERE revision = '${REVISION}'`,
  );
  return state;
}

async function killAgainAndAgain(database: TestDatabase, header: string, runs: number): Promise<void> {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await writeScripts(`${database.folder}/migrations`, { "a.sql": BASE, "b.ts": rebuild(header) });
  assert.equal((await retort(["upgrade", "aaaa"], options)).code, 0);
  using tally = new Tally(
    `kill -9 in the middle of a rebuild${header === "" ? "" : " without a transaction"}`,
  );
  for (let run = 0; run < 2 * runs; run++) {
    const args = run % 2 === 0 ? ["upgrade", "head"] : ["downgrade", "aaaa"];
    const goal = run % 2 === 0 ? "new" : "old";
    const running = startRetort(args, options);
    await running.said(new RegExp(`Running .*${REVISION}`)).catch(() => {});
    await pause(Math.random() * 800);
    running.kill("SIGKILL");
    const { signal } = await running.ended;
    const state = await assertOneOfTwo(database);
    tally.count(signal === null ? "too late" : state === goal ? "killed after it" : "killed before its end");
    const row = await ledgerSays(database);
    if (row === "applied") assert.equal(state, "new");
    if (row === undefined) assert.equal(state, "old");
    const again = await retort(args, options);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(await assertOneOfTwo(database), goal);
    assert.equal(await ledgerSays(database), goal === "new" ? "applied" : undefined);
  }
}

forEachDialect("kill -9 in a rebuild leaves the old table or the new one", async (database) => {
  await killAgainAndAgain(database, "", chaosRuns(3));
}, { engines: ["sqlite"] });

forEachDialect("kill -9 in a rebuild without a transaction leaves one of the two", async (database) => {
  await killAgainAndAgain(database, "// transaction: false\n", chaosRuns(2, 100));
}, { engines: ["sqlite"] });
