import assert from "node:assert/strict";
import fc from "fast-check";
import { componentsOf, type DirectedGraph, postOrder } from "./directed_graph.ts";

Deno.test("postOrder() puts each behind what it points at, and keeps the order otherwise", () => {
  assert.deepEqual(postOrder([[2], [], [1], []]), [1, 2, 0, 3]);
  assert.deepEqual(postOrder([]), []);
});

Deno.test("postOrder() tells the edges that close cycles, a loop included", () => {
  const closing: number[][] = [];
  assert.deepEqual(postOrder([[1], [2, 2], [0], [3]], (...edge) => closing.push(edge)), [2, 1, 0, 3]);
  assert.deepEqual(closing, [[2, 0], [3, 3]]);
});

Deno.test("postOrder() and componentsOf() walk a chain of 200,000 without recursing", () => {
  const chain = Array.from({ length: 200_000 }, (_, node) => node === 199_999 ? [] : [node + 1]);
  assert.equal(postOrder(chain)[0], 199_999);
  assert.equal(new Set(componentsOf(chain)).size, 200_000);
  const circle = chain.map((edges) => edges.length === 0 ? [0] : edges);
  assert.equal(new Set(componentsOf(circle)).size, 1);
});

const GRAPHS = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size })
);

function reaches(graph: DirectedGraph, from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const node of seen) for (const next of graph[node] ?? []) seen.add(next);
  return seen.has(to);
}

Deno.test("componentsOf() holds together exactly those that lead to one another", () => {
  fc.assert(fc.property(GRAPHS, (graph) => {
    const components = componentsOf(graph);
    for (const one of graph.keys()) {
      for (const other of graph.keys()) {
        const together = reaches(graph, one, other) && reaches(graph, other, one);
        assert.equal(components[one] === components[other], together);
      }
    }
  }));
});

Deno.test("postOrder() without its back edges is an order of every graph", () => {
  fc.assert(fc.property(GRAPHS, (graph) => {
    const closing = new Set<string>();
    const order = postOrder(graph, (from, to) => closing.add(`${from} ${to}`));
    assert.equal(new Set(order).size, graph.length);
    const place = new Map(order.map((node, index) => [node, index]));
    for (const [from, edges] of graph.entries()) {
      for (const to of edges) {
        if (!closing.has(`${from} ${to}`)) assert.ok((place.get(to) ?? 0) < (place.get(from) ?? 0));
      }
    }
  }));
});
