import assert from "node:assert/strict";
import { checkColumns } from "./check_columns.ts";

Deno.test("checkColumns() tells columns from functions and values", () => {
  assert.deepEqual(checkColumns("length > 0", ["length", "a"]), ["length"]);
  assert.deepEqual(checkColumns("length(a) > 3 AND a <> 'b'", ["length", "a", "b"]), ["a"]);
  assert.deepEqual(checkColumns(`"Odd ""one" > b OR b IS NULL`, ['Odd "one', "b"]), ['Odd "one', "b"]);
  assert.deepEqual(checkColumns("true", ["a"]), []);
});

Deno.test("checkColumns() does not guess where a type has a column's name", () => {
  assert.equal(checkColumns("a > 'x'::text", ["a", "text"]), undefined);
});
