import assert from "node:assert/strict";
import { statementSubject, type Subject } from "./statement_subject.ts";

function table(...names: readonly string[]) {
  return names.map((name) => ({ kind: "TABLE", name } as const));
}

const SUBJECTS: readonly (readonly [sql: string, subject: Subject | undefined])[] = [
  ["ALTER TABLE a ADD b int", { kind: "change", objects: table("`a`") }],
  ["alter online table if exists `a b`.c WAIT 5 ADD b int", { kind: "change", objects: table("`a b`.`c`") }],
  ["ALTER TABLE a RENAME TO b, ADD c int", { kind: "change", objects: table("`a`", "`b`") }],
  ["ALTER TABLE a RENAME COLUMN b TO c", { kind: "change", objects: table("`a`") }],
  ["ALTER TABLE a TRUNCATE PARTITION p", undefined],
  ["CREATE /* x */ UNIQUE INDEX i ON a (b)", { kind: "change", objects: table("`a`") }],
  ["DROP INDEX IF EXISTS i ON a", { kind: "change", objects: table("`a`") }],
  ["DROP TABLE a, `b`", { kind: "drop", objects: table("`a`", "`b`"), tolerant: false }],
  ["DROP TABLE IF EXISTS a CASCADE", { kind: "drop", objects: table("`a`"), tolerant: true }],
  ["CREATE TEMPORARY TABLE a (b int)", { kind: "repeatable" }],
  ["CREATE OR REPLACE TABLE a (b int)", { kind: "replace", objects: table("`a`") }],
  ["RENAME TABLE a TO b, c TO a", { kind: "change", objects: table("`a`", "`c`", "`b`") }],
  ["RENAME TABLE a TO x, b TO a, x TO b", undefined],
  ["TRUNCATE a", { kind: "truncate", table: "`a`" }],
  ["/*!50000 TRUNCATE TABLE a */", { kind: "truncate", table: "`a`" }],
  ["SET STATEMENT max_statement_time = 1 FOR ALTER TABLE a FORCE", { kind: "change", objects: table("`a`") }],
  ["CREATE DEFINER = u@h PROCEDURE p() SELECT 1", {
    kind: "change",
    objects: [{ kind: "PROCEDURE", name: "`p`" }],
  }],
  ["CALL p()", { kind: "parts" }],
  ["BEGIN NOT ATOMIC DROP TABLE a; END", { kind: "parts" }],
  ["OPTIMIZE TABLE a", { kind: "repeatable" }],
  ["CREATE USER u", undefined],
  ["INSTALL SONAME 'x'", undefined],
];

Deno.test("statementSubject() tells what a statement of MySQL and MariaDB names", () => {
  for (const [sql, subject] of SUBJECTS) assert.deepEqual(statementSubject(sql), subject, sql);
});
