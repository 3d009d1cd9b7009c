import type { RevisionGraph } from "./graph.ts";
import type { GraphNode } from "./graph_node.ts";
import { fullHistory } from "./history.ts";
import { appliedState, notesOf, type PictureMarks, titleOf } from "./picture_marks.ts";
import type { Revision, RevisionId } from "./revision.ts";

/** The graph as a Mermaid flowchart, bases at the bottom, dependencies dotted. */
export function mermaidPicture<R extends Revision>(
  graph: RevisionGraph<R>,
  marks: PictureMarks<R> = {},
): string {
  const revisions = marks.revisions ?? fullHistory(graph);
  const shown = new Set(revisions.map(({ id }) => id));
  const current = new Set(marks.applied === undefined ? [] : graph.headsOf(marks.applied));
  const lines = ["flowchart BT"];
  for (const { id } of revisions) {
    const node = graph.node(id);
    lines.push(`  ${nameOf(node)}["${label(graph, node, current)}"]${classOf(marks, id)}`);
    for (const parent of node.parents) {
      if (shown.has(parent.id)) lines.push(`  ${nameOf(parent)} --> ${nameOf(node)}`);
    }
    for (const needed of node.dependencies) {
      if (shown.has(needed.id)) lines.push(`  ${nameOf(needed)} -.-> ${nameOf(node)}`);
    }
  }
  if (marks.applied !== undefined) {
    lines.push("  classDef applied fill:#d5f5d5", "  classDef pending stroke-dasharray:4");
  }
  return `${lines.join("\n")}\n`;
}

/** Ids may be words of Mermaid's own, or hold what it does not take. */
function nameOf({ index }: GraphNode): string {
  return `r${index}`;
}

function label<R extends Revision>(
  graph: RevisionGraph<R>,
  { id, revision }: GraphNode<R>,
  current: ReadonlySet<RevisionId>,
): string {
  const notes = notesOf(graph, id, current).map((note) => `(${note})`);
  const lines = [[id, ...notes].join(" "), titleOf(revision)].filter((line) => line !== "");
  return lines.map(escaped).join("<br/>");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(
    ">",
    "&gt;",
  )
    .replaceAll("`", "&#96;");
}

function classOf(marks: PictureMarks, id: RevisionId): string {
  const state = appliedState(marks, id);
  return state === "unknown" ? "" : `:::${state}`;
}
