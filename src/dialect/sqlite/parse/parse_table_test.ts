import assert from "node:assert/strict";
import { parseIndex } from "./parse_index.ts";
import { parseTable } from "./parse_table.ts";

Deno.test("parseTable() tells where everything stands", () => {
  const sql = `CREATE TABLE "my table" /* ( */ (
    id INTEGER PRIMARY KEY, -- the key
    'a b' VARCHAR (10) CONSTRAINT nn NOT NULL DEFAULT 'x, y' CONSTRAINT c CHECK ("a b" <> ')'),
    CONSTRAINT u UNIQUE (id) CHECK (id > 0)
  ) STRICT`;
  const parsed = parseTable(sql);
  assert(parsed !== undefined);
  const text = ({ start, end }: { readonly start: number; readonly end: number }) => sql.slice(start, end);
  assert.equal(parsed.name, "my table");
  assert.equal(text(parsed.nameSpan), '"my table"');
  assert.equal(sql.charAt(parsed.body.start - 1) + sql.charAt(parsed.body.end), "()");
  assert.deepEqual(parsed.columns.map((each) => [text(each.name), text(each.type), text(each.span).length]), [
    ["id", "INTEGER", 22],
    ["'a b'", "VARCHAR (10)", 90],
  ]);
  assert.deepEqual(parsed.columns[1]?.clauses.map(({ kind, span }) => [kind, text(span)]), [
    ["notNull", "CONSTRAINT nn NOT NULL"],
    ["default", "DEFAULT 'x, y'"],
    ["check", `CONSTRAINT c CHECK ("a b" <> ')')`],
  ]);
  assert.deepEqual(parsed.columns[1]?.constraints.map(({ span }) => text(span)), [
    `CONSTRAINT c CHECK ("a b" <> ')')`,
  ]);
  assert.deepEqual(parsed.constraints.map(({ span }) => text(span)), [
    "CONSTRAINT u UNIQUE (id)",
    "CHECK (id > 0)",
  ]);
});

Deno.test("parseTable() and parseIndex() give up on what they do not know, and never throw", () => {
  const tables = [
    "",
    "CREATE",
    "CREATE TABLE",
    "CREATE TABLE t",
    "CREATE TABLE t (",
    "CREATE TABLE t (a",
    "CREATE TABLE t (a INT",
    "CREATE TABLE t (a CHECK",
    "CREATE TABLE t (a CHECK (",
    "CREATE TABLE t (a) FUTURE",
    "CREATE TABLE t (a FUTURE (1) MORE)",
    "CREATE TABLE t (a, PRIMARY KEY)",
    "CREATE TABLE t (a, FOREIGN KEY (a))",
    "CREATE TABLE t (a REFERENCES b ON DELETE EXPLODE)",
    "CREATE TABLE t (a DEFAULT",
    "CREATE TABLE t (a, CHECK (a) CHECK)",
    "CREATE VIEW t AS SELECT 1",
    "CREATE TABLE t (a AS)",
    "CREATE TABLE t (a) STRICT WITHOUT",
    "CREATE TABLE t (a); SELECT 1",
    "CREATE TABLE 't (a)",
    ")(",
    "CREATE TABLE t AS SELECT 1",
  ];
  for (const sql of tables) assert.equal(parseTable(sql), undefined, sql);
  const indexes = [
    "",
    "CREATE INDEX",
    "CREATE INDEX i ON t",
    "CREATE INDEX i ON t (",
    "CREATE INDEX i ON t (a) USING x",
  ];
  for (const sql of indexes) assert.equal(parseIndex(sql, ["a"]), undefined, sql);
  const whole =
    "CREATE TABLE t (a INT NOT NULL DEFAULT (1) REFERENCES p (b) ON DELETE SET NULL, UNIQUE (a DESC)) STRICT";
  for (let length = 0; length < whole.length; length++) parseTable(whole.slice(0, length));
});
