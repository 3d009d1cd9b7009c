import assert from "node:assert/strict";
import type { ColumnType } from "../../schema/column_type.ts";
import { typeSql as mysqlType } from "../mysql/type.ts";
import { typeSql as postgresType } from "../postgres/type.ts";
import { strictTypeSql, typeSql as sqliteType } from "../sqlite/type.ts";

const SPELLINGS: readonly (readonly [ColumnType, string, string, string, string])[] = [
  [{ kind: "native", sql: "Money" }, "Money", "Money", "Money", "Money"],
  [{ kind: "integer" }, "integer", "int", "INTEGER", "INTEGER"],
  [{ kind: "bigint" }, "bigint", "bigint", "INTEGER", "INTEGER"],
  [{ kind: "smallint" }, "smallint", "smallint", "INTEGER", "INTEGER"],
  [
    { kind: "numeric", precision: 10, scale: 2 },
    "numeric(10, 2)",
    "decimal(10, 2)",
    "NUMERIC(10, 2)",
    "REAL",
  ],
  [{ kind: "real" }, "real", "float", "REAL", "REAL"],
  [{ kind: "double" }, "double precision", "double", "REAL", "REAL"],
  [{ kind: "boolean" }, "boolean", "boolean", "BOOLEAN", "INTEGER"],
  [{ kind: "text" }, "text", "text", "TEXT", "TEXT"],
  [{ kind: "varchar", length: 20 }, "varchar(20)", "varchar(20)", "VARCHAR(20)", "TEXT"],
  [{ kind: "char", length: 2 }, "char(2)", "char(2)", "CHAR(2)", "TEXT"],
  [{ kind: "bytes" }, "bytea", "blob", "BLOB", "BLOB"],
  [{ kind: "bytes", length: 16 }, "bytea", "varbinary(16)", "BLOB", "BLOB"],
  [{ kind: "date" }, "date", "date", "DATE", "TEXT"],
  [{ kind: "time", precision: 3 }, "time(3)", "time(3)", "TIME", "TEXT"],
  [{ kind: "timestamp" }, "timestamp", "datetime", "TIMESTAMP", "TEXT"],
  [{ kind: "timestamptz", precision: 6 }, "timestamptz(6)", "timestamp(6)", "TIMESTAMP", "TEXT"],
  [{ kind: "uuid" }, "uuid", "char(36)", "TEXT", "TEXT"],
  [{ kind: "json" }, "json", "json", "TEXT", "TEXT"],
  [{ kind: "jsonb" }, "jsonb", "json", "TEXT", "TEXT"],
  [
    { kind: "enum", name: { schema: "app", name: "Mood" }, values: ["so so", "it's"] },
    'app."Mood"',
    "enum('so so', 'it''s')",
    "TEXT",
    "TEXT",
  ],
];

for (const [type, postgres, mysql, sqlite, strict] of SPELLINGS) {
  Deno.test(`typeSql() spells ${type.kind} for each engine: ${postgres}`, () => {
    assert.deepEqual(
      [postgresType(type), mysqlType(type), sqliteType(type), strictTypeSql(type)],
      [postgres, mysql, sqlite, strict],
    );
  });
}

Deno.test("typeSql() refuses what an engine does not have, with what to take instead", () => {
  const list: ColumnType = { kind: "array", of: { kind: "array", of: { kind: "integer" } } };
  assert.equal(postgresType(list), "integer[][]");
  assert.throws(() => mysqlType(list), { code: "usage", hint: /json/ });
  assert.throws(() => sqliteType(list), { code: "usage", hint: /json/ });
  assert.throws(() => mysqlType({ kind: "interval" }), { code: "usage", hint: /seconds/ });
  assert.throws(() => mysqlType({ kind: "varchar" }), { code: "usage", hint: /varchar\(200\)/ });
  assert.throws(() => mysqlType({ kind: "numeric" }), { code: "usage", hint: /numeric\(12, 2\)/ });
});
