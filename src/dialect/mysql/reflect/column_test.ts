import assert from "node:assert/strict";
import type { ColumnRow } from "./catalog_rows.ts";
import { reflectColumn } from "./column.ts";

const ROW: ColumnRow = {
  table_name: "t",
  name: "c",
  default_sql: null,
  nullable: "YES",
  type: "int",
  charset: null,
  collation: null,
  extra: "",
  comment: "",
  generation: "",
  position: 1,
};

/** From MySQL's manual, "The INFORMATION_SCHEMA COLUMNS Table": a default is the value itself unless EXTRA says other. */
Deno.test("reflectColumn() makes SQL of the values that MySQL prints as defaults", () => {
  const of = (row: Partial<ColumnRow>) => {
    const around = {
      product: "mysql",
      home: "app",
      tableCollation: "utf8mb4_bin",
      srid: undefined,
      json: false,
    };
    const { default: found } = reflectColumn({ ...ROW, ...row }, around);
    return found.kind === "expression" ? found.sql : found.kind;
  };
  assert.equal(of({}), "none");
  assert.equal(of({ default_sql: "5" }), "5");
  assert.equal(of({ type: "varchar(20)", default_sql: "it's" }), "'it''s'");
  assert.equal(of({ type: "bit(3)", default_sql: "b'101'" }), "b'101'");
  assert.equal(
    of({ type: "datetime(3)", default_sql: "CURRENT_TIMESTAMP(3)", extra: "DEFAULT_GENERATED" }),
    "CURRENT_TIMESTAMP(3)",
  );
  assert.equal(of({ type: "char(36)", default_sql: "uuid()", extra: "DEFAULT_GENERATED" }), "(uuid())");
  assert.equal(
    of({ type: "text", default_sql: "_utf8mb4\\'x\\'", extra: "DEFAULT_GENERATED" }),
    "(_utf8mb4'x')",
  );
});

Deno.test("reflectColumn() drops display widths that only say which version printed them", () => {
  const of = (type: string) => {
    const around = {
      product: "mariadb",
      home: "app",
      tableCollation: "utf8mb4_bin",
      srid: undefined,
      json: false,
    };
    const { type: found } = reflectColumn({ ...ROW, type }, around);
    return found.kind === "native" && found.sql;
  };
  assert.deepEqual(
    ["int(11)", "bigint(20) unsigned", "tinyint(1)", "int(5)", "year(4)", "datetime /* mariadb-5.3 */"].map(
      of,
    ),
    [
      "int",
      "bigint unsigned",
      "tinyint(1)",
      "int(5)",
      "year",
      "datetime",
    ],
  );
});
