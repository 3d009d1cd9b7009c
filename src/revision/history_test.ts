import assert from "node:assert/strict";
import { revision } from "../../tests/support/random_graph.ts";
import { RevisionGraph } from "./graph.ts";
import { currentHeads, fullHistory, historyRange } from "./history.ts";

const GRAPH = new RevisionGraph([
  revision("a"),
  revision("b", ["a"]),
  revision("c", ["b"]),
  revision("z", [], { dependsOn: ["b"] }),
]);

function shown(range: string, current: readonly string[] = []): string {
  return historyRange(GRAPH, range, current).map(({ id }) => id).join(" ");
}

Deno.test("historyRange() takes in both ends", () => {
  assert.equal(shown("a:b"), "b a");
  assert.equal(shown(":b"), "b a");
  assert.equal(shown("b:"), "c b");
  assert.equal(shown("a:+1"), "b a");
});

Deno.test("historyRange() puts the current heads where `current` stands", () => {
  assert.equal(shown("current:", ["b"]), "c b");
  assert.equal(shown(":current", ["b"]), "b a");
  assert.equal(shown("current:"), fullHistory(GRAPH).map(({ id }) => id).join(" "));
  assert.equal(shown(":current"), "");
});

Deno.test("historyRange() refuses what is no range", () => {
  assert.throws(() => shown("a"), { message: "History range requires [start]:[end], [start]:, or :[end]" });
  assert.throws(() => shown("c:a"), {
    message: /^Requested range c:a does not refer to ancestor\/descendant/,
  });
});

Deno.test("currentHeads() names what another branch only depends on", () => {
  const applied = GRAPH.closureOf(["z"]);
  assert.deepEqual(currentHeads(GRAPH, applied), ["b", "z"]);
  assert.deepEqual(GRAPH.headsOf(applied), ["z"]);
});
