import type { GraphNode } from "./graph_node.ts";
import type { Revision } from "./revision.ts";
import { GraphError, listed } from "./revision_error.ts";

type Edges<R extends Revision> = (node: GraphNode<R>) => Iterable<GraphNode<R>>;

/**
 * The nodes so that each stands after its down revisions and dependencies, as near to load order as that allows.
 *
 * @throws {GraphError} `cycle` or `dependency-cycle`, with its members
 */
export function topologicalOrder<R extends Revision>(
  nodes: readonly GraphNode<R>[],
): readonly GraphNode<R>[] {
  // Files are named by date as a rule, so that load order is such an order already.
  if (nodes.every(standsAfterWhatItNeeds)) return nodes;
  const below: Edges<R> = (node) => node.parents;
  const above: Edges<R> = (node) => node.children;
  const byParents = peel(nodes, below, above);
  if (byParents.length < nodes.length) throw cycle("cycle", nodes, byParents);
  const order = peel(
    nodes,
    (node) => [...node.parents, ...node.dependencies],
    (node) => [...node.children, ...node.dependents],
  );
  if (order.length < nodes.length) throw cycle("dependency-cycle", nodes, order);
  return order;
}

function standsAfterWhatItNeeds(node: GraphNode): boolean {
  for (const parent of node.parents) if (parent.index > node.index) return false;
  for (const dependency of node.dependencies) if (dependency.index > node.index) return false;
  return true;
}

/** Takes off, again and again, what needs nothing more; members of a cycle and what stands on them stay behind. */
function peel<R extends Revision>(
  nodes: readonly GraphNode<R>[],
  below: Edges<R>,
  above: Edges<R>,
): GraphNode<R>[] {
  const waiting = new Int32Array(nodes.length);
  const order: GraphNode<R>[] = [];
  for (const node of nodes) {
    const count = [...below(node)].length;
    waiting[node.index] = count;
    if (count === 0) order.push(node);
  }
  for (const node of order) {
    for (const next of above(node)) {
      const left = (waiting[next.index] ?? 0) - 1;
      waiting[next.index] = left;
      if (left === 0) order.push(next);
    }
  }
  return order;
}

function cycle<R extends Revision>(
  kind: "cycle" | "dependency-cycle",
  nodes: readonly GraphNode<R>[],
  peeled: readonly GraphNode<R>[],
): GraphError {
  const fine = new Set(peeled);
  const members = oneCycle(nodes.filter((node) => !fine.has(node)), fine, kind === "dependency-cycle");
  const ids = members.map(({ id }) => id);
  const word = kind === "cycle" ? "Cycle" : "Dependency cycle";
  const key = kind === "cycle" ? "down_revision" : "down_revision or depends_on";
  return new GraphError(kind, `${word} is detected in revisions (${listed(ids)})`, {
    hint: `Each of them needs the next one; take one ${key} out to break the circle`,
    revisions: ids,
  });
}

/** Every node that was left over still waits for one that was: following those must come round. */
function oneCycle<R extends Revision>(
  left: readonly GraphNode<R>[],
  fine: ReadonlySet<GraphNode<R>>,
  dependencies: boolean,
): GraphNode<R>[] {
  const path = new Set<GraphNode<R>>();
  let node = left[0];
  while (node !== undefined && !path.has(node)) {
    path.add(node);
    const needed: readonly GraphNode<R>[] = dependencies
      ? [...node.parents, ...node.dependencies]
      : node.parents;
    node = needed.find((candidate) => !fine.has(candidate));
  }
  const walked = [...path];
  return node === undefined ? walked : walked.slice(walked.indexOf(node));
}
