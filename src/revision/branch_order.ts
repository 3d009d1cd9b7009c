import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf, descendantsOf } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import { NodeSet } from "./node_set.ts";
import { OpenHeads, type Slot } from "./open_heads.ts";
import type { Revision } from "./revision.ts";
import { firstHeadAbove, linkMembers, type Member } from "./sorting_member.ts";

/** How `branchOrder` reads its set. */
export interface BranchOrderOptions {
  /** The set may have holes: something outside of it may lie between two of its members. */
  readonly holes?: boolean;
}

/**
 * A set of revisions newest first, branch by branch, each after all that need it: the order of downgrades and of the
 * history; upgrades run its reverse.
 *
 * It walks down from `tips`: from the current open head to its first parent; where another open head still stands
 * above a revision, it goes on there first. What no tip leads to is left out.
 */
export function branchOrder<R extends Revision>(
  graph: RevisionGraph<R>,
  wanted: NodeSet<R>,
  tips: Iterable<GraphNode<R>>,
  { holes = false }: BranchOrderOptions = {},
): GraphNode<R>[] {
  if (wanted.size === 0) return [];
  const between = holes ? nodesBetween(graph, wanted) : new NodeSet<R>(graph.size);
  const members = linkMembers(graph, wanted, between);
  const open = new OpenHeads<Member<R>>();
  for (const tip of inLoadOrder(tips)) {
    const member = members[tip.index];
    if (member?.wanted) member.slot = open.add(member);
  }
  return emitAll(open);
}

/** What lies above one of the nodes and below another. */
function nodesBetween<R extends Revision>(graph: RevisionGraph<R>, nodes: NodeSet<R>): NodeSet<R> {
  const above = descendantsOf(graph, nodes);
  return ancestorsOf(graph, nodes).filter((node) => above.has(node) && !nodes.has(node));
}

function inLoadOrder<R extends Revision>(tips: Iterable<GraphNode<R>>): GraphNode<R>[] {
  return [...new Set(tips)].sort((one, other) => one.index - other.index);
}

function emitAll<R extends Revision>(open: OpenHeads<Member<R>>): GraphNode<R>[] {
  const order: GraphNode<R>[] = [];
  let current = open.first;
  while (current !== undefined) {
    const member: Member<R> = current.item;
    const above = member.waiting > 0 ? firstHeadAbove(member) : undefined;
    if (above !== undefined) {
      current = above;
      continue;
    }
    order.push(member.node);
    finish(member);
    current = advance(open, current, member);
  }
  return order;
}

/** Marks a member done, and with it whatever below it was only passing on that it waits. */
function finish<R extends Revision>(member: Member<R>): void {
  const finished = [member];
  for (const each of finished) {
    each.done = true;
    for (const parent of each.parents) {
      parent.waiting--;
      if (parent.waiting === 0 && !parent.wanted) finished.push(parent);
    }
  }
}

/** Puts the first parent in the place of the head that was just put out, and the further ones at the end. */
function advance<R extends Revision>(
  open: OpenHeads<Member<R>>,
  slot: Slot<Member<R>>,
  member: Member<R>,
): Slot<Member<R>> | undefined {
  member.slot = undefined;
  const next = member.parents.filter((parent) => parent.wanted && !parent.done && parent.slot === undefined);
  const [first, ...others] = next;
  if (first === undefined) return open.remove(slot);
  open.replace(slot, first);
  first.slot = slot;
  for (const other of others) other.slot = open.add(other);
  return slot;
}
