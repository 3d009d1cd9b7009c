import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf, neededBy } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import type { Revision, RevisionId } from "./revision.ts";
import { listed, RevisionError } from "./revision_error.ts";

/** Refuses nodes of which one is an ancestor of another; the same one twice is no matter. */
export function checkOverlap<R extends Revision>(
  graph: RevisionGraph<R>,
  nodes: readonly GraphNode<R>[],
): void {
  if (nodes.length < 2) return;
  const asked = new Set(nodes);
  const below = neededBy(graph, asked);
  const covered = nodes.find((node) => below.has(node));
  if (covered !== undefined) throw overlap(graph, covered, asked);
}

function overlap<R extends Revision>(
  graph: RevisionGraph<R>,
  covered: GraphNode<R>,
  asked: ReadonlySet<GraphNode<R>>,
): RevisionError {
  const above = [...asked].filter((node) => node !== covered && ancestorsOf(graph, [node]).has(covered));
  const ids = above.slice(0, 1).map(({ id }) => id);
  return new RevisionError(
    "overlap",
    `Requested revision ${listed(ids)} overlaps with other requested revisions ${covered.id}`,
    { hint: `${covered.id} is an ancestor of ${listed(ids)}; leave it out`, revisions: [...ids, covered.id] },
  );
}

/**
 * The applied set that rows of heads stand for: the rows with all that they need.
 *
 * @throws {RevisionError} `unknown-revision`; `overlap` where one row is an ancestor of another
 */
export function appliedOf<R extends Revision>(
  graph: RevisionGraph<R>,
  rows: readonly RevisionId[],
): Set<RevisionId> {
  checkOverlap(graph, graph.nodes(rows));
  return graph.closureOf(rows);
}
