import type { GraphNode } from "./graph_node.ts";
import type { Revision } from "./revision.ts";

/** As many dependencies as one number has bits are followed in one pass over the graph. */
const BATCH = 31;

/**
 * For each revision that loses one: its dependencies without those that one of its ancestors (by down revision)
 * declares already. `order` stands parents first.
 */
export function effectiveDependencies<R extends Revision>(
  order: readonly GraphNode<R>[],
): ReadonlyMap<GraphNode<R>, readonly GraphNode<R>[]> {
  // What a single revision depends on cannot be declared twice.
  const shared = order.filter(({ dependents }) => dependents.length > 1);
  const superfluous = new Map<GraphNode<R>, Set<GraphNode<R>>>();
  for (let start = 0; start < shared.length; start += BATCH) {
    findSuperfluous(order, shared.slice(start, start + BATCH), superfluous);
  }
  return new Map(
    [...superfluous].map(([node, left]) => [node, node.dependencies.filter((each) => !left.has(each))]),
  );
}

function findSuperfluous<R extends Revision>(
  order: readonly GraphNode<R>[],
  batch: readonly GraphNode<R>[],
  superfluous: Map<GraphNode<R>, Set<GraphNode<R>>>,
): void {
  const bits = new Map(batch.map((node, index) => [node, 1 << index]));
  /** By load order: a bit for each dependency of the batch that the node or an ancestor of it declares. */
  const declared = new Int32Array(order.length);
  for (const node of order) {
    const inherited = declaredBelow(node, declared);
    let own = 0;
    for (const dependency of node.dependencies) {
      const bit = bits.get(dependency) ?? 0;
      own |= bit;
      if ((inherited & bit) !== 0) addTo(superfluous, node, dependency);
    }
    declared[node.index] = inherited | own;
  }
}

function declaredBelow(node: GraphNode, declared: Int32Array): number {
  let inherited = 0;
  for (const parent of node.parents) inherited |= declared[parent.index] ?? 0;
  return inherited;
}

function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}
