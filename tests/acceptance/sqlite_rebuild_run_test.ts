import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { runScript } from "../support/script_client.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const ONLY = { engines: ["sqlite"] } as const;

const BASE = `-- tables
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE task (owner_id INTEGER REFERENCES person (id) ON DELETE CASCADE);
CREATE TABLE alone (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO person VALUES (1, 'ada'), (2, 'bob');
INSERT INTO task VALUES (1), (2), (2);

-- migrate:down none "a test"
`;

const REBUILD = `await op.alterColumn("person", "name", { type: (t) => t.varchar(20) });`;

const AGAIN = /bbbbbbbbbbbb again without foreign keys/;

function change(body: string, header = ""): string {
  return `// change
// revision: bbbbbbbbbbbb
// down_revision: aaaaaaaaaaaa
${header}import type { Operations } from "./retort.d.ts";
export async function upgrade(op: Operations) {
${body}
}
export async function downgrade(op: Operations) { ${REBUILD} }
`;
}

async function upgraded(database: TestDatabase, second: string, ...flags: string[]) {
  const name = second.startsWith("--") ? "b.sql" : "b.ts";
  await writeScripts(`${database.folder}/migrations`, { "a.sql": BASE, [name]: second });
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  return await retort(["upgrade", ...flags], options);
}

async function assertWhole(database: TestDatabase): Promise<void> {
  assert.deepEqual(await database.sql("SELECT owner_id FROM task"), [["1"], ["2"], ["2"]]);
  assert.deepEqual(await database.sql("SELECT id, name FROM person"), [["1", "ada"], ["2", "bob"]]);
  assert.deepEqual(await database.sql("PRAGMA foreign_key_check"), []);
  assert.deepEqual(await database.sql("SELECT name FROM sqlite_schema WHERE name LIKE '_retort_new%'"), []);
}

async function typeOfName(database: TestDatabase): Promise<string | undefined> {
  return (await database.sql("SELECT type FROM pragma_table_info('person') WHERE name = 'name'"))[0]?.[0];
}

forEachDialect(
  "foreign_keys:off of an SQL section keeps the children of a table that it replaces",
  async (database) => {
    const { code, stderr } = await upgraded(
      database,
      `-- swap
-- revision: bbbbbbbbbbbb
-- down_revision: aaaaaaaaaaaa

-- migrate:up foreign_keys:off
CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO other SELECT * FROM person;
DROP TABLE person;
ALTER TABLE other RENAME TO person;

-- migrate:down none "a test"
`,
    );
    assert.equal(code, 0, stderr);
    await assertWhole(database);
  },
  ONLY,
);

for (const flags of [[], ["--transaction", "all"]]) {
  forEachDialect(`a parent is rebuilt and its children stay ${flags.join(" ")}`, async (database) => {
    const body = `  await op.execute("INSERT INTO alone (name) VALUES ('once')");\n  ${REBUILD}`;
    const { code, stderr } = await upgraded(database, change(body), ...flags);
    assert.equal(code, 0, stderr);
    assert.match(stderr, flags.length === 0 ? AGAIN : /again without foreign keys/);
    await assertWhole(database);
    assert.equal(await typeOfName(database), "VARCHAR(20)");
    assert.deepEqual(await database.sql("SELECT name FROM alone"), [["once"]], "done again, and kept once");
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    assert.equal((await retort(["downgrade", "-1"], options)).code, 0);
    await assertWhole(database);
  }, ONLY);
}

const WITHOUT: readonly (readonly [string, string])[] = [
  ["transaction: false", change(`  ${REBUILD}`, "// transaction: false\n")],
  ["op.autocommit()", change(`  await op.autocommit(async () => { ${REBUILD} });`)],
  ["a step", change(`  await op.step("it", async () => { ${REBUILD} });`, "// transaction: false\n")],
  [
    "a rebuild before op.autocommit()",
    change(`  ${REBUILD}\n  await op.autocommit(async () => { await op.execute("VACUUM"); });`),
  ],
];

for (const [how, script] of WITHOUT) {
  forEachDialect(`a parent is rebuilt as one unit: ${how}`, async (database) => {
    const { code, stderr } = await upgraded(database, script);
    assert.equal(code, 0, stderr);
    await assertWhole(database);
    assert.equal(await typeOfName(database), "VARCHAR(20)");
    assert.deepEqual(await database.sql("SELECT state FROM retort_ledger"), [["applied"], ["applied"]]);
  }, ONLY);
}

forEachDialect("a rebuild that nobody refers to needs no second try", async (database) => {
  const body = `  await op.alterColumn("alone", "name", { type: (t) => t.integer() });`;
  const { code, stderr } = await upgraded(database, change(body));
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stderr, /again/);
}, ONLY);

forEachDialect("a revision that catches the refusal is begun again all the same", async (database) => {
  const body =
    `  try { ${REBUILD} } catch { /* on it goes */ }\n  await op.execute("SELECT 1").catch(() => {});`;
  const { code, stderr } = await upgraded(database, change(body));
  assert.equal(code, 0, stderr);
  assert.match(stderr, AGAIN);
  assert.equal(await typeOfName(database), "VARCHAR(20)");
  await assertWhole(database);
}, ONLY);

forEachDialect("what dangles after a rebuild rolls the step back", async (database) => {
  const body = `  ${REBUILD}\n  await op.execute("DELETE FROM person WHERE id = 2");`;
  const { code, stderr } = await upgraded(database, change(body));
  assert.equal(code, 1, stderr);
  assert.match(stderr, /2 rows refer to ones that are not there/);
  assert.equal(await typeOfName(database), "TEXT");
  await assertWhole(database);
}, ONLY);

forEachDialect(
  "a rebuild that fails half-way is not committed by a revision that passes over it",
  async (database) => {
    const add = `op.createUniqueConstraint("uq", "alone", ["name"])`;
    const body = `  await op.execute("INSERT INTO alone (name) VALUES ('x'), ('x')");
  await ${add}.catch(() => {});
  await op.execute("INSERT INTO alone (name) VALUES ('y')").catch(() => {});`;
    const { code, stderr } = await upgraded(database, change(body));
    assert.equal(code, 1, stderr);
    assert.match(stderr, /UNIQUE constraint failed: alone\.name/);
    assert.deepEqual(await database.sql("SELECT * FROM alone"), []);
    await assertWhole(database);
  },
  ONLY,
);

forEachDialect("a rebuild after op.autocommit() is refused, with the way out", async (database) => {
  const body =
    `  await op.autocommit(async () => { await op.execute("INSERT INTO alone (name) VALUES ('x')"); });\n  ${REBUILD}`;
  const { code, stderr } = await upgraded(database, change(body));
  assert.equal(code, 8, stderr);
  assert.match(stderr, /decided before a transaction begins: a part of this revision is committed already/);
  assert.match(stderr, /hint: Put the operation before op\.autocommit\(\)/);
  await assertWhole(database);
}, ONLY);

const SCRIPTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["in a transaction", change(`  ${REBUILD}`), []],
  ["in one for all", change(`  ${REBUILD}`), ["--transaction", "all"]],
  ["without one", change(`  ${REBUILD}\n  await op.autocommit(async () => {});`), []],
];

for (const [how, script, flags] of SCRIPTS) {
  forEachDialect(`a script rebuilds a parent and keeps its children, ${how}`, async (database) => {
    const { code, stdout, stderr } = await upgraded(database, script, "--sql", "base:head", ...flags);
    assert.equal(code, 0, stderr);
    const ran = await runScript("sqlite", database.url, stdout);
    assert.equal(ran.code, 0, ran.stderr + stdout);
    assert.equal(ran.stdout, "", "it prints nothing");
    await assertWhole(database);
    assert.equal(await typeOfName(database), "VARCHAR(20)");
    assert.deepEqual(await database.sql("SELECT state FROM retort_ledger"), [["applied"], ["applied"]]);
  }, ONLY);
}
