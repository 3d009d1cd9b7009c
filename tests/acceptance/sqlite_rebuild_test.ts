import assert from "node:assert/strict";
import { sqliteCompiler } from "../../src/dialect/sqlite/compiler.ts";
import type { SqliteConnection } from "../../src/dialect/sqlite/connection.ts";
import { dispatch } from "../../src/operation/dispatch.ts";
import type { Operation, TableChange } from "../../src/operation/operation.ts";
import { type Column, plainColumn } from "../../src/schema/column.ts";
import { EMPTY_SCHEMA } from "../../src/schema/schema.ts";
import { RetortError } from "../../src/util/errors.ts";
import { batch, carryOut, compiled, openSqlite, rows, schemaOf, tableOf } from "../support/rebuilding.ts";

const TASK = [
  "CREATE TABLE person (id INTEGER PRIMARY KEY)",
  "INSERT INTO person VALUES (1)",
  `CREATE TABLE task (
    id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, rank TEXT, owner INTEGER REFERENCES person (id),
    CONSTRAINT ck_title CHECK (task.title <> '')
  )`,
  "CREATE INDEX ix_title ON task (title)",
  "CREATE TABLE note (id INTEGER PRIMARY KEY, task_id INTEGER REFERENCES task (id) ON DELETE CASCADE)",
  "INSERT INTO task (title, rank, owner) VALUES ('a', '9007199254740993', 1), ('b', 'abc', NULL), ('c', NULL, 1)",
  "INSERT INTO note (task_id) VALUES (1), (2), (2)",
  "DELETE FROM task WHERE id = 3",
  "CREATE TABLE log (what)",
  "CREATE TRIGGER noted AFTER INSERT ON task BEGIN INSERT INTO log VALUES (new.title); END",
];

function alter(column: string, change: Partial<Column>, using = ""): TableChange {
  return { kind: "alterColumn", table: { name: "task" }, column, change, using };
}

function drop(column: string): TableChange {
  return { kind: "dropColumn", table: { name: "task" }, column, ifExists: false, cascade: false };
}

function add(column: Column): TableChange {
  return { kind: "addColumn", table: { name: "task" }, column, constraints: [], ifNotExists: false };
}

function native(sql: string) {
  return { kind: "native", sql } as const;
}

async function texts(connection: SqliteConnection, operation: Operation, version?: string) {
  return (await compiled(connection, operation, version)).map(({ sql }) => sql);
}

async function refused(work: Promise<unknown>, message: RegExp, hint = /^/): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof RetortError);
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
    return true;
  });
}

Deno.test("a rebuild is written as a person would write it", async () => {
  await using connection = await openSqlite(TASK);
  const changes = [alter("rank", { type: native("INTEGER") }), drop("owner")];
  assert.deepEqual(await texts(connection, batch("task", changes)), [
    `CREATE TABLE _retort_new_task (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  rank INTEGER,
  CONSTRAINT ck_title CHECK (title <> '')
)`,
    `INSERT INTO _retort_new_task (id, title, rank)
SELECT id, title, rank
FROM task ORDER BY rowid`,
    "DELETE FROM sqlite_sequence WHERE name = '_retort_new_task'",
    `INSERT INTO sqlite_sequence (name, seq)
SELECT '_retort_new_task', seq FROM sqlite_sequence WHERE name = 'task'`,
    "DROP TABLE task",
    "PRAGMA legacy_alter_table = ON",
    "ALTER TABLE _retort_new_task RENAME TO task",
    "PRAGMA legacy_alter_table = OFF",
    "CREATE INDEX ix_title ON task (title)",
    "CREATE TRIGGER noted AFTER INSERT ON task BEGIN INSERT INTO log VALUES (new.title); END",
    "INSERT INTO task (id) SELECT id FROM task WHERE 0",
  ]);
  const marks = (await compiled(connection, batch("task", changes))).map(({ foreignKeys }) => foreignKeys);
  assert.deepEqual(new Set(marks), new Set(["off"]), "notes would go with their tasks otherwise");
});

Deno.test("a rebuild keeps children, the AUTOINCREMENT number, and values that are no numbers", async () => {
  await using connection = await openSqlite(TASK);
  await carryOut(connection, batch("task", [alter("rank", { type: native("INTEGER") })]));
  assert.deepEqual(
    await rows(connection, "SELECT id, CAST(rank AS TEXT) AS rank, typeof(rank) AS t FROM task"),
    [
      { id: 1, rank: "9007199254740993", t: "integer" },
      { id: 2, rank: "abc", t: "text" },
    ],
  );
  assert.deepEqual(await rows(connection, "SELECT count(*) AS n FROM note"), [{ n: 3 }]);
  assert.deepEqual(await rows(connection, "SELECT * FROM log"), [], "no trigger has seen the copy");
  await connection.execute("INSERT INTO task (title) VALUES ('d')");
  assert.deepEqual(await rows(connection, "SELECT max(id) AS id FROM task"), [{ id: 4 }]);
  await connection.execute("DELETE FROM task WHERE id = 2");
  assert.deepEqual(await rows(connection, "SELECT task_id FROM note"), [{ task_id: 1 }], "the key works");
});

Deno.test("a rebuild leaves full-text tables with external content in step", async () => {
  await using connection = await openSqlite([
    "CREATE TABLE doc (body TEXT, extra)",
    "INSERT INTO doc (rowid, body) VALUES (3, 'red fox'), (70, 'blue fox')",
    "CREATE VIRTUAL TABLE search USING fts5(body, content='doc')",
    "INSERT INTO search (search) VALUES ('rebuild')",
    "CREATE TRIGGER doc_in AFTER INSERT ON doc BEGIN INSERT INTO search (rowid, body) VALUES (new.rowid, new.body); END",
  ]);
  const change = { ...alter("extra", { nullable: true, type: native("TEXT") }), table: { name: "doc" } };
  await carryOut(connection, batch("doc", [change]));
  assert.deepEqual(await rows(connection, "SELECT rowid, body FROM search WHERE search MATCH 'blue'"), [
    { rowid: 70, body: "blue fox" },
  ]);
  await connection.execute("INSERT INTO doc (body) VALUES ('grey')");
  assert.equal((await rows(connection, "SELECT rowid FROM search WHERE search MATCH 'grey'")).length, 1);
});

Deno.test("a rebuild does not mind views, broken ones too, and refuses to break one", async () => {
  await using connection = await openSqlite([
    ...TASK,
    "CREATE VIEW broken AS SELECT * FROM nowhere",
    "CREATE VIEW ranked AS SELECT id, rank FROM task",
    "CREATE VIEW above AS SELECT * FROM ranked",
  ]);
  await carryOut(connection, batch("task", [alter("title", { type: native("VARCHAR(9)") })], "always"));
  const before = await schemaOf(connection);
  await refused(carryOut(connection, batch("task", [drop("rank")])), /no such column: rank/);
  assert.deepEqual(await schemaOf(connection), before);
  assert.deepEqual(await rows(connection, "SELECT id FROM above"), [{ id: 1 }, { id: 2 }]);
});

Deno.test("a rebuild renames last, so that views and triggers follow, even when names change places", async () => {
  await using connection = await openSqlite([
    ...TASK,
    "CREATE VIEW named AS SELECT id, title, rank FROM task",
    "CREATE TRIGGER on_note AFTER INSERT ON note BEGIN UPDATE task SET rank = 'x' WHERE title = 'a'; END",
  ]);
  const changes = [
    alter("title", { name: "between" }),
    alter("rank", { name: "title", default: { kind: "value", value: "r" } }),
    alter("between", { name: "rank" }),
    add(plainColumn("owner_name", native("TEXT"))),
    alter("owner", { name: "person_id" }),
  ];
  await carryOut(connection, batch("task", changes));
  assert.deepEqual((await tableOf(connection, "task")).columns.map(({ name }) => name), [
    "id",
    "rank",
    "title",
    "person_id",
    "owner_name",
  ]);
  assert.deepEqual(await rows(connection, "SELECT rank, title FROM named WHERE id = 2"), [
    { rank: "b", title: "abc" },
  ]);
  await connection.execute("INSERT INTO note (task_id) VALUES (1)");
  await connection.execute("INSERT INTO task (rank) VALUES ('new')");
  assert.deepEqual(await rows(connection, "SELECT title FROM task WHERE id IN (1, 4)"), [
    { title: "x" },
    { title: "r" },
  ]);
  assert.deepEqual(await rows(connection, "SELECT * FROM log"), [{ what: "new" }]);
  const [check] = (await tableOf(connection, "task")).constraints.filter(({ kind }) => kind === "check");
  assert.ok(check?.kind === "check" && /^"?rank"? <> ''$/.test(check.condition), JSON.stringify(check));
});

Deno.test("a new column may take the name that another one has just left", async () => {
  await using connection = await openSqlite(TASK);
  const column = { ...plainColumn("rank", native("INTEGER")), default: { kind: "value", value: 3 } } as const;
  await carryOut(connection, batch("task", [alter("rank", { name: "old_rank" }), add(column)], "always"));
  assert.deepEqual(await rows(connection, "SELECT old_rank, rank FROM task WHERE id = 2"), [
    { old_rank: "abc", rank: 3 },
  ]);
});

Deno.test("a rebuild refuses to drop what triggers and other tables' keys need, with their names", async () => {
  await using connection = await openSqlite([
    ...TASK,
    'CREATE TRIGGER ranked AFTER UPDATE OF "rank" ON task BEGIN SELECT 1; END',
  ]);
  await refused(
    compiled(connection, batch("task", [drop("rank")])),
    /trigger 'ranked' needs it/,
    /DROP TRIGGER/,
  );
  await refused(compiled(connection, batch("task", [drop("title")])), /trigger 'noted' needs it/);
  await refused(
    compiled(connection, batch("task", [drop("id")])),
    /the foreign key \(task_id\) of table 'note' refers to it/,
    /batchAlterTable\('note'/,
  );
  await refused(compiled(connection, batch("tusk", [drop("id")], "always")), /no table 'tusk'/, /log, note/);
});

Deno.test("a rebuild refuses to break a trigger of another table", async () => {
  for (const event of ["INSERT", "UPDATE", "DELETE"]) {
    await using connection = await openSqlite([
      ...TASK,
      `CREATE TRIGGER far AFTER ${event} ON person BEGIN UPDATE task SET rank = 1; END`,
    ]);
    await refused(carryOut(connection, batch("task", [drop("rank")])), /no such column: rank/);
    assert.equal((await tableOf(connection, "task")).columns.length, 4);
  }
});

Deno.test("a rebuild clears away what a killed one has left, and nothing that is somebody else's", async () => {
  const change = batch("task", [alter("rank", { type: native("BLOB") })]);
  await using connection = await openSqlite([
    ...TASK,
    "CREATE TABLE _retort_new_task (id INTEGER PRIMARY KEY, title, rank, owner)",
    "INSERT INTO _retort_new_task VALUES (1, 'half', 1, 1)",
  ]);
  assert.equal((await texts(connection, change))[0], "DROP TABLE _retort_new_task");
  await carryOut(connection, change);
  assert.equal((await rows(connection, "SELECT * FROM task")).length, 2);
  await connection.execute("CREATE TABLE _retort_new_task (mine)");
  await carryOut(connection, change);
  assert.deepEqual(await rows(connection, "SELECT * FROM _retort_new_task"), []);
  assert.equal((await schemaOf(connection)).tables.length, 5);
});

Deno.test("a rebuild loses no row to ON CONFLICT", async () => {
  await using connection = await openSqlite([
    "CREATE TABLE task (id INTEGER PRIMARY KEY, rank INTEGER)",
    "INSERT INTO task (rank) VALUES (1), (1)",
  ]);
  const constraint = {
    kind: "unique",
    name: "uq_rank",
    columns: ["rank"],
    include: [],
    nullsNotDistinct: false,
    deferral: "immediate",
    comment: "",
    options: { conflict: "REPLACE" },
  } as const;
  const operation = { kind: "addConstraint", table: { name: "task" }, constraint } as const;
  await refused(carryOut(connection, operation), /^UNIQUE constraint failed: task\.rank$/);
  assert.equal((await rows(connection, "SELECT * FROM task")).length, 2);
});

Deno.test("the check of an enumeration goes and comes with its type", async () => {
  await using connection = await openSqlite([
    "CREATE TABLE task (id INTEGER, state TEXT CHECK (state IN ('new', 'done')))",
  ]);
  const type = { kind: "enum", name: { name: "state" }, values: ["new", "done", "late"] } as const;
  await carryOut(connection, batch("task", [alter("state", { type })]));
  await connection.execute("INSERT INTO task VALUES (1, 'late')");
  await refused(connection.execute("INSERT INTO task VALUES (1, 'never')"), /CHECK constraint failed/);
  await carryOut(connection, batch("task", [alter("state", { type: native("VARCHAR(9)") })]));
  assert.deepEqual((await tableOf(connection, "task")).constraints, []);
});

Deno.test("a table that nobody refers to is rebuilt with foreign keys on", async () => {
  await using connection = await openSqlite(["CREATE TABLE task (id INTEGER PRIMARY KEY, rank TEXT)"]);
  const statements = await carryOut(connection, batch("task", [alter("rank", { type: native("INTEGER") })]));
  assert.ok(statements.every(({ foreignKeys }) => foreignKeys === undefined));
});

Deno.test("ALTER TABLE is used where it can do all changes, by the version of SQLite", async () => {
  await using connection = await openSqlite(TASK);
  const change = alter("rank", { nullable: false, type: native("text"), name: "place" });
  const check = {
    kind: "check",
    name: "ck_rank",
    condition: "rank <> ''",
    comment: "",
    options: {},
  } as const;
  const both = batch("task", [
    { kind: "addConstraint", table: { name: "task" }, constraint: check },
    { kind: "dropConstraint", table: { name: "task" }, name: "CK_TITLE", ifExists: false, cascade: false },
    alter("rank", { nullable: false, name: "place" }),
  ]);
  assert.deepEqual(await texts(connection, both, "3.53.0"), [
    "ALTER TABLE task ADD CONSTRAINT ck_rank CHECK (rank <> '')",
    "ALTER TABLE task DROP CONSTRAINT ck_title",
    "ALTER TABLE task ALTER COLUMN rank SET NOT NULL",
    "ALTER TABLE task RENAME COLUMN rank TO place",
  ]);
  assert.match((await texts(connection, both, "3.52.0")).join(), /DROP TABLE task/);
  assert.match((await texts(connection, batch("task", [change]), "3.53.0")).join(), /DROP TABLE task/);
  await refused(compiled(connection, batch("task", [change], "never")), /cannot make all changes/);
  assert.deepEqual(
    await texts(connection, batch("task", [alter("title", { nullable: false })]), "3.53.0"),
    [],
  );
});

Deno.test("offline a rebuild takes the table as it is described, and clears what is left of another", async () => {
  await using connection = await openSqlite(TASK);
  const existing = { ...await tableOf(connection, "task"), indexes: [] };
  const context = { schema: EMPTY_SCHEMA, server: connection.server, offline: true };
  const operation = batch("task", [
    alter("rank", { nullable: false, default: { kind: "value", value: "" } }),
  ]);
  await refused(
    Promise.resolve().then(() => dispatch(sqliteCompiler.handlers, operation, context)),
    /script/,
    /existing/,
  );
  const known: Operation = operation.kind === "alterTable" ? { ...operation, existing } : operation;
  const statements = dispatch(sqliteCompiler.handlers, known, context);
  assert.equal(statements[0]?.sql, "DROP TABLE IF EXISTS _retort_new_task");
  assert.ok(statements.every(({ foreignKeys }) => foreignKeys === "off"));
});

for (const name of ["x".repeat(60), "🎉", "a \"b\" 'c'", "select", "sqlite", "Task"]) {
  Deno.test(`a rebuild takes the name ${name.slice(0, 12)}`, async () => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    await using connection = await openSqlite([
      `CREATE TABLE ${quoted} (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, up REFERENCES ${quoted} (id))`,
      `INSERT INTO ${quoted} (a) VALUES ('1')`,
    ]);
    const change: TableChange = {
      kind: "alterColumn",
      table: { name },
      column: "A",
      change: { type: native("INTEGER") },
      using: "a + 1",
    };
    await carryOut(connection, { kind: "alterTable", table: { name }, changes: [change], rebuild: "auto" });
    assert.deepEqual(await rows(connection, `SELECT a FROM ${quoted}`), [{ a: 2 }]);
    assert.equal((await tableOf(connection, name)).constraints.length, 2);
  });
}

Deno.test("a hundred thousand rows are rebuilt, each as it was", async () => {
  await using connection = await openSqlite([
    "CREATE TABLE task (id INTEGER PRIMARY KEY, big INTEGER, note TEXT, gone TEXT, CHECK (length(note) < 99))",
    "CREATE INDEX ix_note ON task (note, big)",
    `INSERT INTO task (id, big, note, gone)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
     SELECT i * 3, 9007199254740993 + i, 'note ' || i % 977, 'gone' FROM n`,
  ]);
  const sums =
    "SELECT count(*) AS n, CAST(sum(big % 1000003) AS TEXT) AS b, group_concat(note) AS t FROM task";
  const before = await rows(connection, sums);
  await carryOut(connection, batch("task", [drop("gone"), alter("note", { nullable: false })], "always"));
  assert.deepEqual(await rows(connection, sums), before);
  assert.deepEqual(await rows(connection, "PRAGMA integrity_check"), [{ integrity_check: "ok" }]);
});
