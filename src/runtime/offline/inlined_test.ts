import assert from "node:assert/strict";
import { mysql } from "../../dialect/mysql/mod.ts";
import { postgres } from "../../dialect/postgres/mod.ts";
import { sqlite } from "../../dialect/sqlite/mod.ts";
import { inlined } from "./inlined.ts";

Deno.test("inlined() writes values where a run would bind them, and nowhere else", () => {
  const parameters = ["it's ?", 2n, -1, null];
  const sql = "SELECT ?, '?', \"?\", ? -- ?\n, 1 -?, ?";
  assert.equal(
    inlined({ sql, parameters }, { dialect: sqlite }),
    "SELECT 'it''s ?', '?', \"?\", 2 -- ?\n, 1 -(-1), NULL",
  );
  assert.equal(
    inlined({ sql: "SELECT ?, '\\'?', `?`", parameters: ["a\\b"] }, { dialect: mysql }),
    "SELECT 'a\\\\b', '\\'?', `?`",
  );
});

Deno.test("inlined() knows numbered placeholders, in any order and again", () => {
  const sql = "SELECT $2, $1, $2, '$1', $body$ $1 $body$, a ? 'b'";
  assert.equal(
    inlined({ sql, parameters: [true, "x"] }, { dialect: postgres }),
    "SELECT 'x', TRUE, 'x', '$1', $body$ $1 $body$, a ? 'b'",
  );
});

Deno.test("inlined() writes expressions for the values that stand for them", () => {
  const expressions = new Map([["now", "clock_timestamp()"]]);
  assert.equal(
    inlined({ sql: "SELECT $1, $2", parameters: ["now", "then"] }, { dialect: postgres, expressions }),
    "SELECT clock_timestamp(), 'then'",
  );
});
