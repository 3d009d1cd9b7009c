import assert from "node:assert/strict";
import { nameParts } from "./name_parts.ts";

const NAMES: readonly (readonly [sql: string, parts: readonly string[]])[] = [
  ["Users", ["users"]],
  ["public.Users", ["public", "users"]],
  ['public."My ""own"" Users"', ["public", 'My "own" Users']],
  ["`a.b`.`c``d`", ["a.b", "c`d"]],
  ["[My Users]", ["My Users"]],
  ["ä.Ö_1", ["ä", "ö_1"]],
];

Deno.test("nameParts() takes quotes away and folds what stands bare", () => {
  for (const [sql, parts] of NAMES) {
    assert.deepEqual(nameParts(sql, (bare) => bare.toLowerCase()), parts, sql);
  }
});
