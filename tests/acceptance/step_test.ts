import assert from "node:assert/strict";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { loseMark } from "../support/lost_mark.ts";
import { retort } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const ID = "aaaaaaaaaaaa";

async function write({ folder }: TestDatabase, body: string, header = "// transaction: false\n") {
  await writeScripts(`${folder}/migrations`, {
    "a.ts":
      `// a change in code\n// revision: ${ID}\n${header}import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
${body}
}

export async function downgrade(op: Operations): Promise<void> {
  await op.step("gone", async () => { await op.execute("DROP TABLE one"); });
  await op.step("missing", async () => { await op.execute("DROP TABLE missing"); });
}
`,
  });
}

async function run({ folder, url }: TestDatabase, ...args: readonly string[]) {
  return await retort(args, { cwd: folder, env: { DATABASE_URL: url } });
}

function step(name: string, ...statements: readonly string[]): string {
  const lines = statements.map((sql) => `    await op.execute(${JSON.stringify(sql)});`);
  return `  await op.step("${name}", async () => {\n${lines.join("\n")}\n  });`;
}

const CREATE = step("create", "CREATE TABLE one (id integer)");
const FILL = ["INSERT INTO one VALUES (1)", "INSERT INTO one VALUES (2)"];

async function ids({ sql }: TestDatabase): Promise<string> {
  return (await sql("SELECT id FROM one ORDER BY id")).join("");
}

forEachDialect("steps that are done are passed over, the one under way goes on", async (database) => {
  await write(database, [CREATE, step("fill", ...FILL, "INSERT INTO missing VALUES (1)")].join("\n"));
  const failed = await run(database, "upgrade");
  assert.equal(failed.code, 1, failed.stderr);
  assert.match(failed.stderr, /kept: 3 statements of revision aaaaaaaaaaaa, done and committed/);
  assert.equal((await run(database, "status")).code, 7);
  await write(database, [CREATE, step("fill", ...FILL, "INSERT INTO one VALUES (3)")].join("\n"));
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /warning: migrations\/a\.ts has changed since it stopped half-way/);
  assert.match(stderr, /Step 'create' was done before: passed over/);
  assert.match(stderr, /Going on with step 'fill', after 2 of its statements/);
  assert.equal(await ids(database), "123");
  assert.deepEqual(await database.sql("SELECT state, statements_done, journal FROM retort_ledger"), [
    ["applied", "4", "NULL"],
  ]);
});

forEachDialect("a step whose code has changed is not guessed at", async (database) => {
  const broken = step("fill", ...FILL, "INSERT INTO missing VALUES (1)");
  await write(database, [CREATE, broken].join("\n"));
  assert.equal((await run(database, "upgrade")).code, 1);
  await write(database, [CREATE, step("fill", "INSERT INTO one VALUES (9)", ...FILL)].join("\n"));
  const differs = await run(database, "upgrade");
  assert.equal(differs.code, 7, differs.stderr);
  assert.match(
    differs.stderr,
    /Step 'fill' of revision aaaaaaaaaaaa stopped half-way, and its statements are not/,
  );
  await write(database, [CREATE, step("pour", ...FILL)].join("\n"));
  const renamed = await run(database, "upgrade");
  assert.equal(renamed.code, 7, renamed.stderr);
  assert.match(renamed.stderr, /Step 'fill' was begun [^]*the file has 'pour' there now/);
  await write(database, CREATE);
  const gone = await run(database, "upgrade");
  assert.equal(gone.code, 7, gone.stderr);
  assert.match(gone.stderr, /the file does not come to it any more/);
  assert.equal(await ids(database), "12");
  const settled = await run(database, "repair", "--done");
  assert.match(settled.stderr, /Recorded: step 'fill' is done/);
  await write(database, [CREATE, broken, step("last", "INSERT INTO one VALUES (3)")].join("\n"));
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.equal(await ids(database), "123");
});

forEachDialect(
  "a step that asks is not done over, a name stands once and not inside another",
  async (database) => {
    const asks = `  await op.step("ask", async () => {
    await op.query("SELECT count(*) AS n FROM one");
    await op.execute("INSERT INTO one VALUES (1)");
    await op.execute("INSERT INTO missing VALUES (1)");
  });`;
    await write(database, [CREATE, asks].join("\n"));
    const failed = await run(database, "upgrade");
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /hint: .*`retort repair aaaaaaaaaaaa` wants to know how it stands/);
    const { code, stderr } = await run(database, "upgrade");
    assert.equal(code, 7, stderr);
    assert.match(stderr, /stopped in step 'ask', after 1 of its statements, and the step asks the database/);
    assert.match(stderr, /retort repair aaaaaaaaaaaa --undone/);
    await database.sql("DELETE FROM retort_ledger; DROP TABLE one");
    await write(database, [CREATE, CREATE].join("\n"));
    assert.match((await run(database, "upgrade")).stderr, /There are two steps 'create'/);
    await database.sql("DELETE FROM retort_ledger; DROP TABLE one");
    await write(database, `await op.step("outer", async () => {\n${CREATE}\n});`);
    assert.match((await run(database, "upgrade")).stderr, /Step 'create' stands inside another step/);
  },
);

/** Statements that take a while, or for ever, so that the process can be killed in the middle. */
const SLEEP = "await new Promise((resolve) => setTimeout(resolve, 60000));";

forEachDialect("steps are resumed after kill -9", async (database) => {
  const body = (rest: string) =>
    [
      CREATE,
      `  await op.step("fill", async () => {
    await op.execute("INSERT INTO one VALUES (1)");
    await op.execute("INSERT INTO one VALUES (2)");
    ${rest}
    await op.execute("INSERT INTO one VALUES (3)");
  });`,
    ].join("\n");
  await write(database, body(`console.error("asleep"); ${SLEEP}`));
  const process = startRetort(["upgrade"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
  await process.said(/asleep/);
  process.kill("SIGKILL");
  await process.ended;
  await write(database, body(""));
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Going on with step 'fill', after 2 of its statements/);
  assert.equal(await ids(database), "123");
});

const LONE: Readonly<Record<Engine, readonly [sql: string, told: RegExp]>> = {
  mysql: ["ALTER TABLE one ADD extra int", /Going on with step 'lone', after 1 of its statements/],
  postgres: ["CREATE INDEX CONCURRENTLY one_id ON one (id)", /Going on with step 'lone', after 1 of its/],
  sqlite: ["VACUUM", /Step 'create' was done before/],
};

forEachDialect("a statement of a step whose mark is lost is judged", async (database) => {
  const [lone, told] = LONE[database.engine];
  await write(database, [CREATE, step("lone", lone, "INSERT INTO one (id) VALUES (3)")].join("\n"));
  {
    await using _lost = await loseMark(database, 2);
    assert.equal((await run(database, "upgrade")).code, 1);
  }
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, told);
  assert.deepEqual(await database.sql("SELECT id FROM one"), [["3"]]);
});

forEachDialect("an INVALID index that a step left is dropped before the retry", async (database) => {
  await database.sql("CREATE TABLE one (id int); INSERT INTO one VALUES (1), (1)");
  await write(database, step("index", "CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id)"));
  assert.equal((await run(database, "upgrade")).code, 1);
  await database.sql("DELETE FROM one");
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Clearing away what the last try left behind: DROP INDEX CONCURRENTLY/);
  assert.deepEqual(
    await database.sql("SELECT count(*) FROM pg_index WHERE indrelid = 'one'::regclass AND indisvalid"),
    [
      ["1"],
    ],
  );
}, { engines: ["postgres"] });

forEachDialect("a downgrade goes on with its steps too", async (database) => {
  await write(database, CREATE);
  assert.equal((await run(database, "upgrade")).code, 0);
  assert.equal((await run(database, "downgrade", "base")).code, 1);
  assert.equal((await run(database, "upgrade")).code, 7);
  await database.sql("CREATE TABLE missing (id integer)");
  const { code, stderr } = await run(database, "downgrade", "base");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Step 'gone' was done before: passed over/);
  assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
});

const OUTSIDE: Readonly<Record<Engine, string>> = {
  sqlite: "VACUUM",
  postgres: "CREATE INDEX CONCURRENTLY one_id ON one (id)",
  mysql: "CREATE INDEX one_id ON one (id)",
};

forEachDialect(
  "op.autocommit() runs what a transaction cannot hold, and keeps what came before",
  async (database) => {
    const autocommit = `  await op.autocommit(async () => {\n    ${
      step("index", OUTSIDE[database.engine])
    }\n  });`;
    const broken = [CREATE, autocommit, step("fill", ...FILL, "INSERT INTO missing VALUES (1)")];
    await write(database, broken.join("\n"), "");
    const failed = await run(database, "upgrade");
    assert.equal(failed.code, 1, failed.stderr);
    // What follows the block stands in a transaction again.
    assert.match(failed.stderr, /kept: 2 statements of revision aaaaaaaaaaaa, done and committed/);
    assert.deepEqual(await database.sql("SELECT count(*) FROM one"), [["0"]]);
    assert.deepEqual(await database.sql("SELECT state FROM retort_ledger"), [["upgrading"]]);
    await write(database, [CREATE, autocommit, step("fill", ...FILL)].join("\n"), "");
    const { code, stderr } = await run(database, "upgrade");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Step 'create' was done before[^]*Step 'index' was done before/);
    assert.equal(await ids(database), "12");
    const all = await run(database, "repair");
    assert.equal(all.stdout, "Nothing is half-done\n");
  },
  { engines: ["sqlite", "postgres"] },
);

forEachDialect("op.autocommit() does not break --transaction all", async (database) => {
  await write(database, `${CREATE}\n  await op.autocommit(async () => {});`, "");
  const { code, stderr } = await run(database, "upgrade", "--transaction", "all");
  assert.equal(code, 8, stderr);
  assert.match(stderr, /op\.autocommit\(\) would commit what --transaction all holds together/);
  await assert.rejects(database.sql("SELECT * FROM one"));
}, { engines: ["sqlite", "postgres"] });
