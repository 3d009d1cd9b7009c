import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { plainColumn } from "../../schema/column.ts";
import { columnPart, plainIndex } from "../../schema/index.ts";
import type { Schema, Table } from "../../schema/schema.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import type { ReflectRequest } from "../reflector.ts";
import { SqliteConnection } from "./connection.ts";
import { check, primaryKey, unique } from "./parse/constraint.ts";
import { sqliteReflector } from "./reflector.ts";

async function memory(...statements: readonly string[]): Promise<SqliteConnection> {
  const { connect } = await import("./driver.ts");
  const url = parseDatabaseUrl("sqlite::memory:");
  const connection = await connect(url, { applicationName: "retort", connectTimeout: 1000 });
  for (const sql of statements) await connection.execute(sql);
  return connection;
}

async function reflected(statements: readonly string[], request: ReflectRequest = {}): Promise<Schema> {
  await using connection = await memory(...statements);
  return await sqliteReflector.reflect(connection, request);
}

async function onlyTable(sql: string): Promise<Table> {
  const { tables, unknown } = await reflected([sql]);
  assert.deepEqual(unknown, []);
  const [table] = tables;
  assert(table !== undefined);
  return table;
}

function column(name: string, sql: string) {
  return plainColumn(name, { kind: "native", sql });
}

const FOREIGN_KEY = {
  kind: "foreignKey",
  name: "",
  references: [],
  onDelete: "NO ACTION",
  onUpdate: "NO ACTION",
  match: "",
  deferral: "immediate",
  comment: "",
  options: {},
} as const;

Deno.test("reflect() reads columns with all that can stand beside them", async () => {
  const { columns } = await onlyTable(`CREATE TABLE t (
    id integer PRIMARY KEY AUTOINCREMENT, -- the key
    a VARCHAR ( 10 ,2 ) NOT NULL /* here, too */ DEFAULT 'it''s, (fine)' COLLATE NoCase,
    b UNSIGNED  BIG INT CONSTRAINT some NOT NULL ON CONFLICT IGNORE DEFAULT -5,
    c DEFAULT ( strftime('%s', 'now') -- seconds
    ),
    d text GENERATED ALWAYS AS (a || ')') STORED, e INT AS (b + 1),
    "f ""g" [odd type] NULL DEFAULT x'0F', 'h' DEFAULT word, \`i\` DEFAULT "two words",
    [key] DEFAULT CURRENT_TIMESTAMP, j DEFAULT true, k generated always
  )`);
  const of = (sql: string) => ({ kind: "expression", sql } as const);
  assert.deepEqual(columns, [
    { ...column("id", "integer"), generation: { kind: "identity", always: false, options: {} } },
    {
      ...column("a", "VARCHAR(10, 2)"),
      nullable: false,
      default: of("'it''s, (fine)'"),
      collation: "NoCase",
    },
    {
      ...column("b", "UNSIGNED BIG INT"),
      nullable: false,
      default: of("-5"),
      options: { notNullName: "some", notNullConflict: "IGNORE" },
    },
    { ...column("c", ""), default: of("strftime('%s', 'now')") },
    { ...column("d", "text"), generation: { kind: "computed", sql: "a || ')'", stored: true } },
    { ...column("e", "INT"), generation: { kind: "computed", sql: "b + 1", stored: false } },
    { ...column('f "g', "[odd type]"), default: of("x'0F'") },
    { ...column("h", ""), default: of("'word'") },
    { ...column("i", ""), default: of("'two words'") },
    { ...column("key", ""), default: of("CURRENT_TIMESTAMP") },
    { ...column("j", ""), default: of("true") },
    column("k", ""),
  ]);
});

Deno.test("reflect() reads constraints beside columns and after them, named and not", async () => {
  const { constraints } = await onlyTable(`CREATE TABLE t (
    a INT CONSTRAINT ca CHECK (a > 0) UNIQUE ON CONFLICT REPLACE CHECK (a < 9 /* nine */),
    b TEXT CONSTRAINT "fk" REFERENCES "T" ON DELETE SET NULL ON UPDATE CASCADE MATCH full NOT NULL
      DEFERRABLE INITIALLY DEFERRED,
    c ANY REFERENCES other (Id) NOT DEFERRABLE INITIALLY DEFERRED CONSTRAINT idle,
    CONSTRAINT 'the key' PRIMARY KEY (B COLLATE nocase DESC, a ASC) ON CONFLICT FAIL
    UNIQUE (c, "A"), CHECK (b <> ')' OR (a)) ON CONFLICT ROLLBACK,
    FOREIGN KEY (a, b) REFERENCES t (A, "B") DEFERRABLE CONSTRAINT left_alone
  ) WITHOUT ROWID, STRICT`);
  assert.deepEqual(constraints, [
    primaryKey("the key", ["b", "a"], { column1: "COLLATE nocase DESC", conflict: "FAIL" }),
    unique("", ["a"], { conflict: "REPLACE" }),
    unique("", ["c", "a"], {}),
    {
      ...FOREIGN_KEY,
      columns: ["a", "b"],
      table: { name: "t" },
      references: ["a", "b"],
      deferral: "deferrable",
    },
    { ...FOREIGN_KEY, columns: ["c"], table: { name: "other" }, references: ["Id"] },
    {
      ...FOREIGN_KEY,
      name: "fk",
      columns: ["b"],
      table: { name: "t" },
      onDelete: "SET NULL",
      onUpdate: "CASCADE",
      match: "FULL",
      deferral: "deferred",
    },
    check("", "a < 9", {}),
    check("", "b <> ')' OR (a)", { conflict: "ROLLBACK" }),
    check("ca", "a > 0", {}),
  ]);
});

Deno.test("reflect() knows when DESC keeps a key from being the row's number", async () => {
  const { constraints } = await onlyTable("CREATE TABLE t (id INTEGER PRIMARY KEY DESC)");
  assert.deepEqual(constraints, [primaryKey("", ["id"], { column1: "DESC" })]);
  const after = await onlyTable("CREATE TABLE t (id INTEGER, PRIMARY KEY (id DESC))");
  assert.deepEqual(after.constraints, [primaryKey("", ["id"], {})]);
  const counted = await onlyTable("CREATE TABLE t (id INTEGER, PRIMARY KEY (ID AUTOINCREMENT))");
  assert.equal(counted.columns[0]?.generation.kind, "identity");
});

Deno.test("reflect() reads indexes on columns, expressions and parts of the rows", async () => {
  const { tables } = await reflected([
    "CREATE TABLE t (a, b, [c d])",
    "CREATE UNIQUE INDEX main.z ON T (a desc, 'B', [C D] COLLATE \"RTRIM\" ASC) -- end",
    'CREATE INDEX IF NOT EXISTS "y""1" ON t ((A), lower(b) COLLATE nocase DESC, ((b COLLATE rtrim)), -a, (a || b)) ' +
    "WHERE a IS NOT NULL /* x */ AND (b > 1)",
    "CREATE INDEX x ON t (a || b COLLATE nocase, (a COLLATE nocase || b) desc)",
  ]);
  const expression = (sql: string) => ({ ...columnPart(""), on: { kind: "expression", sql } as const });
  assert.deepEqual(tables[0]?.indexes, [
    {
      ...plainIndex("x", []),
      parts: [expression("a || b COLLATE nocase"), {
        ...expression("a COLLATE nocase || b"),
        descending: true,
      }],
    },
    {
      ...plainIndex('y"1', []),
      parts: [
        columnPart("a"),
        { ...expression("lower(b)"), collation: "nocase", descending: true },
        { ...columnPart("b"), collation: "rtrim" },
        expression("-a"),
        expression("a || b"),
      ],
      where: "a IS NOT NULL /* x */ AND (b > 1)",
    },
    {
      ...plainIndex("z", []),
      unique: true,
      parts: [
        { ...columnPart("a"), descending: true },
        columnPart("b"),
        { ...columnPart("c d"), collation: "RTRIM" },
      ],
    },
  ]);
});

Deno.test("reflect() takes views, triggers and virtual tables as they stand, with what they need", async () => {
  const { tables, definitions, unknown } = await reflected([
    "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT, tag REFERENCES tag)",
    "CREATE TABLE tag (name TEXT PRIMARY KEY)",
    "CREATE VIRTUAL TABLE note_search USING fts5(body, content='note', content_rowid='id')",
    "CREATE VIRTUAL TABLE place USING rtree(id, x1, x2)",
    "CREATE TEMP VIEW mine AS SELECT 1",
    'CREATE VIEW IF NOT EXISTS main."Some notes" AS SELECT n.body AS tag, note FROM other, (note AS n) -- tag\n;',
    'CREATE VIEW tags AS WITH note(a) AS (SELECT 1) SELECT * FROM note JOIN "Some notes" ON 1 IN tag',
    "CREATE TRIGGER keep AFTER UPDATE OF body ON note WHEN new.body IS NOT old.body BEGIN " +
    "INSERT INTO note_search (note_search, rowid) VALUES ('delete', old.id); DELETE FROM tag; END",
    "CREATE TRIGGER [to tags] INSTEAD OF INSERT ON tags BEGIN SELECT 1; END",
  ]);
  assert.deepEqual(unknown, []);
  assert.deepEqual(tables.map(({ name }) => name), ["note", "tag"]);
  assert.deepEqual(
    definitions.map(({ kind, identity, drop, dependsOn }) => ({ kind, identity, drop, dependsOn })),
    [
      {
        kind: "trigger",
        identity: '"to tags" ON tags',
        drop: 'DROP TRIGGER "to tags"',
        dependsOn: ["view tags"],
      },
      {
        kind: "trigger",
        identity: "keep ON note",
        drop: "DROP TRIGGER keep",
        dependsOn: ["table note", "table tag", "virtual table note_search"],
      },
      { kind: "view", identity: '"Some notes"', drop: 'DROP VIEW "Some notes"', dependsOn: ["table note"] },
      {
        kind: "view",
        identity: "tags",
        drop: "DROP VIEW tags",
        dependsOn: ["table tag", 'view "Some notes"'],
      },
      {
        kind: "virtual table",
        identity: "note_search",
        drop: "DROP TABLE note_search",
        dependsOn: ["table note"],
      },
      { kind: "virtual table", identity: "place", drop: "DROP TABLE place", dependsOn: [] },
    ],
  );
  assert.equal(
    definitions[2]?.create,
    'CREATE VIEW "Some notes" AS SELECT n.body AS tag, note FROM other, (note AS n)',
  );
});

Deno.test("reflect() leaves out what is SQLite's own, temporary, attached or hidden", async () => {
  const statements = [
    "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, a UNIQUE)",
    "CREATE TABLE sqliteish (a)",
    "CREATE TABLE ledger (a)",
    "CREATE INDEX ledger_a ON ledger (a)",
    "CREATE TRIGGER ledger_t AFTER INSERT ON Ledger BEGIN SELECT 1; END",
    "CREATE VIEW others AS SELECT * FROM counted",
    "CREATE VIEW more AS SELECT * FROM others",
    "CREATE TRIGGER t AFTER INSERT ON sqliteish BEGIN INSERT INTO more SELECT 1; END",
    "CREATE TEMP TABLE temporary (a)",
    "ATTACH ':memory:' AS other",
    "CREATE TABLE other.elsewhere (a)",
    "ANALYZE",
  ];
  const all = await reflected(statements, {
    hidden: [{ name: "LEDGER" }, { schema: "other", name: "counted" }],
  });
  assert.deepEqual(all.tables.map(({ name }) => name), ["counted", "sqliteish"]);
  assert.deepEqual(all.definitions.map(({ identity }) => identity), ["t ON sqliteish", "more", "others"]);
  const one = await reflected(statements, {
    tables: [{ schema: "main", name: "Counted" }, { name: "none" }],
  });
  assert.deepEqual(one.tables.map(({ name }) => name), ["counted"]);
  assert.deepEqual(one.definitions.map(({ identity }) => identity), ["t ON sqliteish", "more", "others"]);
  const view = await reflected(statements, { tables: [{ name: "more" }] });
  assert.deepEqual(view.definitions.map(({ identity }) => identity), ["t ON sqliteish", "more"]);
  assert.deepEqual(await reflected(statements, { schemas: ["other"] }), await reflected([]));
});

Deno.test("reflect() works inside a transaction and leaves it as it was", async () => {
  await using connection = await memory("CREATE TABLE a (x)", "BEGIN", "CREATE TABLE b (x)");
  const { tables } = await sqliteReflector.reflect(connection, {});
  assert.deepEqual(tables.map(({ name }) => name), ["a", "b"]);
  assert(connection.inTransaction());
  await connection.execute("ROLLBACK");
  assert.equal((await sqliteReflector.reflect(connection, {})).tables.length, 1);
  assert(!connection.inTransaction());
});

Deno.test("reflect() reads what ALTER TABLE and CREATE TABLE AS have made of the text", async () => {
  const { tables } = await reflected([
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT CHECK (b <> '') -- last\n, UNIQUE (b)\n)",
    "ALTER TABLE t ADD COLUMN c INTEGER NOT NULL DEFAULT 5 REFERENCES t (a)",
    'ALTER TABLE t RENAME COLUMN b TO "b 2"',
    "ALTER TABLE t RENAME TO u",
    'CREATE TABLE copy AS SELECT a, "b 2", c + 1.5 AS [real] FROM u',
  ]);
  assert.deepEqual(tables.map(({ name, columns }) => [name, columns.map((each) => each.name)]), [
    ["copy", ["a", "b 2", "real"]],
    ["u", ["a", "b 2", "c"]],
  ]);
  assert.deepEqual(tables[1]?.constraints, [
    primaryKey("", ["a"], {}),
    unique("", ["b 2"], {}),
    { ...FOREIGN_KEY, columns: ["c"], table: { name: "u" }, references: ["a"] },
    check("", "\"b 2\" <> ''", {}),
  ]);
});

/** A connection whose catalog holds texts that SQLite never wrote; what it has made of the old ones stays. */
function tampered(statements: readonly string[], texts: Readonly<Record<string, string>>): SqliteConnection {
  const database = new DatabaseSync(":memory:", { enableDoubleQuotedStringLiterals: true });
  for (const sql of statements) database.exec(sql);
  // Not in Deno's types yet.
  Object(database).enableDefensive(false);
  database.exec("PRAGMA writable_schema = ON");
  const change = database.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = ?");
  for (const [name, sql] of Object.entries(texts)) change.run(sql, name);
  const server = { product: "sqlite", version: "3", versionNumbers: [3, 0, 0] } as const;
  return new SqliteConnection(database, {
    server,
    path: ":memory:",
    lockTimeout: 0,
    now: () => 0,
    onNotice: () => {},
    configure: () => {},
  });
}

Deno.test("reflect() tells what the pragmas know of a table whose text it does not understand", async () => {
  await using connection = tampered([
    "CREATE TABLE parent (a, b, PRIMARY KEY (b, a), UNIQUE (a)) WITHOUT ROWID, STRICT".replaceAll(
      "a, b,",
      "a INT, b INT,",
    ),
    "CREATE TABLE child (x INT NOT NULL DEFAULT (1 + 1), y, z AS (x) STORED, " +
    "FOREIGN KEY (x, y) REFERENCES parent ON DELETE CASCADE, UNIQUE (y, x))",
    "CREATE INDEX ix ON child (x)",
    "CREATE INDEX iy ON child (y)",
    "CREATE VIEW v AS SELECT 1",
    "CREATE TABLE told (a INT, b INT)",
  ], {
    parent: "CREATE TABLE parent (a INT, b INT FUTURE SYNTAX (1, 2)) COLUMNAR",
    child: "CREATE TABLE child (x INT",
    ix: "CREATE INDEX ix ON child USING lsm (x)",
    v: "MAKE VIEW v",
    told: "CREATE TABLE told (b INT, a INT)",
  });
  const { tables, definitions, unknown } = await sqliteReflector.reflect(connection, {});
  assert.deepEqual(definitions, []);
  assert.deepEqual(unknown, [
    { kind: "index", name: "ix" },
    { kind: "text of table", name: "child" },
    { kind: "text of table", name: "parent" },
    { kind: "text of table", name: "told" },
    { kind: "view", name: "v" },
  ]);
  const [child, parent, told] = tables;
  assert.deepEqual(child?.columns, [
    { ...column("x", "INT"), nullable: false, default: { kind: "expression", sql: "1 + 1" } },
    column("y", ""),
    { ...column("z", ""), generation: { kind: "computed", sql: "NULL", stored: true } },
  ]);
  assert.deepEqual(child.constraints, [
    unique("", ["y", "x"], {}),
    { ...FOREIGN_KEY, columns: ["x", "y"], table: { name: "parent" }, onDelete: "CASCADE" },
  ]);
  assert.deepEqual(child.indexes, [plainIndex("iy", ["y"])]);
  assert.deepEqual(parent?.options, { strict: "", withoutRowid: "" });
  assert.deepEqual(parent.constraints, [primaryKey("", ["b", "a"], {}), unique("", ["a"], {})]);
  assert.deepEqual(told?.columns.map(({ name }) => name), ["a", "b"]);
});

Deno.test("reflect() lists tables that a missing module would call its own", async () => {
  await using connection = tampered(
    ["CREATE VIRTUAL TABLE vec USING fts5(a)", "CREATE TABLE vec_more (a)", "CREATE TABLE vecx (a)"],
    { vec: "CREATE VIRTUAL TABLE vec USING vec0(a)" },
  );
  const { tables, definitions, unknown } = await sqliteReflector.reflect(connection, {});
  assert.deepEqual(definitions.map(({ create }) => create), ["CREATE VIRTUAL TABLE vec USING vec0(a)"]);
  assert.deepEqual(unknown, [{ kind: "shadow table", name: "vec_more" }]);
  assert.deepEqual(tables.map(({ name }) => name), ["vecx"]);
});

Deno.test("reflect() writes strings in double quotes as strings, and names as they are", async () => {
  await using connection = tampered([
    'CREATE TABLE t (a TEXT DEFAULT "x""y" CHECK ("A" IN ("aa", "it\'s ""so""") OR "t"."b" = "rowid"), ' +
    'b TEXT AS (CAST("abs"("a") AS "text") || "-" COLLATE "nocase"), CHECK ([a] <> "no"))',
    'CREATE INDEX i ON t (("a" || "z")) WHERE "b" <> "never"',
  ], {});
  const { tables: [table] } = await sqliteReflector.reflect(connection, {});
  assert.deepEqual(table?.columns[0]?.default, { kind: "expression", sql: `'x"y'` });
  assert.deepEqual(table.columns[1]?.generation, {
    kind: "computed",
    sql: `CAST("abs"("a") AS "text") || '-' COLLATE "nocase"`,
    stored: false,
  });
  assert.deepEqual(table.constraints, [
    check("", "[a] <> 'no'", {}),
    check("", `"A" IN ('aa', 'it''s "so"') OR "t"."b" = "rowid"`, {}),
  ]);
  assert.deepEqual(table.indexes[0]?.parts[0]?.on, { kind: "expression", sql: `"a" || 'z'` });
  assert.equal(table.indexes[0]?.where, `"b" <> 'never'`);
});
