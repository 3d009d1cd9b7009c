import assert from "node:assert/strict";
import { type IdFormat, nextRevisionId } from "./revision_id.ts";

const now = new Date("2026-12-31T23:59:59Z");

function next(format: IdFormat, existing: readonly string[], ids: readonly string[] = ["aa", "bb"]): string {
  const left = ids[Symbol.iterator]();
  return nextRevisionId(format, { existing, now, newId: () => left.next().value ?? assert.fail() });
}

Deno.test("nextRevisionId() gives ids that nobody has", () => {
  assert.equal(next("hex", []), "aa");
  assert.equal(next("hex", ["aa"]), "bb");
  assert.equal(next("timestamp", []), "20261231235959");
  assert.equal(next("timestamp", ["20261231235959"]), "20270101000000");
});

Deno.test("nextRevisionId() counts on from the highest number, in its width", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], "0001"],
    [["0001", "0009", "x"], "0010"],
    [["001"], "002"],
    [["9999"], "10000"],
    [["20261231235959", "7f", "8f3a1c9be2d4"], "0001"],
  ];
  for (const [existing, id] of cases) assert.equal(next("sequence", existing), id);
});
