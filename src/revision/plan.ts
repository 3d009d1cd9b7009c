import { branchOrder } from "./branch_order.ts";
import { downgradeTarget, droppedBy, notBelow } from "./drop.ts";
import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import { NodeSet } from "./node_set.ts";
import { checkOverlap } from "./overlap.ts";
import { upgradeTargets } from "./resolve.ts";
import type { Direction, Plan, Revision, RevisionId } from "./revision.ts";

export { planStamp, type StampPlan } from "./plan_stamp.ts";

/**
 * What an upgrade to `targets` runs: all that they need and that is not applied, parents first, branch by branch.
 *
 * @throws {RevisionError} `unknown-revision`, also for an applied revision that no file has; `multiple-heads`,
 * `ambiguous-revision`, `ambiguous-walk`, `out-of-range`, `overlap`
 * @example
 * ```ts
 * planUpgrade(graph, new Set(["8f3a1c9be2d4"]), "head").steps.map(({ revision }) => revision.id);
 * ```
 */
export function planUpgrade<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
  targets: string | readonly string[],
): Plan<R> {
  const current = () => graph.headsAmong(graph.nodes(applied));
  const texts = typeof targets === "string" ? [targets] : targets;
  const wanted = texts.flatMap((text) => upgradeTargets(graph, text, current));
  checkOverlap(graph, wanted);
  const start = new NodeSet(graph.size, graph.nodes(applied));
  const missing = ancestorsOf(graph, wanted).filter((node) => !start.has(node));
  const order = branchOrder(graph, missing, tipsOf(graph, missing), { holes: hasHole(missing, start) });
  return planOf(graph, start, order.reverse(), "upgrade");
}

/**
 * Those that no other member stands upon, as the order is walked: a dependency that is declared further down too leads
 * from there alone, and what lies there may be outside of the set.
 */
function tipsOf<R extends Revision>(graph: RevisionGraph<R>, nodes: NodeSet<R>): GraphNode<R>[] {
  return nodes.nodes.filter((node) => {
    const leads = (above: GraphNode<R>) =>
      nodes.has(above) && graph.effectiveDependencies(above).includes(node);
    return !node.children.some((above) => nodes.has(above)) && !node.dependents.some(leads);
  });
}

/** Only a gap, an unapplied revision under an applied one, can lie so. */
function hasHole<R extends Revision>(
  missing: NodeSet<R>,
  applied: NodeSet<R>,
): boolean {
  for (const node of missing) if (someAbove(node, (above) => applied.has(above))) return true;
  return false;
}

function someAbove<R extends Revision>(node: GraphNode<R>, holds: (above: GraphNode<R>) => boolean): boolean {
  return node.children.some(holds) || node.dependents.some(holds);
}

/**
 * What a downgrade to `target` runs: every applied revision above it, newest first. `base` takes everything,
 * `label@…` only that branch.
 *
 * @throws {RevisionError} as `planUpgrade`, and `not-ancestor`; `-n` with several current heads is refused
 * @example
 * ```ts
 * planDowngrade(graph, applied, "-1").to; // the heads afterwards
 * ```
 */
export function planDowngrade<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
  target: string,
): Plan<R> {
  const goal = downgradeTarget(graph, target, () => graph.headsAmong(graph.nodes(applied)));
  const start = new NodeSet(graph.size, graph.nodes(applied));
  const heads = graph.headsAmong(start.nodes);
  const dropped = droppedBy(graph, goal, start);
  if (goal.node !== undefined && dropped.size === 0 && !heads.includes(goal.node)) {
    throw notBelow(target, heads);
  }
  const holes = ancestorsOf(graph, heads).size > start.size;
  // Over a hole no head leads to what lies below it.
  const order = branchOrder(graph, dropped, holes ? tipsOf(graph, dropped) : heads, { holes });
  return planOf(graph, start, order, "downgrade");
}

function planOf<R extends Revision>(
  graph: RevisionGraph<R>,
  start: NodeSet<R>,
  order: readonly GraphNode<R>[],
  direction: Direction,
): Plan<R> {
  const from = headIds(graph, start.nodes);
  if (order.length === 0) return { from, to: from, steps: [] };
  const moved = new NodeSet(graph.size, order);
  const after = direction === "upgrade"
    ? start.nodes.concat(order)
    : start.nodes.filter((node) => !moved.has(node));
  return { from, to: headIds(graph, after), steps: order.map(({ revision }) => ({ revision, direction })) };
}

function headIds<R extends Revision>(graph: RevisionGraph<R>, nodes: readonly GraphNode<R>[]): RevisionId[] {
  return graph.headsAmong(nodes).map(({ id }) => id);
}
