import assert from "node:assert/strict";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

/** Statements that take half a minute when nobody ends them. */
const SLOW: Readonly<Record<Engine, string>> = {
  postgres: "SELECT pg_sleep(30);",
  mysql: "INSERT INTO one SELECT SLEEP(30) FROM one;",
  sqlite: Array.from(
    { length: 300 },
    (_, index) =>
      `INSERT INTO one SELECT ${index} + 10 WHERE 0 < (WITH RECURSIVE c(x) AS
     (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1000000) SELECT max(x) FROM c);`,
  ).join("\n"),
};

const FIRST = "-- first\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\nCREATE TABLE one (id integer);\n" +
  "-- migrate:down\nDROP TABLE one;\n";

function second(slow: string, header = ""): string {
  return `-- slow\n-- revision: bbbbbbbbbbbb\n-- down_revision: aaaaaaaaaaaa\n${header}
-- migrate:up
INSERT INTO one VALUES (1);
${slow}
CREATE TABLE two (id integer);
-- migrate:down
DROP TABLE two;
`;
}

async function prepared(database: TestDatabase, header = "") {
  const { folder, engine, url } = database;
  await writeScripts(`${folder}/migrations`, { "a.sql": FIRST, "b.sql": second(SLOW[engine], header) });
  return { cwd: folder, env: { DATABASE_URL: url } };
}

/** How it is put right afterwards: the slow statement is quick. */
async function finish(database: TestDatabase, options: Parameters<typeof retort>[1]): Promise<void> {
  const { code, stderr } = await retort(["upgrade"], options);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await database.sql("SELECT count(*) FROM one WHERE id = 1"), [["1"]]);
}

forEachDialect("SIGTERM stops the statement, rolls back and tells where things stand", async (database) => {
  const options = await prepared(database);
  const run = startRetort(["upgrade"], options);
  await run.said(/Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb/);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const began = Date.now();
  run.kill("SIGTERM");
  const { code, signal, stdout, stderr } = await run.ended;
  assert.deepEqual([code, signal, stdout], [143, null, ""], stderr);
  assert.ok(Date.now() - began < 5000, `${Date.now() - began} ms\n${stderr}`);
  assert.match(stderr, /^FAILED: Stopped by SIGTERM\n {2}at migrations\/b\.sql:\d+/m);
  assert.match(stderr, /kept: 1 revision of this run before it/);
  assert.match(stderr, /the database stands at aaaaaaaaaaaa/);
  assert.match(stderr, /hint: Run the same command again: it goes on where this run ended/);
  if (database.engine === "mysql") {
    assert.match(stderr, /kept: 1 statement of 3 of revision bbbbbbbbbbbb/);
  } else {
    assert.match(stderr, /rolled back: revision bbbbbbbbbbbb, nothing of it was kept/);
    assert.deepEqual(await database.sql("SELECT count(*) FROM one"), [["0"]]);
  }
  if (database.engine === "sqlite") return;
  // Nothing of ours is left on the server, the lock included.
  await writeScripts(`${database.folder}/migrations`, { "b.sql": second("SELECT 1;") });
  await finish(database, options);
});

forEachDialect("SIGINT ends with 130, without a transaction too", async (database) => {
  const options = await prepared(database, "-- transaction: false\n");
  const run = startRetort(["upgrade"], options);
  await run.said(/Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb/);
  await new Promise((resolve) => setTimeout(resolve, 300));
  run.kill("SIGINT");
  const { code, signal, stderr } = await run.ended;
  assert.deepEqual([code, signal], [130, null], stderr);
  assert.match(stderr, /^FAILED: Stopped by SIGINT$/m);
  assert.match(stderr, /kept: \d+ statements? of \d+ of revision bbbbbbbbbbbb, done and committed/);
  const { code: status, stdout } = await retort(["status"], options);
  assert.equal(status, 7, stdout);
  if (database.engine === "sqlite") return;
  await writeScripts(`${database.folder}/migrations`, {
    "b.sql": second("SELECT 1;", "-- transaction: false\n"),
  });
  await finish(database, options);
});

forEachDialect("a signal ends the wait for another runner", async (database) => {
  const options = await prepared(database);
  const holder = startRetort(["upgrade"], options);
  await holder.said(/Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb/);
  for (const args of [["upgrade"], ["stamp", "head"]]) {
    const waiter = startRetort(args, options);
    await waiter.said(/Waiting for the lock/);
    waiter.kill("SIGTERM");
    const { code, signal, stderr } = await waiter.ended;
    assert.deepEqual([code, signal], [143, null], stderr);
    assert.match(stderr, /^FAILED: Stopped by SIGTERM$/m);
  }
  holder.kill("SIGINT");
  assert.equal((await holder.ended).code, 130);
});

forEachDialect("a signal ends a revision whose code waits for something else", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": `// never ends\n// revision: aaaaaaaaaaaa\n
      export async function upgrade(op) {
        await op.query("SELECT 1");
        console.error("asleep");
        await new Promise(() => {});
      }\n`,
  });
  const run = startRetort(["upgrade"], options);
  await run.said(/asleep/);
  run.kill("SIGTERM");
  const { code, signal, stderr } = await run.ended;
  assert.deepEqual([code, signal], [143, null], stderr);
  assert.match(stderr, /^FAILED: Stopped by SIGTERM$/m);
  assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
});

forEachDialect("a second signal ends the process at once", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": `// passes over every cancellation\n// revision: aaaaaaaaaaaa\n
      export async function upgrade(op) {
        console.error("asleep");
        await op.execute(\`DO $$ BEGIN FOR i IN 1..60 LOOP BEGIN PERFORM pg_sleep(0.2);
          EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$\`);
      }\n`,
  });
  const run = startRetort(["upgrade"], options);
  await run.said(/asleep/);
  run.kill("SIGINT");
  await new Promise((resolve) => setTimeout(resolve, 200));
  run.kill("SIGTERM");
  const { code, signal } = await run.ended;
  assert.deepEqual([code, signal], [143, null]);
}, { engines: ["postgres"] });

const CONTAINER = ["unshare", "--fork", "--pid", "--mount-proc"];

/** Whether processes with numbers of their own can be made here, as in a container. */
async function canNest(): Promise<boolean> {
  try {
    return (await new Deno.Command(CONTAINER[0] ?? "", {
      args: [...CONTAINER.slice(1), "true"],
      stderr: "null",
    })
      .output()).success;
  } catch {
    return false;
  }
}

/** The process that is the first one inside: the child of `unshare`. */
async function firstInside(pid: number): Promise<number> {
  const children = (await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`)).trim();
  return Number(children.split(" ")[0]);
}

const nested = await canNest();
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  forEachDialect(`${signal} ends the first process of a container`, async (database) => {
    if (!nested) return;
    const options = await prepared(database);
    const run = startRetort(["upgrade"], { ...options, under: CONTAINER });
    await run.said(/Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb/);
    Deno.kill(await firstInside(run.pid), signal);
    const { code, stderr } = await run.ended;
    assert.equal(code, signal === "SIGTERM" ? 143 : 130, stderr);
    assert.match(stderr, new RegExp(`FAILED: Stopped by ${signal}`));
  });
}
