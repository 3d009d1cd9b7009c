import type { RevisionGraph } from "./graph.ts";
import type { GraphNode } from "./graph_node.ts";
import type { NodeSet } from "./node_set.ts";
import type { Slot } from "./open_heads.ts";
import type { Revision } from "./revision.ts";
import { WaitingList } from "./waiting_list.ts";

/** A revision while a set of revisions is being sorted. */
export interface Member<R extends Revision> {
  readonly node: GraphNode<R>;
  /** It is to be put out; the others only pass on that something above them still waits. */
  readonly wanted: boolean;
  readonly parents: Member<R>[];
  readonly children: Member<R>[];
  /** How many of its children are not done. */
  waiting: number;
  done: boolean;
  /** Where it stands in the row of open heads. */
  slot: Slot<Member<R>> | undefined;
  /** No open head at or above it has a smaller rank than this. It never shrinks. */
  bound: number;
  /** The slot that has exactly that rank, as long as it has made no more moves. */
  witness: Slot<Member<R>> | undefined;
  witnessMoves: number;
  list: WaitingList<Member<R>> | undefined;
}

/** The members, by load order, for `wanted` and for what lies `between` them, linked by down revisions and effective dependencies. */
export function linkMembers<R extends Revision>(
  graph: RevisionGraph<R>,
  wanted: NodeSet<R>,
  between: NodeSet<R>,
): readonly (Member<R> | undefined)[] {
  const members = new Array<Member<R> | undefined>(graph.size).fill(undefined);
  for (const node of between) members[node.index] = newMember(node, false);
  for (const node of wanted) members[node.index] = newMember(node, true);
  for (const member of members) {
    if (member === undefined) continue;
    linkTo(member, member.node.parents, members);
    linkTo(member, graph.effectiveDependencies(member.node), members);
  }
  return members;
}

function newMember<R extends Revision>(node: GraphNode<R>, wanted: boolean): Member<R> {
  return {
    node,
    wanted,
    parents: [],
    children: [],
    waiting: 0,
    done: false,
    slot: undefined,
    bound: 0,
    witness: undefined,
    witnessMoves: -1,
    list: undefined,
  };
}

function linkTo<R extends Revision>(
  member: Member<R>,
  needed: readonly GraphNode<R>[],
  members: readonly (Member<R> | undefined)[],
): void {
  for (const node of needed) {
    const parent = members[node.index];
    // What is both a parent and a dependency counts once; both mentions come in a row.
    if (parent === undefined || parent.children.at(-1) === member) continue;
    member.parents.push(parent);
    parent.children.push(member);
    parent.waiting++;
  }
}

/** The first open head, by rank, that has `member` as an ancestor; undefined where there is none. */
export function firstHeadAbove<R extends Revision>(member: Member<R>): Slot<Member<R>> | undefined {
  for (;;) {
    const child = nearestChild(member);
    if (child === undefined) return undefined;
    if (isSettled(child)) return child.witness;
    settle(child);
  }
}

/** Brings `bound` and `witness` up to date, here and as far above as that takes. */
function settle<R extends Revision>(start: Member<R>): void {
  const stack = [start];
  for (let member = stack.at(-1); member !== undefined; member = stack.at(-1)) {
    const child = isSettled(member) ? undefined : nearestChild(member);
    const own = member.slot;
    if (isSettled(member)) stack.pop();
    else if (own !== undefined && (child === undefined || own.rank <= child.bound)) remember(member, own);
    else if (child === undefined) remember(member, undefined);
    else if (isSettled(child)) remember(member, child.witness);
    else stack.push(child);
  }
}

function nearestChild<R extends Revision>(member: Member<R>): Member<R> | undefined {
  member.list ??= new WaitingList(member.children);
  return member.list.smallest((child) => child.done ? undefined : child.bound);
}

function isSettled<R extends Revision>({ bound, witness, witnessMoves }: Member<R>): boolean {
  return witness === undefined ? bound === Infinity : witness.moves === witnessMoves;
}

function remember<R extends Revision>(member: Member<R>, witness: Slot<Member<R>> | undefined): void {
  member.bound = witness?.rank ?? Infinity;
  member.witness = witness;
  member.witnessMoves = witness?.moves ?? -1;
}
