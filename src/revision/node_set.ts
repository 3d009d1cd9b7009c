import type { GraphNode } from "./graph_node.ts";
import type { Revision } from "./revision.ts";

/**
 * A set of nodes of one graph, by load order: at 100,000 revisions several times quicker than a `Set`.
 *
 * What is added while it is iterated is visited too, so that it serves as the work list of a walk.
 */
export class NodeSet<R extends Revision> implements Iterable<GraphNode<R>> {
  readonly #graphSize: number;
  readonly #marks: Uint8Array;
  readonly #nodes: GraphNode<R>[] = [];

  constructor(graphSize: number, nodes: Iterable<GraphNode<R>> = []) {
    this.#graphSize = graphSize;
    this.#marks = new Uint8Array(graphSize);
    for (const node of nodes) this.add(node);
  }

  get size(): number {
    return this.#nodes.length;
  }

  /** The members, in the order in which they came; it grows with the set. */
  get nodes(): readonly GraphNode<R>[] {
    return this.#nodes;
  }

  has(node: GraphNode<R>): boolean {
    return this.#marks[node.index] === 1;
  }

  add(node: GraphNode<R>): void {
    if (this.#marks[node.index] === 1) return;
    this.#marks[node.index] = 1;
    this.#nodes.push(node);
  }

  addAll(nodes: Iterable<GraphNode<R>>): this {
    for (const node of nodes) this.add(node);
    return this;
  }

  /** The members for which something holds, as a set of their own. */
  filter(holds: (node: GraphNode<R>) => boolean): NodeSet<R> {
    const chosen = new NodeSet<R>(this.#graphSize);
    for (const node of this.#nodes) if (holds(node)) chosen.add(node);
    return chosen;
  }

  [Symbol.iterator](): Iterator<GraphNode<R>> {
    return this.#nodes[Symbol.iterator]();
  }
}
