import assert from "node:assert/strict";
import type { ProcessResult } from "../support/process.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const ONE = 'op.execute("CREATE TABLE one (id integer PRIMARY KEY)");';
const TWO = 'op.execute("CREATE TABLE two (id integer PRIMARY KEY)");';

/** Runs a revision whose `upgrade` has this body, from line 5 on. */
async function upgrade(database: TestDatabase, body: string, header = ""): Promise<ProcessResult> {
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": `// a change
// revision: aaaaaaaaaaaa
${header === "" ? "// created: 2026-11-21T09:12:44Z" : header}
export async function upgrade(op) {
${body}
}
`,
  });
  return await retort(["upgrade"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
}

/** Exit code 1, the revision's file and what was kept are named, and the ledger knows of it. */
async function assertFailed(database: TestDatabase, ended: ProcessResult, what: RegExp): Promise<void> {
  assert.equal(ended.code, 1, ended.stderr);
  assert.match(ended.stderr, what);
  assert.match(ended.stderr, /migrations\/a\.ts:\d+:\d+/);
  assert.doesNotMatch(ended.stderr, /bug/);
  if (database.engine === "mysql") {
    assert.match(ended.stderr, /kept: 1 statement of revision aaaaaaaaaaaa/);
    assert.deepEqual(await database.sql("SELECT state FROM retort_ledger"), [["upgrading"]]);
  } else {
    assert.match(ended.stderr, /rolled back: revision aaaaaaaaaaaa, nothing of it was kept/);
    assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
    await assert.rejects(database.sql("SELECT * FROM one"));
  }
}

for (const header of ["", "// transaction: false"]) {
  const name = header === "" ? "" : ", without a transaction";
  forEachDialect(`what is not awaited is done before the step ends${name}`, async (database) => {
    const ended = await upgrade(database, `  ${ONE}\n  ${TWO}`, header);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(await database.sql("SELECT count(*) FROM one; SELECT count(*) FROM two"), [["0"], [
      "0",
    ]]);
    assert.deepEqual(await database.sql("SELECT state FROM retort_ledger"), [["applied"]]);
  });

  forEachDialect(`the failure of what is not awaited is the step's${name}`, async (database) => {
    const ended = await upgrade(database, `  ${ONE}\n  ${ONE}`, header);
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(ended.stderr, /FAILED: .*already exists/);
    assert.match(ended.stderr, /at migrations\/a\.ts:6:\d+ \(revision aaaaaaaaaaaa\)/);
    assert.match(ended.stderr, /CREATE TABLE one/);
    const current = await retort(["current"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
    assert.doesNotMatch(current.stdout, /aaaaaaaaaaaa \(head\)/);
  });
}

forEachDialect("a failure that the revision handles is none of the step's", async (database) => {
  const ended = await upgrade(
    database,
    `  ${ONE}\n  const failed = op.execute("SELECT * FROM missing").catch(() => 0);\n  await failed;`,
    "// transaction: false",
  );
  assert.equal(ended.code, 0, ended.stderr);
});

forEachDialect("statements of Promise.all go one after the other", async (database) => {
  const rows = Array.from({ length: 20 }, (_, id) => `op.execute("INSERT INTO one VALUES (${id})")`);
  const ended = await upgrade(database, `  await ${ONE}\n  await Promise.all([${rows.join(", ")}]);`);
  assert.equal(ended.code, 0, ended.stderr);
  assert.deepEqual(await database.sql("SELECT count(*) FROM one"), [["20"]]);
});

const LOOSE: Readonly<Record<string, readonly [string, RegExp]>> = {
  "a rejected promise that nobody handles": [
    'Promise.reject(new Error("loose"));',
    /FAILED: Error: loose \(migrations\/a\.ts:6:18\)/,
  ],
  "an error in a timer": [
    'setTimeout(() => { throw new Error("late"); }, 1);\n  await new Promise(() => {});',
    /FAILED: Error: late \(migrations\/a\.ts:6:28\)/,
  ],
  "Deno.exit()": ["Deno.exit(0);", /FAILED: The revision calls exit\(0\) \(migrations\/a\.ts:6:8\)\n/],
  "process.exit()": [
    "try { (await import('node:process')).default.exit(0); } catch { /* goes on */ }",
    /FAILED: The revision calls exit\(0\) \(migrations\/a\.ts:6:\d+\)\n/,
  ],
};

for (const [name, [code, what]] of Object.entries(LOOSE)) {
  forEachDialect(`${name} is the revision's failure`, async (database) => {
    await assertFailed(database, await upgrade(database, `  await ${ONE}\n  ${code}`), what);
  });
}

forEachDialect(
  "a script is written of what is not awaited too, and none of a revision that exits",
  async (database) => {
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    const file = (body: string) =>
      `// a\n// revision: aaaaaaaaaaaa\nexport async function upgrade(op) {\n${body}\n}\n`;
    await writeScripts(`${database.folder}/migrations`, { "a.ts": file(`${ONE}\n${TWO}`) });
    const whole = await retort(["upgrade", "--sql"], options);
    assert.equal(whole.code, 0, whole.stderr);
    assert.match(whole.stdout, /CREATE TABLE one[^]*CREATE TABLE two/);
    await writeScripts(`${database.folder}/migrations`, { "a.ts": file(`${ONE}\nDeno.exit(0);`) });
    const none = await retort(["upgrade", "--sql"], options);
    assert.equal(none.code, 1);
    assert.equal(none.stdout, "");
    assert.match(none.stderr, /FAILED: The revision calls exit\(0\) \(migrations\/a\.ts:5:6\)/);
  },
);

forEachDialect("op is refused after its step has ended", async (database) => {
  await writeScripts(`${database.folder}/migrations`, {
    "keep.ts": "export const kept = [];\n",
    "a.ts": `// a
// revision: aaaaaaaaaaaa
import { kept } from "./keep.ts";
export function upgrade(op) { kept.push(op); }
`,
    "b.ts": `// b
// revision: bbbbbbbbbbbb
// down_revision: aaaaaaaaaaaa
import { kept } from "./keep.ts";
export async function upgrade() { await kept[0].${ONE.slice(3)} }
`,
  });
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const { code, stderr } = await retort(["upgrade"], options);
  assert.equal(code, 1);
  assert.match(stderr, /FAILED: A revision uses `op` after it has ended \(migrations\/b\.ts:5:\d+\)/);
  assert.match(stderr, /rolled back: revision bbbbbbbbbbbb/);
  await assert.rejects(database.sql("SELECT * FROM one"));
});

forEachDialect("what a revision logs is no part of the result", async (database) => {
  const { folder, url } = database;
  const body = `  console.log("a word");\n  await ${ONE}`;
  await writeScripts(`${folder}/migrations`, {
    "a.ts": `// a change
// revision: aaaaaaaaaaaa
export async function upgrade(op) {
${body}
}
`,
  });
  const ended = await retort(["upgrade", "--json"], { cwd: folder, env: { DATABASE_URL: url } });
  assert.equal(ended.code, 0, ended.stderr);
  assert.equal(JSON.parse(ended.stdout).heads[0], "aaaaaaaaaaaa");
  assert.match(ended.stderr, /^a word$/m);
});

const WRONG: Readonly<Record<string, RegExp>> = {
  "op.execute()": /op.execute\(\): the statement must be a text, or op.sql`…`, not undefined/,
  'op.execute("UPDATE one SET id = ?", [1])': /op.execute\(\): values are given beside the statement/,
  "op.query(5)": /op.query\(\): the statement must be a text/,
  "op.step(async () => {})": /op.step\(\): the step's name must be a name, not a function/,
  'op.step("a")': /op.step\(\): what it does must be a function, not undefined/,
  "op.autocommit()": /op.autocommit\(\): what it runs must be a function, not undefined/,
  'op.chunks("one", async () => {})': /op.chunks\(\): the options must be an object/,
  'op.chunks("one", {}, async () => {})':
    /op.chunks\(\): `key` must be a name, or a list of names, not undefined/,
  'op.chunks("one", { key: "id", chunk: 5 }, async () => {})': /op.chunks\(\): there is no option 'chunk'/,
  'op.chunks("one", { key: "id" })': /op.chunks\(\): what is done with a chunk must be a function/,
  "op.execute(op.sql`SELECT ${undefined}`)": /op.sql was given undefined/,
  'op.bulkInsert("one", [{ id: op.sql`1` }])': /column 'id' of row 1 is op.sql/,
  'op.bulkInsert("one", [{ id: NaN }])': /column 'id' has NaN/,
  "op.f()": /op.f\(\): the name must be a name, not undefined/,
};

forEachDialect("a wrong call is told in words", async (database) => {
  const calls = Object.keys(WRONG).map((call) =>
    `  await (async () => await ${call})().catch((error) => console.error("| " + error.message));`
  );
  const ended = await upgrade(database, calls.join("\n"), "// transaction: false");
  const said = ended.stderr.split("\n").filter((line) => line.startsWith("| "));
  assert.equal(said.length, calls.length, ended.stderr);
  for (const [index, [call, what]] of Object.entries(WRONG).entries()) {
    assert.match(said[index] ?? "", what, call);
  }
});

forEachDialect("a wrong call is told at its own line, however deep it was found", async (database) => {
  const ended = await upgrade(database, `\n  await op.bulkInsert("one", [{ id: [[[[[new Date()]]]]] }]);`);
  assert.equal(ended.code, 1, ended.stderr);
  assert.match(ended.stderr, /is a Date \(migrations\/a\.ts:6:\d+\)/);
});
