import assert from "node:assert/strict";
import { dispatch } from "../../operation/dispatch.ts";
import type { AlterColumn, Operation, TableChange } from "../../operation/operation.ts";
import { plainColumn } from "../../schema/column.ts";
import { plainIndex } from "../../schema/index.ts";
import { EMPTY_SCHEMA, type Table } from "../../schema/schema.ts";
import { RetortError } from "../../util/errors.ts";
import type { CompileContext } from "../compiler.ts";
import { mysqlCompiler } from "./compiler.ts";

/** No server of MySQL 8 is at hand: what it takes is from its manual. */
const MYSQL: CompileContext = {
  schema: EMPTY_SCHEMA,
  server: { product: "mysql", version: "8.0.36", versionNumbers: [8, 0, 36] },
  offline: true,
};
const MARIADB: CompileContext = {
  ...MYSQL,
  server: { product: "mariadb", version: "10.11.6", versionNumbers: [10, 11, 6] },
};

const TASK: Table = {
  name: "task",
  columns: [
    { ...plainColumn("id", { kind: "bigint" }), nullable: false },
    {
      ...plainColumn("title", { kind: "native", sql: "varchar(20)" }),
      nullable: false,
      default: { kind: "expression", sql: "'new'" },
      collation: "latin1_bin",
      comment: "said",
      options: { charset: "latin1" },
    },
  ],
  constraints: [{
    kind: "check",
    name: "title",
    condition: "title <> ''",
    comment: "",
    options: { column: "title" },
  }],
  indexes: [],
  comment: "",
  options: {},
};

function sqlOf(operation: Operation, context: CompileContext): readonly string[] {
  return dispatch(mysqlCompiler.handlers, operation, context).map(({ sql }) => sql);
}

function change(column: string, changed: AlterColumn["change"]): AlterColumn {
  return { kind: "alterColumn", table: { name: "task" }, column, change: changed, using: "" };
}

const withTask = { ...MARIADB, schema: { ...EMPTY_SCHEMA, tables: [TASK] } };

Deno.test("a changed column is written whole, with its own check under its new name", () => {
  assert.deepEqual(sqlOf(change("title", { nullable: true }), withTask), [
    "ALTER TABLE task MODIFY COLUMN title varchar(20) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'new' " +
    "COMMENT 'said' CHECK (title <> '')",
  ]);
  assert.deepEqual(
    sqlOf(change("TITLE", { name: "name", comment: "" }), withTask),
    [
      "ALTER TABLE task CHANGE COLUMN TITLE name varchar(20) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL " +
      "DEFAULT 'new' CHECK (name <> '')",
    ].map((sql) => sql.replace("COLUMN TITLE", "COLUMN `TITLE`")),
  );
});

Deno.test("a column that becomes no text loses its character set", () => {
  assert.deepEqual(
    sqlOf(change("title", { type: { kind: "integer" }, default: { kind: "none" } }), withTask),
    [
      "ALTER TABLE task MODIFY COLUMN title int NOT NULL COMMENT 'said' CHECK (title <> '')",
    ],
  );
});

Deno.test("a rename and a default need no more than themselves", () => {
  assert.deepEqual(sqlOf(change("title", { name: "name" }), MYSQL), [
    "ALTER TABLE task RENAME COLUMN title TO name",
  ]);
  assert.deepEqual(
    sqlOf(change("rank", { default: { kind: "value", value: 3 } }), MYSQL),
    [
      "ALTER TABLE task ALTER COLUMN rank SET DEFAULT 3",
    ].map((sql) => sql.replace("COLUMN rank", "COLUMN `rank`")),
  );
});

Deno.test("what is not known of a column is asked for", () => {
  assert.throws(
    () => sqlOf(change("title", { nullable: true }), MYSQL),
    (error) =>
      error instanceof RetortError && /existing/.test(error.hint ?? "") &&
      /type, default/.test(error.message),
  );
});

Deno.test("a column that changes twice begins a second statement", () => {
  const changes = [change("title", { nullable: true }), change("title", { comment: "x" })];
  const [first, second, ...more] = sqlOf(
    { kind: "alterTable", table: { name: "task" }, changes, rebuild: "auto" },
    withTask,
  );
  assert.match(first ?? "", /MODIFY COLUMN title .*DEFAULT 'new' COMMENT 'said'/);
  assert.match(second ?? "", /MODIFY COLUMN title (?!.*NOT NULL).*COMMENT 'x'/);
  assert.deepEqual(more, []);
});

Deno.test("a column that a batch drops may be added anew, and changed", () => {
  const name = "title";
  const table = { name: "task" };
  const changes = [
    { kind: "dropColumn", table, column: name, ifExists: false, cascade: false },
    {
      kind: "addColumn",
      table,
      column: plainColumn("Title", { kind: "bigint" }),
      constraints: [],
      ifNotExists: false,
    },
    change(name, { comment: "x" }),
  ] as const;
  assert.deepEqual(sqlOf({ kind: "alterTable", table, changes, rebuild: "auto" }, withTask), [
    "ALTER TABLE task DROP COLUMN title",
    "ALTER TABLE task ADD COLUMN `Title` bigint",
    "ALTER TABLE task CHANGE COLUMN title `Title` bigint COMMENT 'x'",
  ]);
});

Deno.test("changes that one ALTER TABLE would misread stand in several", () => {
  const table = { name: "task" };
  const index = (name: string) => ({
    kind: "createIndex",
    table,
    index: plainIndex(name, ["title"]),
    concurrently: false,
    ifNotExists: false,
  } as const);
  const dropIndex = { kind: "dropIndex", table, name: "i", concurrently: false, ifExists: false } as const;
  const dropKey = {
    kind: "dropConstraint",
    table,
    name: "fk",
    type: "foreignKey",
    ifExists: false,
    cascade: false,
  } as const;
  const key = {
    kind: "addConstraint",
    table,
    constraint: {
      kind: "foreignKey",
      name: "FK",
      columns: ["id"],
      table: { name: "p" },
      references: ["id"],
      onDelete: "NO ACTION",
      onUpdate: "NO ACTION",
      match: "",
      deferral: "immediate",
      comment: "",
      options: {},
    },
  } as const;
  const rename = change("title", { name: "headline" });
  const count = (...changes: TableChange[]) =>
    sqlOf({ kind: "alterTable", table, changes, rebuild: "auto" }, withTask).length;
  assert.equal(count(index("i"), dropIndex), 2, "added and dropped");
  assert.equal(count(dropIndex, index("i")), 1, "dropped and added");
  assert.equal(count(index("i"), rename), 2, "a key on a column that is renamed then");
  assert.equal(count(rename, index("i")), 1);
  assert.equal(count(dropKey, key), 2, "a foreign key of the same name");
  assert.equal(count(key, index("i")), 1);
});

Deno.test("defaults stand in parentheses where MySQL wants them", () => {
  const sql = (context: CompileContext, type: "json" | "text" | "bigint", expression?: string) =>
    sqlOf({
      kind: "addColumn",
      table: { name: "task" },
      column: {
        ...plainColumn("c", { kind: type }),
        default: expression === undefined
          ? { kind: "value", value: type === "bigint" ? 1 : { a: [1] } }
          : { kind: "expression", sql: expression },
      },
      constraints: [],
      ifNotExists: false,
    }, context).join().replace("ALTER TABLE task ADD COLUMN c ", "");
  assert.equal(sql(MYSQL, "json"), `json DEFAULT ('{"a": [1]}')`);
  assert.equal(sql(MARIADB, "json"), `json DEFAULT '{"a": [1]}'`);
  assert.equal(sql(MYSQL, "bigint"), "bigint DEFAULT 1");
  assert.equal(sql(MYSQL, "bigint", "uuid_short()"), "bigint DEFAULT (uuid_short())");
  assert.equal(sql(MARIADB, "bigint", "uuid_short()"), "bigint DEFAULT uuid_short()");
  assert.equal(sql(MARIADB, "bigint", "1 + 2"), "bigint DEFAULT (1 + 2)");
  assert.equal(sql(MARIADB, "bigint", "(1) + (2)"), "bigint DEFAULT ((1) + (2))");
  assert.equal(sql(MYSQL, "bigint", "-1"), "bigint DEFAULT -1");
});

Deno.test("what only one of the two has is refused on the other, with what to do", () => {
  const index = {
    ...plainIndex("ix", []),
    parts: [{
      on: { kind: "expression", sql: "lower(title)" },
      descending: false,
      nulls: "",
      operatorClass: "",
      collation: "",
    }],
  } as const;
  const create: Operation = {
    kind: "createIndex",
    table: { name: "task" },
    index,
    concurrently: false,
    ifNotExists: false,
  };
  assert.deepEqual(sqlOf(create, MYSQL), ["CREATE INDEX ix ON task ((lower(title)))"]);
  assert.throws(() => sqlOf(create, MARIADB), /MariaDB indexes columns only/);
  const drop: Operation = {
    kind: "dropColumn",
    table: { name: "task" },
    column: "c",
    ifExists: true,
    cascade: false,
  };
  assert.deepEqual(sqlOf(drop, MARIADB), ["ALTER TABLE task DROP COLUMN IF EXISTS c"]);
  assert.throws(() => sqlOf(drop, MYSQL), /MySQL has no IF EXISTS for a column/);
  const sequence: Operation = {
    kind: "createSequence",
    sequence: { name: "s", comment: "" },
    ifNotExists: true,
  };
  assert.deepEqual(sqlOf(sequence, MARIADB), ["CREATE SEQUENCE IF NOT EXISTS s"]);
  assert.throws(() => sqlOf(sequence, MYSQL), /MySQL has no sequences/);
});

Deno.test("bulkInsert() keeps each statement below a MiB", () => {
  const rows = Array.from({ length: 10 }, (_, id) => [id, "x".repeat(100_000)]);
  const found = sqlOf({ kind: "bulkInsert", table: { name: "task" }, columns: ["id", "title"], rows }, MYSQL);
  assert.equal(found.length, 4);
  assert.ok(found.every((sql) => sql.length < 1 << 20));
});

Deno.test("a definition is made under the sql_mode that it needs, and replaced where the server can", () => {
  const object = {
    kind: "function",
    identity: "f",
    create: "CREATE FUNCTION f() RETURNS int RETURN 1",
    drop: "DROP FUNCTION f",
    comment: "",
    dependsOn: [],
    settings: { sql_mode: "ANSI_QUOTES" },
  };
  assert.deepEqual(sqlOf({ kind: "createDefinition", object }, MARIADB), [
    "SET @sql_mode_before = @@SESSION.sql_mode, SESSION sql_mode = 'ANSI_QUOTES'",
    "CREATE FUNCTION f() RETURNS int RETURN 1",
    "SET SESSION sql_mode = @sql_mode_before",
  ]);
  const { settings: _, ...plain } = object;
  assert.deepEqual(sqlOf({ kind: "replaceDefinition", object: plain }, MARIADB), [
    "CREATE OR REPLACE FUNCTION f() RETURNS int RETURN 1",
  ]);
  assert.deepEqual(sqlOf({ kind: "replaceDefinition", object: plain }, MYSQL), [object.drop, object.create]);
});
