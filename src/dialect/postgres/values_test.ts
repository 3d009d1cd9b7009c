import assert from "node:assert/strict";
import { parameterText, parseArray, valueParsers } from "./values.ts";

Deno.test("parseArray() reads quotes, NULL, dimensions and bounds", () => {
  const parse = (text: string) => parseArray(text, (element) => element);
  assert.deepEqual(parse('{a,"b,\\"c\\\\",NULL,"NULL",""}'), ["a", 'b,"c\\', null, "NULL", ""]);
  assert.deepEqual(parse("{{1,2},{3,4}}"), [["1", "2"], ["3", "4"]]);
  assert.deepEqual(parse("[0:1]={1,2}"), ["1", "2"]);
  assert.deepEqual(parse("{}"), []);
});

Deno.test("valueParsers() read bytes in both forms", () => {
  const bytes = valueParsers().get(17);
  assert.deepEqual(bytes?.("\\x00ff"), new Uint8Array([0, 255]));
  assert.deepEqual(bytes?.("a\\\\\\000b"), new Uint8Array([97, 92, 0, 98]));
});

Deno.test("parameterText() writes what the server reads", () => {
  assert.deepEqual([null, true, 1.5, 2n, "x", new Uint8Array([1])].map(parameterText), [
    null,
    "t",
    "1.5",
    "2",
    "x",
    "\\x01",
  ]);
});
