import assert from "node:assert/strict";
import { parseCsv } from "./csv.ts";

Deno.test("parseCsv() reads quotes, line breaks and empty fields", () => {
  assert.deepEqual(parseCsv('a,"b ""c""",\r\n"two\nlines",,x\n'), [["a", 'b "c"', ""], [
    "two\nlines",
    "",
    "x",
  ]]);
  assert.deepEqual(parseCsv(""), []);
  assert.deepEqual(parseCsv("1\n2"), [["1"], ["2"]]);
});
