import { branchOrder } from "./branch_order.ts";
import { downgradeTarget, droppedBy, notBelow } from "./drop.ts";
import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import type { NodeSet } from "./node_set.ts";
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
  const current = () => knownHeads(graph, applied);
  const texts = typeof targets === "string" ? [targets] : targets;
  const wanted = texts.flatMap((text) => upgradeTargets(graph, text, current));
  checkOverlap(graph, wanted);
  graph.nodes(applied);
  const missing = ancestorsOf(graph, wanted).filter(({ id }) => !applied.has(id));
  const order = branchOrder(graph, missing, tipsOf(missing), { holes: hasHole(missing, applied) });
  return planOf(graph, applied, order.reverse(), "upgrade");
}

/** The current heads, each with a file: an applied revision that no file has is refused. */
function knownHeads<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
): GraphNode<R>[] {
  graph.nodes(applied);
  return graph.headNodesOf(applied);
}

/** Those that no other member stands upon. */
function tipsOf<R extends Revision>(nodes: NodeSet<R>): GraphNode<R>[] {
  return [...nodes].filter((node) => !someAbove(node, (above) => nodes.has(above)));
}

/** Only a gap, an unapplied revision under an applied one, can lie so. */
function hasHole<R extends Revision>(
  missing: NodeSet<R>,
  applied: ReadonlySet<RevisionId>,
): boolean {
  for (const node of missing) if (someAbove(node, ({ id }) => applied.has(id))) return true;
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
  const goal = downgradeTarget(graph, target, () => knownHeads(graph, applied));
  const heads = knownHeads(graph, applied);
  const dropped = droppedBy(graph, goal, applied);
  if (goal.node !== undefined && dropped.size === 0 && !heads.includes(goal.node)) {
    throw notBelow(target, heads);
  }
  const order = branchOrder(graph, dropped, heads, { holes: graph.gapsOf(applied).length > 0 });
  return planOf(graph, applied, order, "downgrade");
}

function planOf<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
  order: readonly R[],
  direction: Direction,
): Plan<R> {
  const from = graph.headsOf(applied);
  if (order.length === 0) return { from, to: from, steps: [] };
  const ids = new Set(order.map(({ id }) => id));
  const after = direction === "upgrade" ? applied.union(ids) : applied.difference(ids);
  return { from, to: graph.headsOf(after), steps: order.map((revision) => ({ revision, direction })) };
}
