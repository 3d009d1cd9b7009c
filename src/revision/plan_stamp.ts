import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf, descendantsOf, type GraphNode } from "./graph_node.ts";
import { expandSymbols, onLineage } from "./lookup.ts";
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
  readonly applied: ReadonlySet<GraphNode<R>>;
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
  const before = new Set(purge ? [] : graph.nodes(applied));
  let state: StampState<R> = { applied: before, heads: graph.headNodesOf(purge ? new Set() : applied) };
  const placed = new Set<GraphNode<R>>();
  for (const target of targets.length === 0 ? ["base"] : targets) {
    state = stampTarget(graph, state, target, placed);
  }
  const known = new Set([...applied].flatMap((id) => graph.has(id) ? [graph.node(id)] : []));
  return {
    from: graph.headsOf(applied),
    to: state.heads.map(({ id }) => id).sort((one, other) => graph.node(one).index - graph.node(other).index),
    record: sorted(graph, state.applied.difference(known)).map(({ revision }) => revision),
    forget: forgotten(graph, applied, known.difference(state.applied)),
  };
}

function forgotten<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
  nodes: ReadonlySet<GraphNode<R>>,
): RevisionId[] {
  const unknown = [...applied].filter((id) => !graph.has(id));
  return [...unknown, ...sorted(graph, nodes).reverse().map(({ id }) => id)];
}

function sorted<R extends Revision>(
  graph: RevisionGraph<R>,
  nodes: ReadonlySet<GraphNode<R>>,
): GraphNode<R>[] {
  return [...nodes].sort((one, other) => graph.position(one) - graph.position(other));
}

function stampTarget<R extends Revision>(
  graph: RevisionGraph<R>,
  start: StampState<R>,
  target: string,
  placed: Set<GraphNode<R>>,
): StampState<R> {
  const lineage = lineageRows(graph, start.heads, target);
  const destinations = destinationsOf(graph, target);
  if (destinations.length === 0) {
    return withRows(
      start,
      start.heads.filter((head) => !lineage.includes(head)),
    );
  }
  let state = start;
  for (const destination of destinations) state = stampOne(state, destination, lineage, placed);
  return state;
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
    expandSymbols(graph, target);
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

/** Heads that an earlier target of the same call put there only give way to what is above or below them. */
function stampOne<R extends Revision>(
  state: StampState<R>,
  destination: GraphNode<R>,
  lineage: readonly GraphNode<R>[],
  placed: Set<GraphNode<R>>,
): StampState<R> {
  const above = descendantsOf([destination]);
  const below = ancestorsOf([destination]);
  const related = (node: GraphNode<R>) => above.has(node) || below.has(node);
  const movable = state.heads.filter((head) => placed.has(head) ? related(head) : lineage.includes(head));
  placed.add(destination);
  if (state.heads.includes(destination)) return recorded(state, below, state.heads);
  const moved = movable.some(related) ? movable : [];
  return recorded(state, below, [...state.heads.filter((head) => !moved.includes(head)), destination]);
}

function recorded<R extends Revision>(
  state: StampState<R>,
  needed: ReadonlySet<GraphNode<R>>,
  heads: readonly GraphNode<R>[],
): StampState<R> {
  const { applied } = withRows(state, heads);
  return { applied: applied.union(needed), heads };
}

/** Keeps what the heads that stay need; a gap below them stays a gap. */
function withRows<R extends Revision>(state: StampState<R>, heads: readonly GraphNode<R>[]): StampState<R> {
  return { applied: state.applied.intersection(ancestorsOf(heads)), heads };
}
