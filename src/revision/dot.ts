import type { RevisionGraph } from "./graph.ts";
import type { GraphNode } from "./graph_node.ts";
import { fullHistory } from "./history.ts";
import { appliedState, notesOf, type PictureMarks, titleOf } from "./picture_marks.ts";
import type { Revision, RevisionId } from "./revision.ts";

const STYLES = {
  applied: ', style=filled, fillcolor="#d5f5d5"',
  pending: ", style=dashed",
  unknown: "",
} as const;

/** The graph in Graphviz' language, bases at the bottom, dependencies dashed. */
export function dotPicture<R extends Revision>(graph: RevisionGraph<R>, marks: PictureMarks<R> = {}): string {
  const revisions = marks.revisions ?? fullHistory(graph);
  const shown = new Set(revisions.map(({ id }) => id));
  const current = new Set(marks.applied === undefined ? [] : graph.headsOf(marks.applied));
  const lines = ["digraph revisions {", "  rankdir=BT;", '  node [shape=box, fontname="monospace"];'];
  for (const { id } of revisions) {
    const node = graph.node(id);
    const style = STYLES[appliedState(marks, id)];
    lines.push(`  ${quoted(id)} [label=${quoted(label(graph, node, current))}${style}];`);
    for (const { id: parent } of node.parents) {
      if (shown.has(parent)) lines.push(`  ${quoted(parent)} -> ${quoted(id)};`);
    }
    for (const { id: needed } of node.dependencies) {
      if (shown.has(needed)) lines.push(`  ${quoted(needed)} -> ${quoted(id)} [style=dashed];`);
    }
  }
  return `${[...lines, "}"].join("\n")}\n`;
}

function label<R extends Revision>(
  graph: RevisionGraph<R>,
  { id, revision }: GraphNode<R>,
  current: ReadonlySet<RevisionId>,
): string {
  const notes = notesOf(graph, id, current).map((note) => `(${note})`);
  return [[id, ...notes].join(" "), titleOf(revision)].filter((line) => line !== "").join("\n");
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
