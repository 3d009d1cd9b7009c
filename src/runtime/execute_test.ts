import assert from "node:assert/strict";
import { DatabaseError } from "../dialect/database_error.ts";
import { isLockLost } from "./execute.ts";

const GUARD = { sql: "SELECT 1 / count(*) FROM locks" };

Deno.test("isLockLost() tells the guard's own failure from one that only met the guard", () => {
  const { sql } = GUARD;
  assert.ok(isLockLost(new DatabaseError("statement-failed", "division by zero", { sql }), GUARD));
  assert.ok(!isLockLost(new DatabaseError("terminated", "Stopped by SIGTERM", { sql }), GUARD));
  assert.ok(!isLockLost(new DatabaseError("connection-lost", "gone", { sql }), GUARD));
  const late = new DatabaseError("statement-failed", "timeout", { sql, condition: "cancelled" });
  assert.ok(!isLockLost(late, GUARD));
  assert.ok(!isLockLost(new DatabaseError("statement-failed", "no", { sql: "SELECT 1" }), GUARD));
  assert.ok(!isLockLost(new DatabaseError("statement-failed", "no", { sql }), undefined));
});
