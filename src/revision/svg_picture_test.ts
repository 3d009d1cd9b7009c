import assert from "node:assert/strict";
import { revision } from "../../tests/support/random_graph.ts";
import { RevisionGraph } from "./graph.ts";
import { laneLines, textX } from "./lane_lines.ts";
import { layOutLanes } from "./lanes.ts";
import { svgPicture } from "./svg_picture.ts";

const GRAPH = new RevisionGraph([
  revision("a", [], { message: "</svg><script>1</script> & \u0007" }),
  revision("b", ["a"]),
  revision("c", ["a"]),
  revision("m", ["b", "c"]),
]);

Deno.test("laneLines() draws each line from its row to the next, in its lane's colour", () => {
  const rows = layOutLanes(GRAPH, ["m", "c", "b", "a"].map((id) => GRAPH.get(id)));
  assert.deepEqual(rows.map((row) => laneLines(row)), [
    [{ colour: 0, path: "M16 14V42" }, { colour: 1, path: "M16 14C16 28 32 28 32 42" }],
    [{ colour: 0, path: "M16 14V42" }, { colour: 1, path: "M32 14V42" }],
    [{ colour: 1, path: "M32 14V42" }, { colour: 0, path: "M16 14C16 28 32 28 32 42" }],
    [],
  ]);
  assert.deepEqual(rows.map(textX), [48, 48, 48, 48]);
});

Deno.test("svgPicture() draws a row for each revision; what messages say stays text", () => {
  const lines = svgPicture(GRAPH, { applied: GRAPH.closureOf(["b"]) });
  assert.match(lines[0] ?? "", /^<svg [^>]* height="112" /);
  const rows = lines.filter((line) => line.startsWith("<g "));
  assert.deepEqual(rows.map((row) => /class="(\w+)"/.exec(row)?.[1]), [
    "pending",
    "applied",
    "pending",
    "applied",
  ]);
  assert.match(rows[3] ?? "", /&lt;\/svg&gt;&lt;script&gt;1&lt;\/script&gt; &amp; \ufffd</);
  assert.equal(lines.at(-1), "</svg>");
});
