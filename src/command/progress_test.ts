import assert from "node:assert/strict";
import { Progress } from "./progress.ts";

Deno.test("Progress.line() tells how far a run has come, and how long the rest may take", () => {
  const progress = new Progress(4, 1_000);
  assert.equal(progress.line(1_500), undefined, "a short run needs none");
  assert.equal(progress.line(3_000), "[------------------------] 0 of 4 revisions, 2 s");
  progress.step();
  assert.equal(
    progress.line(31_000),
    "[######------------------] 1 of 4 revisions, 30 s, about 1 min 30 s left",
  );
  progress.step();
  progress.step();
  assert.equal(
    progress.line(7_201_000),
    "[##################------] 3 of 4 revisions, 2 h 0 min, about 40 min 0 s left",
  );
  progress.step();
  assert.equal(progress.line(8_000_000), undefined, "the end");
});

Deno.test("Progress.line() is nothing for one step", () => {
  assert.equal(new Progress(1, 0).line(60_000), undefined);
});
