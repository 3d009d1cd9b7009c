import assert from "node:assert/strict";
import { statementSubject, type Subject } from "./statement_subject.ts";

const SUBJECTS: readonly (readonly [sql: string, subject: Subject | undefined])[] = [
  ["CREATE INDEX CONCURRENTLY Ab ON s.t (a)", { kind: "index", table: "s.t", name: "ab" }],
  ['create unique index concurrently if not exists "A b" on only "T" using btree (a)', {
    kind: "index",
    table: '"T"',
    name: "A b",
  }],
  ["CREATE INDEX CONCURRENTLY ON t (a)", { kind: "index", table: "t" }],
  ['DROP INDEX CONCURRENTLY IF EXISTS s."I"', { kind: "gone", where: "relation", name: 's."I"' }],
  ["REINDEX (VERBOSE, CONCURRENTLY) TABLE t", { kind: "reindex" }],
  ["ALTER TABLE IF EXISTS s.p DETACH PARTITION p1 CONCURRENTLY", {
    kind: "detach",
    table: "s.p",
    partition: "p1",
  }],
  ["ALTER TABLE p DETACH PARTITION p1 FINALIZE", undefined],
  ["CREATE DATABASE Shop OWNER o", { kind: "made", where: "database", name: "shop" }],
  ["DROP DATABASE IF EXISTS shop WITH (FORCE)", { kind: "gone", where: "database", name: "shop" }],
  ["DROP SUBSCRIPTION s", { kind: "gone", where: "subscription", name: "s" }],
  ["ALTER SUBSCRIPTION s REFRESH PUBLICATION", { kind: "repeatable" }],
  ["ALTER SUBSCRIPTION s ADD PUBLICATION p", undefined],
  ["COMMIT PREPARED 'it''s'", { kind: "gone", where: "prepared", name: "it's" }],
  ["VACUUM FULL t", { kind: "repeatable" }],
  ["ALTER SYSTEM SET work_mem = '4MB'", { kind: "repeatable" }],
  ["CALL p()", { kind: "parts" }],
];

Deno.test("statementSubject() tells what a statement of PostgreSQL names", () => {
  for (const [sql, subject] of SUBJECTS) assert.deepEqual(statementSubject(sql), subject, sql);
});
