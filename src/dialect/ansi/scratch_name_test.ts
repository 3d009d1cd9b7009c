import assert from "node:assert/strict";
import { isLeftover, LEFTOVER_AGE, scratchName } from "./scratch_name.ts";

const MADE = new Date("2026-11-21T09:12:44.789Z");
const LATER = new Date("2026-11-21T10:12:45Z");

Deno.test("scratchName() holds the time in UTC and the id", () => {
  assert.equal(scratchName(MADE, "1f0c2a7b9d31"), "retort_scratch_20261121091244_1f0c2a7b9d31");
});

Deno.test("isLeftover() takes what is older, and nothing younger", () => {
  const name = scratchName(MADE, "1f0c2a7b9d31");
  assert.ok(isLeftover(name, LATER, LEFTOVER_AGE));
  assert.ok(!isLeftover(name, new Date("2026-11-21T10:12:43Z"), LEFTOVER_AGE));
  assert.ok(!isLeftover(name, new Date("2026-11-20T10:12:43Z"), LEFTOVER_AGE));
});

Deno.test("isLeftover() never takes a name that is not exactly ours", () => {
  for (
    const name of [
      "app",
      "retort_scratch",
      "retort_scratch_20261121091244",
      "retort_scratch_20261121091244_",
      "retort_scratch_20261121091244_A",
      "retort_scratch_20261121091244_a-b",
      "retort_scratch_20261121091244_a\n",
      "Xretort_scratch_20261121091244_a",
      "retort_scratch_20261121091244_a_copy",
      "retort_scratch_20269921091244_a",
      "retort_scratch_2026112109124_a",
    ]
  ) assert.ok(!isLeftover(name, LATER, 0), name);
});
