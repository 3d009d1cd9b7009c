import assert from "node:assert/strict";
import { quoteWhereNeeded as quoteMysql } from "../mysql/quote.ts";
import { quoteWhereNeeded as quotePostgres } from "../postgres/quote.ts";
import { quoteWhereNeeded as quoteSqlite } from "../sqlite/quote.ts";

Deno.test("quoteWhereNeeded() leaves plain names bare and quotes what an engine would read otherwise", () => {
  const quoted = ["task", "_id2", "Task", "a b", "2nd", "order", "user", "count", "value", "🎉"];
  assert.equal(
    quoted.map(quotePostgres).join(" "),
    'task _id2 "Task" "a b" "2nd" "order" "user" count value "🎉"',
  );
  assert.equal(
    quoted.map(quoteMysql).join(" "),
    "task _id2 `Task` `a b` `2nd` `order` user `count` `value` `🎉`",
  );
  assert.equal(
    quoted.map(quoteSqlite).join(" "),
    'task _id2 "Task" "a b" "2nd" "order" user count value "🎉"',
  );
});

Deno.test("quoteWhereNeeded() refuses what quote() refuses, plain or not", () => {
  assert.throws(() => quotePostgres("x".repeat(64)), /64 bytes/);
  assert.throws(() => quoteMysql("x".repeat(65)), /65 characters/);
});
