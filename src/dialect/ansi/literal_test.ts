import assert from "node:assert/strict";
import { ansiLiteral, hexDigits } from "./literal.ts";
import { quoteWith } from "./quote.ts";

const literal = ansiLiteral({ bytes: (hex) => `X'${hex}'`, boolean: (value) => value ? "TRUE" : "FALSE" });

Deno.test("ansiLiteral() writes each kind of value", () => {
  assert.equal(literal(null), "NULL");
  assert.equal(literal("it's 🎉"), "'it''s 🎉'");
  assert.equal(literal(9223372036854775807n), "9223372036854775807");
  assert.equal(literal(-1.5), "-1.5");
  assert.equal(literal(Number.NaN), "NULL");
  assert.equal(literal(true), "TRUE");
  assert.equal(literal(new Uint8Array([0, 255])), "X'00FF'");
});

Deno.test("hexDigits() pads", () => {
  assert.equal(hexDigits(new Uint8Array([1, 10, 171])), "010AAB");
});

Deno.test("quoteWith() doubles the quote and refuses NUL", () => {
  assert.equal(quoteWith('"', 'a"b🎉'), '"a""b🎉"');
  assert.equal(quoteWith("`", "a`b"), "`a``b`");
  assert.throws(() => quoteWith('"', "a\0b"), /cannot hold a NUL/);
});
