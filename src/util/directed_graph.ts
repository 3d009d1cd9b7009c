/** Things by number, each with the numbers of those that it points at. */
export type DirectedGraph = readonly (readonly number[])[];

/** A thing on the way down, and which of its edges is the next to be followed. */
interface Place {
  readonly node: number;
  next: number;
}

/**
 * Every number after those that it points at, otherwise in their own order. `onBackEdge` is told each edge that closes
 * a cycle; the order passes over it. Does not recurse.
 *
 * @example
 * ```ts
 * postOrder([[2], [], [1]]); // [1, 2, 0]
 * ```
 */
export function postOrder(graph: DirectedGraph, onBackEdge?: (from: number, to: number) => void): number[] {
  const order: number[] = [];
  const states = new Uint8Array(graph.length);
  for (const start of graph.keys()) {
    if (states[start] !== NEW) continue;
    const path: Place[] = [{ node: start, next: 0 }];
    states[start] = OPEN;
    for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
      const to = graph[place.node]?.[place.next++];
      if (to === undefined) {
        states[place.node] = DONE;
        order.push(place.node);
        path.pop();
      } else if (states[to] === NEW) {
        states[to] = OPEN;
        path.push({ node: to, next: 0 });
      } else if (states[to] === OPEN) onBackEdge?.(place.node, to);
    }
  }
  return order;
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

/**
 * For each number that of its component: two have the same where each leads to the other (Tarjan). Does not recurse.
 *
 * @example
 * ```ts
 * const [first, second, third] = componentsOf([[1], [0], [0]]); // first === second, third is another
 * ```
 */
export function componentsOf(graph: DirectedGraph): Int32Array {
  const search = new ComponentSearch(graph);
  for (const start of graph.keys()) search.from(start);
  return search.components;
}

class ComponentSearch {
  readonly components: Int32Array;
  readonly #graph: DirectedGraph;
  readonly #found: Int32Array;
  readonly #lowest: Int32Array;
  readonly #open: number[] = [];
  #count = 0;
  #closed = 0;

  constructor(graph: DirectedGraph) {
    this.#graph = graph;
    this.components = new Int32Array(graph.length).fill(-1);
    this.#found = new Int32Array(graph.length).fill(-1);
    this.#lowest = new Int32Array(graph.length);
  }

  from(start: number): void {
    if (this.#found[start] !== -1) return;
    const path: Place[] = [this.#enter(start)];
    for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
      const { node } = place;
      const to = this.#graph[node]?.[place.next++];
      if (to === undefined) {
        path.pop();
        this.#leave(node);
        const above = path.at(-1);
        if (above !== undefined) this.#lower(above.node, this.#lowest[node] ?? 0);
      } else if (this.#found[to] === -1) path.push(this.#enter(to));
      else if (this.components[to] === -1) this.#lower(node, this.#found[to] ?? 0);
    }
  }

  #enter(node: number): Place {
    this.#found[node] = this.#count;
    this.#lowest[node] = this.#count++;
    this.#open.push(node);
    return { node, next: 0 };
  }

  #lower(node: number, to: number): void {
    this.#lowest[node] = Math.min(this.#lowest[node] ?? 0, to);
  }

  #leave(node: number): void {
    if (this.#lowest[node] !== this.#found[node]) return;
    for (let member = this.#open.pop(); member !== undefined; member = this.#open.pop()) {
      this.components[member] = this.#closed;
      if (member === node) break;
    }
    this.#closed++;
  }
}
