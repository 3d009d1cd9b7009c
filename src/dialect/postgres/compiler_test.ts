import assert from "node:assert/strict";
import { dispatch } from "../../operation/dispatch.ts";
import type { AlterColumn, Operation } from "../../operation/operation.ts";
import { type Column, plainColumn } from "../../schema/column.ts";
import type { ForeignKey, UniqueConstraint } from "../../schema/constraint.ts";
import { plainIndex } from "../../schema/index.ts";
import { EMPTY_SCHEMA, type Schema, type Table } from "../../schema/schema.ts";
import { postgresCompiler } from "./compiler.ts";

const TASK: Table = {
  name: "task",
  columns: [plainColumn("title", { kind: "native", sql: "text" })],
  constraints: [],
  indexes: [],
  comment: "",
  options: {},
};

function compiled(operation: Operation, { major = 18, offline = false, schema = EMPTY_SCHEMA } = {}) {
  const server = { product: "postgres", version: "", versionNumbers: [major, 0, 0] } as const;
  return dispatch(postgresCompiler.handlers, operation, { schema, server, offline }).map(({ sql }) => sql);
}

function made(table: Partial<Table>, major?: number): readonly string[] {
  return compiled(
    { kind: "createTable", table: { ...TASK, ...table }, ifNotExists: false },
    major === undefined ? {} : { major },
  );
}

function altered(change: Partial<Column>, schema: Schema, major = 18): readonly string[] {
  const operation: AlterColumn = {
    kind: "alterColumn",
    table: { name: "task" },
    column: "title",
    change,
    using: "",
  };
  return compiled(operation, { major, schema });
}

function withColumn(column: Partial<Column>): Schema {
  return {
    ...EMPTY_SCHEMA,
    tables: [{ ...TASK, columns: TASK.columns.map((each) => ({ ...each, ...column })) }],
  };
}

const UNIQUE: UniqueConstraint = {
  kind: "unique",
  name: "u",
  columns: ["a", "b"],
  include: [],
  nullsNotDistinct: false,
  deferral: "immediate",
  comment: "",
  options: {},
};

const KEY: ForeignKey = {
  kind: "foreignKey",
  name: "f",
  columns: ["a", "b"],
  table: { name: "other" },
  references: ["a", "b"],
  onDelete: "SET NULL",
  onUpdate: "NO ACTION",
  match: "",
  deferral: "immediate",
  comment: "",
  options: {},
};

Deno.test("createTable says what servers from 18 on have, and refuses it before", () => {
  const generation = { kind: "computed", sql: "1", stored: false } as const;
  const virtual = [{ ...plainColumn("one", { kind: "integer" }), generation }];
  assert.match(made({ columns: virtual }).join(), /one integer GENERATED ALWAYS AS \(1\) VIRTUAL/);
  assert.throws(() => made({ columns: virtual }, 17), {
    code: "usage",
    message: /needs PostgreSQL 18, and this is 17/,
  });
  const overlaps = [{ ...UNIQUE, options: { withoutOverlaps: "" } }];
  assert.match(made({ constraints: overlaps }).join(), /UNIQUE \(a, b WITHOUT OVERLAPS\)/);
  assert.throws(() => made({ constraints: overlaps }, 17), { code: "usage" });
  const period = [{ ...KEY, options: { withoutOverlaps: "", notEnforced: "" } }];
  assert.match(
    made({ constraints: period }).join(),
    /FOREIGN KEY \(a, PERIOD b\) REFERENCES other \(a, PERIOD b\) ON DELETE SET NULL NOT ENFORCED/,
  );
  const named = [{ ...plainColumn("a", { kind: "text" }), nullable: false, options: { notNullName: "nn" } }];
  assert.match(made({ columns: named }).join(), /a text CONSTRAINT nn NOT NULL/);
  assert.throws(() => made({ columns: named }, 17), { code: "usage" });
});

Deno.test("createTable says what servers from 15 and 14 on have, and refuses it before", () => {
  const distinct = [{ ...UNIQUE, nullsNotDistinct: true }];
  assert.match(made({ constraints: distinct }, 15).join(), /UNIQUE NULLS NOT DISTINCT \(a, b\)/);
  assert.throws(() => made({ constraints: distinct }, 14), { code: "usage", hint: /coalesce/ });
  const some = [{ ...KEY, options: { setColumns: "b" } }];
  assert.match(made({ constraints: some }, 15).join(), /ON DELETE SET NULL \(b\)/);
  assert.throws(() => made({ constraints: some }, 14), { code: "usage" });
  const index = { ...plainIndex("i", ["a"]), nullsNotDistinct: true };
  assert.throws(() => made({ indexes: [index] }, 14), { code: "usage" });
  const compressed = [{ ...plainColumn("a", { kind: "text" }), options: { compression: "lz4" } }];
  assert.match(made({ columns: compressed }, 14).join(), /a text COMPRESSION lz4/);
  assert.throws(() => made({ columns: compressed }, 13), { code: "usage" });
});

Deno.test("createTable writes a NOT NULL that earlier rows need not meet behind the table", () => {
  const options = { notNullName: "nn", notNullNotValid: "" };
  const columns = [{ ...plainColumn("a", { kind: "text" }), nullable: false, options }];
  assert.deepEqual(made({ columns }), [
    "CREATE TABLE task (\n  a text\n)",
    "ALTER TABLE task ADD CONSTRAINT nn NOT NULL a NOT VALID",
  ]);
});

Deno.test("createTable of a typed table writes only what its columns have beside the type", () => {
  const columns = [
    { ...plainColumn("x", { kind: "integer" }), nullable: false },
    plainColumn("y", { kind: "text" }),
  ];
  assert.deepEqual(made({ columns, options: { of: "pair" } }), [
    "CREATE TABLE task OF pair (\n  x WITH OPTIONS NOT NULL\n)",
  ]);
  assert.deepEqual(made({ columns: [], options: { of: "pair" } }), ["CREATE TABLE task OF pair"]);
});

Deno.test("alterColumn keeps the collation that it is told of, as far as the new type can have one", () => {
  const schema = withColumn({ collation: "C" });
  assert.deepEqual(altered({ type: { kind: "varchar", length: 9 } }, schema), [
    'ALTER TABLE task ALTER COLUMN title TYPE varchar(9) COLLATE "C"',
  ]);
  assert.deepEqual(altered({ type: { kind: "integer" } }, schema), [
    "ALTER TABLE task ALTER COLUMN title TYPE integer",
  ]);
  assert.throws(() => altered({ collation: "C" }, EMPTY_SCHEMA), { code: "usage", hint: /type/ });
});

Deno.test("alterColumn puts back the options that are gone", () => {
  const schema = withColumn({
    options: { storage: "PLAIN", statistics: "9", n_distinct: "5", compression: "lz4" },
  });
  assert.deepEqual(altered({ options: { statistics: "10" } }, schema), [
    "ALTER TABLE task\n  " + [
      "SET STORAGE DEFAULT",
      "SET COMPRESSION DEFAULT",
      "RESET (n_distinct)",
      "SET STATISTICS 10",
    ].map((action) => `ALTER COLUMN title ${action}`).join(",\n  "),
  ]);
  assert.throws(() => altered({ options: {} }, schema, 15), { code: "usage", message: /16/ });
});

Deno.test("alterColumn undoes what fills a column before something else does", () => {
  const serial = { kind: "serial" } as const;
  const none = { generation: { kind: "none" } } as const;
  const computed = { kind: "computed", sql: "a", stored: true } as const;
  assert.deepEqual(altered(none, withColumn({ generation: serial })), [
    "ALTER TABLE task ALTER COLUMN title DROP DEFAULT",
    "DROP SEQUENCE task_title_seq",
  ]);
  assert.deepEqual(altered(none, withColumn({ generation: computed })), [
    "ALTER TABLE task ALTER COLUMN title DROP EXPRESSION",
  ]);
  assert.deepEqual(altered(none, EMPTY_SCHEMA), [
    "ALTER TABLE task ALTER COLUMN title DROP IDENTITY IF EXISTS",
  ]);
  const other = { generation: { ...computed, sql: "b" } };
  assert.deepEqual(altered(other, withColumn({ generation: computed })), [
    "ALTER TABLE task ALTER COLUMN title SET EXPRESSION AS (b)",
  ]);
  assert.throws(() => altered(other, withColumn({ generation: computed }), 16), {
    code: "usage",
    hint: /Drop/,
  });
});

Deno.test("a serial column's sequence has the name that the server gives it", () => {
  const table = { name: "t".repeat(40) };
  const operation: AlterColumn = {
    kind: "alterColumn",
    table,
    column: "c".repeat(40),
    change: { generation: { kind: "serial" } },
    using: "",
  };
  const [create = ""] = compiled(operation);
  assert.ok(create.startsWith(`CREATE SEQUENCE ${"t".repeat(29)}_${"c".repeat(29)}_seq `), create);
});

Deno.test("bulkInsert binds no more values in a statement than the protocol counts", () => {
  const columns = Array.from({ length: 100 }, (_, index) => `c${index}`);
  const rows = Array.from({ length: 1500 }, () => columns.map(() => 1));
  const operation: Operation = { kind: "bulkInsert", table: { name: "wide" }, columns, rows };
  const server = { product: "postgres", version: "", versionNumbers: [15, 0, 0] } as const;
  const context = { schema: EMPTY_SCHEMA, server, offline: false };
  const counts = dispatch(postgresCompiler.handlers, operation, context).map(({ parameters }) =>
    parameters?.length
  );
  assert.deepEqual(counts, [65_500, 65_500, 19_000]);
  assert.deepEqual(compiled({ ...operation, rows: [] }), []);
  assert.throws(() => compiled({ ...operation, rows: [[1]] }), {
    code: "usage",
    message: /1 values for 100/,
  });
});
