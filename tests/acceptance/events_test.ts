import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { violations } from "../support/json_schema.ts";
import { holdLock } from "../support/lock_holder.ts";
import { retort, ROOT } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

interface Event {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Runs a command line that writes events; each of them must be as docs/events.schema.json says. */
async function events(
  { folder, url }: TestDatabase,
  args: readonly string[],
  expected: number,
): Promise<Event[]> {
  const schema: unknown = JSON.parse(await Deno.readTextFile(`${ROOT}/docs/events.schema.json`));
  const flags = ["--format", "ndjson", "--lock-timeout", "1s", "--lock-retries", "1"];
  const { code, stdout, stderr } = await retort([...args, ...flags], {
    cwd: folder,
    env: { DATABASE_URL: url },
  });
  assert.equal(code, expected, stderr);
  const found: Event[] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  for (const event of found) assert.deepEqual(violations(event, schema), [], JSON.stringify(event));
  return found;
}

function types(found: readonly Event[]): string[] {
  return found.map(({ type }) => type);
}

const STEPS = {
  "a.sql": "-- person\n-- revision: a1\n\n-- migrate:up\nCREATE TABLE person (id integer);\n\n" +
    "-- migrate:down\nDROP TABLE person;\n",
  "b.sql": "-- name\n-- revision: b1\n-- down_revision: a1\n\n-- migrate:up transaction:false\n" +
    'INSERT INTO person VALUES (1);\n\n-- migrate:down none "data"\n',
};

forEachDialect("--format ndjson writes events as they are documented", async (database) => {
  await writeScripts(`${database.folder}/migrations`, STEPS);
  const up = await events(database, ["upgrade"], 0);
  assert.deepEqual(types(up).filter((type) => type !== "step-without-transaction"), [
    "run-planned",
    "step-started",
    "step-finished",
    "step-started",
    "step-finished",
    "result",
  ]);
  assert.ok(types(up).includes("step-without-transaction"));
  assert.deepEqual(up[0]?.revisions, ["a1", "b1"]);
  assert.deepEqual(up.at(-1)?.heads, ["b1"]);
  assert.deepEqual(types(await events(database, ["upgrade"], 0)), ["result"]);
  const changed = STEPS["a.sql"].replace("integer", "bigint");
  await Deno.writeTextFile(`${database.folder}/migrations/a.sql`, changed);
  assert.deepEqual(types(await events(database, ["migrate"], 0)), ["file-changed", "result"]);
  const down = await events(database, ["rollback", "2"], 0);
  assert.equal(down.find(({ type }) => type === "run-planned")?.direction, "downgrade");
  assert.deepEqual(down.at(-1)?.heads, []);
});

forEachDialect("--format ndjson writes failures as they are documented", async (database) => {
  await writeScripts(`${database.folder}/migrations`, {
    "a.sql": STEPS["a.sql"].replace("person (id integer)", "person (id integer) oops"),
  });
  const failed = await events(database, ["upgrade"], 1);
  assert.deepEqual(types(failed).slice(-2), ["step-failed", "error"]);
  assert.deepEqual(types(await events(database, ["upgrade", "nowhere"], 4)), ["error"]);
  assert.deepEqual(types(await events(database, ["upgrade", "--unknown"], 2)), ["error"]);
});

forEachDialect("--format ndjson tells of locks as it is documented", async (database) => {
  await writeScripts(`${database.folder}/migrations`, {
    "a.sql": "-- waits\n-- revision: a1\n\n-- migrate:up\nUPDATE held SET id = id + 10;\n",
  });
  await database.sql("CREATE TABLE held (id integer); INSERT INTO held VALUES (1);");
  const env = { DATABASE_URL: database.url };
  assert.equal((await retort(["ensure_version"], { cwd: database.folder, env })).code, 0);
  await using _holder = await holdLock(database, ["UPDATE held SET id = 2"]);
  const found = types(await events(database, ["upgrade"], 6));
  assert.ok(found.includes("step-retried"), found.join());
  assert.deepEqual(found.slice(-2), ["step-failed", "error"]);
}, { sanitizeOps: false, sanitizeResources: false });

forEachDialect("--format ndjson tells of a step that goes on, as it is documented", async (database) => {
  const text = (second: string) =>
    "-- two\n-- revision: a1\n\n-- migrate:up transaction:false\n" +
    `CREATE TABLE one (id integer);\n${second};\n`;
  await writeScripts(`${database.folder}/migrations`, { "a.sql": text("INSERT INTO nowhere VALUES (1)") });
  assert.deepEqual(types(await events(database, ["upgrade"], 1)).slice(-2), ["step-failed", "error"]);
  await writeScripts(`${database.folder}/migrations`, { "a.sql": text("INSERT INTO one VALUES (1)") });
  const found = await events(database, ["upgrade"], 0);
  assert.equal(found.find(({ type }) => type === "step-resumed")?.statementsDone, 1, types(found).join());
  assert.deepEqual(await database.sql("SELECT id FROM one"), [["1"]]);
});

forEachDialect("--format ndjson tells who has the lock, as it is documented", async (database) => {
  const { folder, url } = database;
  await writeScripts(`${folder}/migrations`, {
    "a.ts": "// slow\n// revision: a1\n// transaction: false\n\nexport async function upgrade() {\n" +
      "  await new Promise((resolve) => setTimeout(resolve, 3000));\n}\nexport function downgrade() {}\n",
  });
  const first = startRetort(["upgrade"], { cwd: folder, env: { DATABASE_URL: url } });
  await first.said(/Running upgrade/);
  const found = await events(database, ["upgrade"], 0);
  assert.deepEqual(types(found), ["lock-waiting", "result"]);
  assert.equal((await first.ended).code, 0);
}, { sanitizeOps: false, sanitizeResources: false });

Deno.test("the event that docs/events.md shows is one", async () => {
  const page = await Deno.readTextFile(`${ROOT}/docs/events.md`);
  const schema: unknown = JSON.parse(await Deno.readTextFile(`${ROOT}/docs/events.schema.json`));
  const [, shown = ""] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? [];
  assert.deepEqual(violations(JSON.parse(shown), schema), []);
  assert.notDeepEqual(violations({ ...JSON.parse(shown), more: 1 }, schema), []);
});
