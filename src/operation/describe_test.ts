import assert from "node:assert/strict";
import { describe } from "./describe.ts";

const table = { name: "task", schema: "app" };

Deno.test("describe() says an operation in one line", () => {
  const lines = [
    describe({ kind: "dropColumn", table, column: "rank", ifExists: false, cascade: false }),
    describe({ kind: "alterColumn", table, column: "a", change: { name: "b", nullable: true }, using: "" }),
    describe({ kind: "bulkInsert", table, columns: ["id"], rows: [[1]] }),
    describe({ kind: "execute", parts: ["UPDATE task\n  SET rank = ", ""], values: [1] }),
    describe({
      kind: "alterTable",
      table,
      rebuild: "auto",
      changes: [
        { kind: "dropConstraint", table, name: "ck", type: "check", ifExists: false, cascade: false },
        { kind: "dropIndex", table, name: "ix", concurrently: false, ifExists: false },
      ],
    }),
  ];
  assert.deepEqual(lines, [
    "drop column app.task.rank",
    "rename column app.task.a to b, and alter: nullable",
    "insert 1 row into app.task",
    "execute UPDATE task SET rank = ?",
    "alter table app.task: drop check constraint ck of app.task; drop index ix on app.task",
  ]);
});
