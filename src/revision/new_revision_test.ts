import assert from "node:assert/strict";
import { revision } from "../../tests/support/random_graph.ts";
import { RevisionGraph } from "./graph.ts";
import { planRevision } from "./new_revision.ts";

const GRAPH = new RevisionGraph([
  revision("aaaa1", [], { branchLabels: ["core"] }),
  revision("bbbb2", ["aaaa1"]),
  revision("cccc3", ["aaaa1"]),
]);

Deno.test("planRevision() merges heads, starts bases and splices", () => {
  assert.deepEqual(planRevision(GRAPH, { head: "heads" }).downRevisions, ["bbbb2", "cccc3"]);
  assert.deepEqual(planRevision(GRAPH, { head: "base" }).downRevisions, []);
  assert.deepEqual(planRevision(GRAPH, { head: "aaaa1", splice: true }).downRevisions, ["aaaa1"]);
  assert.deepEqual(planRevision(new RevisionGraph([])).downRevisions, []);
});

Deno.test("planRevision() writes whole ids and keeps labels in depends_on", () => {
  const place = planRevision(GRAPH, { head: "base", dependsOn: ["bbbb", "core"] });
  assert.deepEqual(place.dependsOn, ["bbbb2", "core"]);
});

Deno.test("planRevision() refuses several heads, inner revisions and doubles in Alembic's words", () => {
  assert.throws(() => planRevision(GRAPH), {
    code: "multiple-heads",
    message: /^Multiple heads are present; please/,
  });
  assert.throws(() => planRevision(GRAPH, { head: "aaaa1" }), {
    message: /aaaa1 is not a head revision; .*--splice/,
  });
  assert.throws(() => planRevision(GRAPH, { head: ["bbbb2", "bbbb2"] }), {
    message: /^Duplicate head revisions/,
  });
  assert.throws(() => planRevision(GRAPH, { head: "bbbb2", dependsOn: ["base"] }), {
    code: "unknown-revision",
  });
});
