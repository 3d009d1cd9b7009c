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

/** Whether several revisions follow it, dependents counted. */
export function isRealBranchPoint(node: GraphNode): boolean {
  const { children, dependents } = node;
  const count = children.length + dependents.length;
  return count > 2 || (count === 2 && children[0] !== dependents[0]);
}

/** Whether it has several down revisions. */
export function isMergePoint(node: GraphNode): boolean {
  return node.revision.downRevisions.length > 1;
}
