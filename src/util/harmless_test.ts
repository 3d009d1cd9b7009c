import assert from "node:assert/strict";
import { harmless } from "./harmless.ts";

Deno.test("harmless() writes out what would command a terminal", () => {
  assert.equal(harmless("a\x1b[31mred\x07"), "a\\u001b[31mred\\u0007");
  assert.equal(harmless("one\rtwo\u202ethree\u009b"), "one\\u000dtwo\\u202ethree\\u009b");
});

Deno.test("harmless() leaves text, tabs and both line ends", () => {
  const text = "é 🦕 日本\tx\ny\r\nz";
  assert.equal(harmless(text), text);
});
