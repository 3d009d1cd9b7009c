import assert from "node:assert/strict";
import { excerpt, textExcerpt } from "./excerpt.ts";

Deno.test("excerpt() puts the caret under the right line of a statement", () => {
  const source = "-- note\nSELECT a\n  FROM missing;\nSELECT 1;\n";
  assert.deepEqual(excerpt(source, { start: 8, end: 31 }, 24), [
    "2 | SELECT a",
    "3 |   FROM missing;",
    "  |        ^",
  ]);
});

Deno.test("excerpt() shows a statement without a caret where nobody knows the place", () => {
  assert.deepEqual(excerpt("SELECT 1", { start: 0, end: 8 }), ["1 | SELECT 1"]);
});

Deno.test("excerpt() cuts a long statement around the caret", () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line${index + 1}`);
  const source = lines.join("\n");
  const shown = excerpt(source, { start: 0, end: source.length }, source.indexOf("line20"));
  assert.deepEqual(shown.slice(0, 2), ["   | …", "17 | line17"]);
  assert.deepEqual(shown.slice(4, 6), ["20 | line20", "   | ^"]);
  assert.deepEqual(shown.slice(-2), ["23 | line23", "   | …"]);
});

Deno.test("excerpt() shows the first lines of a long statement without a caret", () => {
  const source = Array.from({ length: 30 }, (_, index) => `line${index + 1}`).join("\n");
  const shown = excerpt(source, { start: 0, end: source.length });
  assert.deepEqual([shown.length, shown[0], shown.at(-1)], [8, "1 | line1", "  | …"]);
});

Deno.test("textExcerpt() numbers no lines", () => {
  assert.deepEqual(textExcerpt("SELECT 1 |\n  2", 13), ["  | SELECT 1 |", "  |   2", "  |   ^"]);
});
