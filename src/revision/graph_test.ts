import assert from "node:assert/strict";
import { revision } from "../../tests/support/random_graph.ts";
import { RevisionGraph } from "./graph.ts";
import type { Revision } from "./revision.ts";
import { GraphError, type RevisionErrorKind } from "./revision_error.ts";

const REFUSED: readonly (readonly [RevisionErrorKind, RegExp, readonly Revision[]])[] = [
  ["duplicate-revision", /^Revision aaaa is present more than once$/, [revision("aaaa"), revision("aaaa")]],
  ["missing-revision", /^Revision bbbb referenced from aaaa \(down_revision\) is not present$/, [
    revision("aaaa", ["bbbb"]),
  ]],
  ["missing-dependency", /^Revision b referenced from aaaa/, [revision("aaaa", [], { dependsOn: ["b"] })]],
  ["self-loop", /^Self-loop is detected in revisions \(aaaa\)$/, [revision("aaaa", ["aaaa"])]],
  ["dependency-self-loop", /^Dependency self-loop/, [revision("aaaa", [], { dependsOn: ["aaaa"] })]],
  [
    "dependency-self-loop",
    /^Dependency self-loop/,
    [revision("aaaa", [], { dependsOn: ["own"], branchLabels: ["own"] })],
  ],
  ["cycle", /^Cycle is detected in revisions \(aaaa, bbbb\)$/, [
    revision("aaaa", ["bbbb"]),
    revision("bbbb", ["aaaa"]),
  ]],
  [
    // It can be entered from a base and left to a head, which Alembic takes for sound.
    "cycle",
    /^Cycle is detected in revisions \(bbbb, cccc\)$/,
    [
      revision("aaaa"),
      revision("bbbb", ["aaaa", "cccc"]),
      revision("cccc", ["bbbb"]),
      revision("dddd", ["cccc"]),
    ],
  ],
  [
    "dependency-cycle",
    /^Dependency cycle is detected in revisions \(aaaa, bbbb\)$/,
    [revision("aaaa", [], { dependsOn: ["bbbb"] }), revision("bbbb", ["aaaa"])],
  ],
  [
    "duplicate-branch-label",
    /^Branch name 'x' in revision bbbb already used by revision aaaa$/,
    [revision("aaaa", [], { branchLabels: ["x"] }), revision("bbbb", [], { branchLabels: ["x"] })],
  ],
  ["duplicate-branch-label", /already used by revision bbbb/, [
    revision("aaaa", [], { branchLabels: ["bbbb"] }),
    revision("bbbb"),
  ]],
  ["illegal-revision-id", /^Character\(s\) '\+, -' not allowed in revision identifier 'a-b\+c'$/, [
    revision("a-b+c"),
  ]],
  ["illegal-revision-id", /cannot be empty/, [revision("")]],
];

for (const [kind, message, revisions] of REFUSED) {
  Deno.test(`RevisionGraph refuses ${kind}: ${message.source}`, () => {
    assert.throws(() => new RevisionGraph(revisions), (error) => {
      assert.ok(error instanceof GraphError);
      assert.deepEqual([error.kind, error.code, error.exitCode], [kind, "graph-invalid", 4]);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("RevisionGraph says which whole id was meant where a file has the start of one", () => {
  const files = [revision("aaaa1111"), revision("bbbb", ["aaaa"])];
  assert.throws(() => new RevisionGraph(files), { hint: "Files need whole ids: did you mean 'aaaa1111'?" });
});

Deno.test("RevisionGraph lists heads, bases and points in load order", () => {
  const graph = new RevisionGraph([
    revision("c", ["a"]),
    revision("b", ["a"]),
    revision("a"),
    revision("z", [], { dependsOn: ["b"] }),
    revision("m", ["b", "c"]),
  ]);
  assert.deepEqual([graph.heads, graph.realHeads], [["z", "m"], ["z", "m"]]);
  assert.deepEqual([graph.bases, graph.realBases], [["a", "z"], ["a"]]);
  assert.deepEqual([graph.branchPoints, graph.mergePoints], [["a"], ["m"]]);
  assert.deepEqual([graph.children("a"), graph.allChildren("b")], [["c", "b"], ["z", "m"]]);
});

Deno.test("RevisionGraph.headsOf() counts an applied revision without a file as a head", () => {
  const graph = new RevisionGraph([revision("a"), revision("b", ["a"])]);
  assert.deepEqual(graph.headsOf(new Set(["a", "b", "gone"])), ["b", "gone"]);
});

Deno.test("RevisionGraph is empty without revisions", () => {
  const graph = new RevisionGraph([]);
  assert.deepEqual([graph.size, graph.heads, graph.bases, [...graph.headsOf(new Set())]], [0, [], [], []]);
});
