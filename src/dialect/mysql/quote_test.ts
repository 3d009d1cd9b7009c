import assert from "node:assert/strict";
import { literal, quote } from "./quote.ts";

Deno.test("quote() takes 64 characters and no more", () => {
  assert.equal(quote("a`b"), "`a``b`");
  assert.equal(quote("🎉".repeat(64)).length, 130);
  assert.throws(() => quote("x".repeat(65)), /65 characters/);
});

Deno.test("literal() escapes what ends a string or does not survive a file", () => {
  assert.equal(literal("it's a \\ \0 \r\x1a\n🎉"), "'it''s a \\\\ \\0 \\r\\Z\n🎉'");
  assert.equal(literal(new Uint8Array([0, 255])), "X'00FF'");
  assert.equal(literal(false), "FALSE");
});
