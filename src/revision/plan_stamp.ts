import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf, neededBy } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import { NodeSet } from "./node_set.ts";
import { lineageOf, onLineage } from "./lookup.ts";
import { landingsOf } from "./resolve.ts";
import type { Revision, RevisionId } from "./revision.ts";
import { listed, MultipleHeadsError } from "./revision_error.ts";

/** What a stamp changes in the record, without running anything. `from` and `to` are the heads before and after. */
export interface StampPlan<R extends Revision = Revision> {
  readonly from: readonly RevisionId[];
  readonly to: readonly RevisionId[];
  /** Parents first. */
  readonly record: readonly R[];
  /** Children first. */
  readonly forget: readonly RevisionId[];
}

/** How a stamp starts. */
export interface StampOptions {
  /** Forget everything first, unknown revisions too. */
  readonly purge?: boolean;
}

interface StampState<R extends Revision> {
  readonly applied: NodeSet<R>;
  readonly heads: readonly GraphNode<R>[];
}

/**
 * What a stamp with `targets` records and forgets: each target with all that it needs is recorded, what lies above
 * it on its lineage is forgotten, other branches stay. Several targets come one after the other.
 *
 * @throws {RevisionError} as `resolveRevisions`
 */
export function planStamp<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
  targets: readonly string[],
  { purge = false }: StampOptions = {},
): StampPlan<R> {
  const known = new NodeSet(graph.size, graph.nodes([...applied].filter((id) => !purge || graph.has(id))));
  let state: StampState<R> = purge
    ? { applied: new NodeSet(graph.size), heads: [] }
    : { applied: known, heads: graph.headsAmong(known.nodes) };
  const placed = new Set<GraphNode<R>>();
  for (const target of targets.length === 0 ? ["base"] : targets) {
    state = stampTarget(graph, state, target, placed);
  }
  const after = state;
  return {
    from: graph.headsOf(applied),
    to: [...state.heads].sort((one, other) => one.index - other.index).map(({ id }) => id),
    record: sorted(graph, after.applied.filter((node) => !known.has(node))).map(({ revision }) => revision),
    forget: forgotten(graph, applied, known.filter((node) => !after.applied.has(node))),
  };
}

function forgotten<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
  nodes: NodeSet<R>,
): RevisionId[] {
  const unknown = [...applied].filter((id) => !graph.has(id));
  return [...unknown, ...sorted(graph, nodes).reverse().map(({ id }) => id)];
}

function sorted<R extends Revision>(
  graph: RevisionGraph<R>,
  nodes: NodeSet<R>,
): GraphNode<R>[] {
  return [...nodes].sort((one, other) => graph.position(one) - graph.position(other));
}

function stampTarget<R extends Revision>(
  graph: RevisionGraph<R>,
  start: StampState<R>,
  target: string,
  placed: Set<GraphNode<R>>,
): StampState<R> {
  const lineage = new Set(lineageRows(graph, start.heads, target));
  const destinations = destinationsOf(graph, target);
  if (destinations.length === 0) {
    return keepHeads(
      graph,
      start,
      start.heads.filter((head) => !lineage.has(head)),
    );
  }
  // Destinations of which one is an ancestor of another come one after the other, like targets.
  const rounds = isOverlapping(graph, destinations) ? destinations.map((each) => [each]) : [destinations];
  let state = start;
  for (const round of rounds) state = stampRound(graph, state, round, { lineage, placed });
  return state;
}

function isOverlapping<R extends Revision>(graph: RevisionGraph<R>, nodes: readonly GraphNode<R>[]): boolean {
  const below = neededBy(graph, nodes);
  return nodes.some((node) => below.has(node));
}

/** The heads that a target may move: those on its lineage, dependencies counted. */
function lineageRows<R extends Revision>(
  graph: RevisionGraph<R>,
  heads: readonly GraphNode<R>[],
  target: string,
): GraphNode<R>[] {
  try {
    return onLineage(graph, heads, target, { dependencies: true });
  } catch (error) {
    throw error instanceof MultipleHeadsError ? severalTargets(error) : error;
  }
}

function destinationsOf<R extends Revision>(graph: RevisionGraph<R>, target: string): GraphNode<R>[] {
  try {
    return landingsOf(graph, target).filter((landing) => typeof landing !== "string");
  } catch (error) {
    throw error instanceof MultipleHeadsError ? severalTargets(error) : error;
  }
}

function severalTargets({ heads }: MultipleHeadsError): MultipleHeadsError {
  return new MultipleHeadsError(
    heads,
    "Multiple heads are present; please specify a single target revision",
    `The heads are ${listed(heads)}; name one of them, or 'heads' for all`,
  );
}

interface Movable<R extends Revision> {
  /** The heads that the target moves, all of them as soon as one is above or below a destination. */
  readonly lineage: ReadonlySet<GraphNode<R>>;
  /** Heads that an earlier target of the same call put there give way to what is above or below them only. */
  readonly placed: Set<GraphNode<R>>;
}

function stampRound<R extends Revision>(
  graph: RevisionGraph<R>,
  state: StampState<R>,
  destinations: readonly GraphNode<R>[],
  { lineage, placed }: Movable<R>,
): StampState<R> {
  const present = new Set(state.heads);
  const related = lineageOf(graph, destinations.filter((each) => !present.has(each)));
  for (const each of destinations) placed.add(each);
  const movable = new Set(
    state.heads.filter((head) => placed.has(head) ? related.has(head) : lineage.has(head)),
  );
  const moved = [...movable].some((head) => related.has(head)) ? movable : new Set<GraphNode<R>>();
  const staying = state.heads.filter((head) => !moved.has(head));
  const heads = [...new Set([...staying, ...destinations])];
  const { applied } = keepHeads(graph, state, heads);
  return { applied: applied.addAll(ancestorsOf(graph, destinations)), heads };
}

/** Keeps what the heads that stay need; a gap below them stays a gap. */
function keepHeads<R extends Revision>(
  graph: RevisionGraph<R>,
  { applied }: StampState<R>,
  heads: readonly GraphNode<R>[],
): StampState<R> {
  const needed = ancestorsOf(graph, heads);
  return { applied: applied.filter((node) => needed.has(node)), heads };
}
