import type { RevisionGraph } from "../../src/revision/graph.ts";
import type { RevisionId } from "../../src/revision/revision.ts";

/** The rules once more, as plainly as they can be said and as slow: what the quick ways must agree with. */

/** Dependencies without those that an ancestor by down revision declares. */
export function plainEffectiveDependencies(graph: RevisionGraph, id: RevisionId): RevisionId[] {
  const below = [...graph.ancestors([id], { dependencies: false })].filter((each) => each !== id);
  const declared = new Set(below.flatMap((each) => graph.dependenciesOf(each)));
  return graph.dependenciesOf(id).filter((each) => !declared.has(each));
}

/** The order of `branchOrder`: open heads in a list, ancestors worked out anew for every look. */
export function plainOrder(
  graph: RevisionGraph,
  wanted: ReadonlySet<RevisionId>,
  tips: readonly RevisionId[],
): RevisionId[] {
  const loaded = [...graph.all()].map(({ id }) => id);
  const open = tips.filter((id) => wanted.has(id)).sort((one, other) =>
    loaded.indexOf(one) - loaded.indexOf(other)
  );
  const order: RevisionId[] = [];
  let at = 0;
  for (let head = open[at]; head !== undefined; head = open[at]) {
    const current = head;
    const above = open.findIndex((other, index) => index !== at && graph.ancestors([other]).has(current));
    if (above >= 0) {
      at = above;
      continue;
    }
    order.push(current);
    const needed = new Set([
      ...graph.get(current).downRevisions,
      ...plainEffectiveDependencies(graph, current),
    ]);
    const [first, ...others] = [...needed].filter((id) =>
      wanted.has(id) && !order.includes(id) && !open.includes(id)
    );
    if (first === undefined) {
      open.splice(at, 1);
      at = Math.max(at - 1, 0);
    } else {
      open[at] = first;
      open.push(...others);
    }
  }
  return order;
}

/** Labels: of ancestors, and of descendants up to which and from which on nothing branches or merges. */
export function plainLabels(graph: RevisionGraph, id: RevisionId): string[] {
  const isPoint = (each: RevisionId) =>
    graph.allChildren(each).length > 1 || graph.get(each).downRevisions.length > 1;
  const labels = new Set<string>();
  for (const below of graph.ancestors([id], { dependencies: false })) {
    for (const label of graph.get(below).branchLabels) labels.add(label);
  }
  const above = graph.descendants([id], { dependencies: false });
  if ([...above].some(isPoint)) return [...labels].sort();
  for (const each of above) for (const label of graph.get(each).branchLabels) labels.add(label);
  return [...labels].sort();
}

/** Applied revisions that are no ancestor of another applied one. */
export function plainHeads(graph: RevisionGraph, applied: ReadonlySet<RevisionId>): RevisionId[] {
  return [...applied].filter((id) =>
    ![...applied].some((other) => other !== id && graph.ancestors([other]).has(id))
  ).sort();
}
