import type { Revision, RevisionId } from "./revision.ts";

/** A revision with its neighbours in the loaded graph; the files of this folder walk over these. */
export interface GraphNode<R extends Revision = Revision> {
  readonly id: RevisionId;
  readonly revision: R;
  /** Its place in the load order, which settles every tie. */
  readonly index: number;
  /** Its down revisions, in the order of its header. */
  readonly parents: readonly GraphNode<R>[];
  /** What it depends on, labels turned into revisions. */
  readonly dependencies: readonly GraphNode<R>[];
  /** The revisions that name it as a down revision, in load order. */
  readonly children: readonly GraphNode<R>[];
  /** The revisions that depend on it, in load order. */
  readonly dependents: readonly GraphNode<R>[];
}

/** Which edges a walk follows: with `dependencies` (the default) those of `depends_on` as well. */
export interface EdgeChoice {
  readonly dependencies?: boolean;
}

/** The nodes themselves and all below them. */
export function ancestorsOf<R extends Revision>(
  nodes: Iterable<GraphNode<R>>,
  { dependencies = true }: EdgeChoice = {},
): Set<GraphNode<R>> {
  const found = new Set(nodes);
  // A set that grows while it is iterated is a work list: what is added is visited too.
  for (const node of found) {
    for (const parent of node.parents) found.add(parent);
    if (dependencies) { for (const dependency of node.dependencies) found.add(dependency); }
  }
  return found;
}

/** The nodes themselves and all above them. */
export function descendantsOf<R extends Revision>(
  nodes: Iterable<GraphNode<R>>,
  { dependencies = true }: EdgeChoice = {},
): Set<GraphNode<R>> {
  const found = new Set(nodes);
  for (const node of found) {
    for (const child of node.children) found.add(child);
    if (dependencies) { for (const dependent of node.dependents) found.add(dependent); }
  }
  return found;
}

/** Whether several revisions follow it, dependents counted. */
export function isRealBranchPoint(node: GraphNode): boolean {
  return node.children.length + node.dependents.length > 1 &&
    new Set([...node.children, ...node.dependents]).size > 1;
}

/** Whether it has several down revisions. */
export function isMergePoint(node: GraphNode): boolean {
  return node.revision.downRevisions.length > 1;
}
