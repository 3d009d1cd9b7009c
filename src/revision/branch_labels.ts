import { type GraphNode, isMergePoint, isRealBranchPoint } from "./graph_node.ts";
import type { Revision } from "./revision.ts";

/** Labels that hold from one revision on, until the next such place; `from` are the places before it. */
interface LabelPlace {
  readonly labels: readonly string[];
  readonly from: readonly LabelPlace[];
}

const NOWHERE: LabelPlace = { labels: [], from: [] };

/**
 * Which branch labels each revision carries: its own and those of all its ancestors by down revision; and, where
 * no branch or merge point stands above a labelled revision, the stretch below it down to the next such point too.
 */
export class BranchLabels<R extends Revision> {
  readonly #places = new Map<GraphNode<R>, LabelPlace>();
  readonly #collected = new Map<LabelPlace, readonly string[]>();
  #remembered = 0;

  /** `order` stands parents first. */
  constructor(order: readonly GraphNode<R>[]) {
    const stretches = lastStretches(order);
    for (const node of order) this.#places.set(node, this.#placeOf(node, stretches));
  }

  /** The labels of one revision. */
  of(node: GraphNode<R>): readonly string[] {
    const place = this.#places.get(node) ?? NOWHERE;
    const known = this.#collected.get(place);
    if (known !== undefined) return known;
    const labels = collect(place);
    this.#remember(place, labels);
    return labels;
  }

  /** Thousands of labels on one branch must not fill the memory. */
  #remember(place: LabelPlace, labels: readonly string[]): void {
    this.#remembered += labels.length;
    if (this.#remembered > 1_000_000) {
      this.#collected.clear();
      this.#remembered = labels.length;
    }
    this.#collected.set(place, labels);
  }

  #placeOf(node: GraphNode<R>, stretches: ReadonlyMap<GraphNode<R>, readonly string[]>): LabelPlace {
    const from = [...new Set(node.parents.map((parent) => this.#places.get(parent) ?? NOWHERE))];
    const labels = stretches.get(node) ?? node.revision.branchLabels;
    const [only, ...others] = from;
    if (labels.length === 0 && only !== undefined && others.length === 0) return only;
    if (labels.length === 0 && only === undefined) return NOWHERE;
    return { labels, from: from.filter((place) => place !== NOWHERE) };
  }
}

/** For each lowest node of a stretch that runs up to a head without branching or merging: all labels on it. */
function lastStretches<R extends Revision>(
  order: readonly GraphNode<R>[],
): Map<GraphNode<R>, readonly string[]> {
  const stretches = new Map<GraphNode<R>, readonly string[]>();
  for (const head of order) {
    if (head.children.length > 0 || isPoint(head)) continue;
    const labels: string[] = [];
    let lowest = head;
    for (
      let node: GraphNode<R> | undefined = head;
      node !== undefined && !isPoint(node);
      node = node.parents[0]
    ) {
      labels.push(...node.revision.branchLabels);
      lowest = node;
    }
    if (labels.length > 0) stretches.set(lowest, labels.reverse());
  }
  return stretches;
}

function isPoint(node: GraphNode): boolean {
  return isRealBranchPoint(node) || isMergePoint(node);
}

function collect(place: LabelPlace): readonly string[] {
  const places = new Set([place]);
  const labels = new Set<string>();
  for (const each of places) {
    for (const label of each.labels) labels.add(label);
    for (const below of each.from) places.add(below);
  }
  return [...labels];
}
