import assert from "node:assert/strict";
import { revision } from "../../tests/support/random_graph.ts";
import { dotPicture } from "./dot.ts";
import { RevisionGraph } from "./graph.ts";
import { mermaidPicture } from "./mermaid.ts";
import { textPicture } from "./text_picture.ts";

const GRAPH = new RevisionGraph([
  revision("a", [], { message: 'say "hi"' }),
  revision("b", ["a"], { branchLabels: ["users"] }),
  revision("c", ["a"]),
  revision("d", ["a"]),
  revision("m", ["b", "c", "d"], { message: "join\nall of them" }),
  revision("z", [], { dependsOn: ["b"] }),
]);

Deno.test("textPicture() draws branches and merges and marks what is applied", () => {
  assert.deepEqual(textPicture(GRAPH, { applied: GRAPH.closureOf(["b"]) }), [
    "o m (head) (mergepoint) join",
    "|\\",
    "|-|-.",
    "| | | o z (head) (depends on b)",
    "* | | b (users) (current)",
    "| o | c",
    "|/  |",
    "|   o d",
    "|__/",
    '* a (branchpoint) say "hi"',
  ]);
});

Deno.test("textPicture() draws only what is shown", () => {
  assert.deepEqual(textPicture(GRAPH, { revisions: [GRAPH.get("b"), GRAPH.get("a")] }), [
    "* b (users)",
    '* a (branchpoint) say "hi"',
  ]);
});

Deno.test("mermaidPicture() and dotPicture() quote messages and dot dependencies", () => {
  assert.match(mermaidPicture(GRAPH), /r0\["a \(branchpoint\)<br\/>say &quot;hi&quot;"\]/);
  assert.match(mermaidPicture(GRAPH, { applied: new Set(["a"]) }), /r1 -\.-> r5/);
  assert.match(dotPicture(GRAPH), /"a" \[label="a \(branchpoint\)\\nsay \\"hi\\""\];/);
  assert.match(dotPicture(GRAPH), /"b" -> "z" \[style=dashed\];/);
});
