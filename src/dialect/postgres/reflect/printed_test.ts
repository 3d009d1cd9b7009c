import assert from "node:assert/strict";
import { printed } from "./printed.ts";

Deno.test("printed() takes what is for people where nothing is lost", () => {
  assert.equal(printed(["a > 0 AND b > 0", "((a > 0) AND (b > 0))"]), "a > 0 AND b > 0");
  assert.equal(
    printed(["a AND (b OR c) AND f(a AND b)", "(a AND (b OR c) AND f((a AND b)))"]),
    "a AND (b OR c) AND f(a AND b)",
  );
  assert.equal(printed(null), "");
});

Deno.test("printed() keeps the parentheses of an AND inside of an AND", () => {
  const plain = "((a > 0) AND ((b >= 1) AND (b <= ')'::text)))";
  assert.equal(printed(["a > 0 AND b >= 1 AND b <= ')'::text", plain]), plain.slice(1, -1));
  assert.equal(printed(["a OR b OR c", "(a OR b) OR c"]), "(a OR b) OR c");
});
