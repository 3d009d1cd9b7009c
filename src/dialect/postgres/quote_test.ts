import assert from "node:assert/strict";
import { literal, quote } from "./quote.ts";

Deno.test("quote() refuses names that the server would cut off", () => {
  assert.equal(quote('a"b'), '"a""b"');
  assert.equal(quote("x".repeat(63)).length, 65);
  assert.throws(() => quote("é".repeat(32)), /64 bytes/);
});

Deno.test("literal() is right whatever the server says of backslashes", () => {
  assert.equal(literal("it's"), "'it''s'");
  assert.equal(literal("a\\b'"), " E'a\\\\b'''");
  assert.equal(literal(new Uint8Array([0, 255])), " E'\\\\x00FF'::bytea");
  assert.equal(literal(Infinity), "'Infinity'::float8");
  assert.throws(() => literal("a\0"), /NUL/);
});
