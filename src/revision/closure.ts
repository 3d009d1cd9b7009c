import type { GraphNode } from "./graph_node.ts";
import { NodeSet } from "./node_set.ts";
import type { Revision } from "./revision.ts";

/** Which edges a walk follows: with `dependencies` (the default) those of `depends_on` as well. */
export interface EdgeChoice {
  readonly dependencies?: boolean;
}

/** The size of the graph that the nodes of a walk belong to. */
export interface Sized {
  readonly size: number;
}

/** The nodes themselves and all below them. */
export function ancestorsOf<R extends Revision>(
  graph: Sized,
  nodes: Iterable<GraphNode<R>>,
  { dependencies = true }: EdgeChoice = {},
): NodeSet<R> {
  const found = new NodeSet<R>(graph.size, nodes);
  for (const node of found.nodes) {
    for (const parent of node.parents) found.add(parent);
    if (dependencies) { for (const dependency of node.dependencies) found.add(dependency); }
  }
  return found;
}

/** The nodes themselves and all above them. */
export function descendantsOf<R extends Revision>(
  graph: Sized,
  nodes: Iterable<GraphNode<R>>,
  { dependencies = true }: EdgeChoice = {},
): NodeSet<R> {
  const found = new NodeSet<R>(graph.size, nodes);
  for (const node of found.nodes) {
    for (const child of node.children) found.add(child);
    if (dependencies) { for (const dependent of node.dependents) found.add(dependent); }
  }
  return found;
}

/** What some of the nodes need: their ancestors, but themselves only where another one of them needs them. */
export function neededBy<R extends Revision>(graph: Sized, nodes: Iterable<GraphNode<R>>): NodeSet<R> {
  const needed = new NodeSet<R>(graph.size);
  for (const node of nodes) addNeeded(node, needed);
  for (const node of needed.nodes) addNeeded(node, needed);
  return needed;
}

function addNeeded<R extends Revision>(node: GraphNode<R>, into: NodeSet<R>): void {
  for (const parent of node.parents) into.add(parent);
  for (const dependency of node.dependencies) into.add(dependency);
}
