import assert from "node:assert/strict";
import { parseExactJson } from "./json.ts";

Deno.test("parseExactJson() keeps big whole numbers exact", () => {
  assert.deepEqual(parseExactJson('{"a":[9007199254740993,-9007199254740993,12345678901234567890123]}'), {
    a: [9007199254740993n, -9007199254740993n, 12345678901234567890123n],
  });
});

Deno.test("parseExactJson() leaves safe numbers, fractions and text as they are", () => {
  assert.deepEqual(parseExactJson('{"a":[1,1.5,1e300,"9007199254740993",null,true]}'), {
    a: [1, 1.5, 1e300, "9007199254740993", null, true],
  });
});
