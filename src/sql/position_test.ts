import assert from "node:assert/strict";
import { caretLine } from "./caret.ts";
import { offsetFromBytes, offsetFromCodePoints, positionAt } from "./position.ts";

Deno.test("positionAt() counts lines and characters from one", () => {
  const source = "a\r\n\tb😀c\n";
  assert.deepEqual(positionAt(source, 0), { line: 1, column: 1, lineText: "a" });
  assert.deepEqual(positionAt(source, 2), { line: 1, column: 3, lineText: "a" });
  assert.deepEqual(positionAt(source, 3), { line: 2, column: 1, lineText: "\tb😀c" });
  assert.deepEqual(positionAt(source, 7), { line: 2, column: 4, lineText: "\tb😀c" });
  assert.deepEqual(positionAt(source, 8), { line: 2, column: 5, lineText: "\tb😀c" });
  assert.deepEqual(positionAt(source, 99), { line: 3, column: 1, lineText: "" });
  assert.deepEqual(positionAt("", -1), { line: 1, column: 1, lineText: "" });
});

Deno.test("offsetFromCodePoints() and offsetFromBytes() agree with the encoders", () => {
  const text = "aé日😀z\ud800";
  const encoder = new TextEncoder();
  let offset = 0;
  [...text].forEach((character, index) => {
    assert.equal(offsetFromCodePoints(text, index), offset);
    assert.equal(offsetFromBytes(text, encoder.encode(text.slice(0, offset)).length), offset);
    offset += character.length;
  });
  assert.equal(offsetFromCodePoints(text, 100), text.length);
  assert.equal(offsetFromBytes(text, 100), text.length);
  assert.equal(offsetFromBytes(text, 2), 1, "the middle of a character is its start");
});

/** The caret's cell, and the character above it, for a source with one `^` that marks the place. */
function marked(source: string, width?: number): readonly [string, string] {
  const at = source.indexOf("^");
  const { text, caret } = caretLine(source.replace("^", ""), at, width);
  return [text, caret];
}

Deno.test("caretLine() puts the caret under the character as terminals show it", () => {
  assert.deepEqual(marked("x\nSELECT ^a\ny"), ["SELECT a", "       ^"]);
  assert.deepEqual(marked("\tSELECT\t^a\r\n"), ["\tSELECT\ta", "\t      \t^"]);
  assert.deepEqual(marked("'日本' ^a"), ["'日本' a", "       ^"]);
  assert.deepEqual(marked("'😀e\u0301' ^a"), ["'😀e\u0301' a", "      ^"]);
  assert.deepEqual(marked("'👨‍👩‍👧 👍🏽 🇩🇪' ^a"), ["'👨‍👩‍👧 👍🏽 🇩🇪' a", "           ^"]);
  assert.deepEqual(marked("SELECT (^\nx"), ["SELECT (", "        ^"]);
  assert.deepEqual(marked("a\u001b[31m^b"), ["a\ufffd[31mb", "      ^"]);
});

Deno.test("caretLine() cuts long lines around the caret", () => {
  const long = "a".repeat(500);
  assert.deepEqual(marked(`^X${long}`, 10), ["Xaaaaaaaa…", "^"]);
  assert.deepEqual(marked(`${long}^X`, 10), ["…aaaaaaaaX", "         ^"]);
  const [text, caret] = marked(`${long}^X${long}`, 20);
  assert.equal(text.charAt(caret.length - 1), "X");
  assert.ok(text.length <= 20 && text.startsWith("…") && text.endsWith("…"));
  const [wide] = marked(`${"日".repeat(500)}^X${"本".repeat(500)}`, 20);
  assert.ok([...wide].length <= 12, wide);
});
