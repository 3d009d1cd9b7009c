import assert from "node:assert/strict";
import fc from "fast-check";
import { branchOrder } from "./branch_order.ts";
import { RevisionGraph } from "./graph.ts";
import { fullHistory } from "./history.ts";
import { NodeSet } from "./node_set.ts";
import { planDowngrade, planStamp, planUpgrade } from "./plan.ts";
import type { Plan, RevisionId } from "./revision.ts";
import { graphWithIds, randomRevisions, revision } from "../../tests/support/random_graph.ts";
import { plainOrder } from "../../tests/support/plain_graph.ts";

const RUNS = { numRuns: 300 };

/** Runs a plan on a set, checking at each step that what it needs is there. */
function run(graph: RevisionGraph, start: ReadonlySet<RevisionId>, { steps }: Plan): Set<RevisionId> {
  const applied = new Set(start);
  for (const { revision: { id }, direction } of steps) {
    const needed = [...graph.get(id).downRevisions, ...graph.dependenciesOf(id)];
    assert.equal(applied.has(id), direction === "downgrade", id);
    if (direction === "upgrade") assert.ok(needed.every((each) => applied.has(each)), `${id} runs too early`);
    else assert.ok(graph.allChildren(id).every((each) => !applied.has(each)), `${id} goes too early`);
    if (direction === "upgrade") applied.add(id);
    else applied.delete(id);
  }
  return applied;
}

Deno.test("planUpgrade() never runs a revision before what it needs, and reaches the heads", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      const start = graph.closureOf(ids);
      const plan = planUpgrade(graph, start, "heads");
      assert.equal(run(graph, start, plan).size, graph.size);
      assert.deepEqual([...plan.to].sort(), [...graph.realHeads].sort());
    }),
    RUNS,
  );
});

Deno.test("planUpgrade() fills gaps parents first when it is asked to plan over them", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      const plan = planUpgrade(graph, new Set(ids), "heads");
      const applied = new Set(ids);
      for (const { revision: { id } } of plan.steps) {
        assert.ok(
          [...graph.get(id).downRevisions, ...graph.dependenciesOf(id)].every((each) => applied.has(each)),
        );
        applied.add(id);
      }
      assert.equal(applied.size, graph.size);
    }),
    RUNS,
  );
});

Deno.test("planUpgrade() runs a gap that is needed by a dependency declared further down too", () => {
  const graph = new RevisionGraph([
    revision("a"),
    revision("b", ["a"]),
    revision("c", ["b"], { dependsOn: ["a"] }),
    revision("d", ["c"], { dependsOn: ["a"] }),
  ]);
  const { steps } = planUpgrade(graph, new Set(["b", "c"]), "heads");
  assert.deepEqual(steps.map(({ revision: { id } }) => id), ["a", "d"]);
});

Deno.test("planDowngrade() to base and planUpgrade() back give the applied set again", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      const start = graph.closureOf(ids);
      assert.equal(run(graph, start, planDowngrade(graph, start, "base")).size, 0);
      const back = run(graph, new Set(), planUpgrade(graph, new Set(), graph.headsOf(start)));
      assert.deepEqual([...back].sort(), [...start].sort());
    }),
    RUNS,
  );
});

Deno.test("planUpgrade() can be undone step by step", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      const start = graph.closureOf(ids);
      const up = planUpgrade(graph, start, "heads");
      const steps = [...up.steps].reverse().map((
        { revision },
      ) => ({ revision, direction: "downgrade" } as const));
      const back = run(graph, run(graph, start, up), { from: up.to, to: up.from, steps });
      assert.deepEqual([...back].sort(), [...start].sort());
    }),
    RUNS,
  );
});

Deno.test("planDowngrade() to any applied revision leaves it and nothing that stands upon its children", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      const [target] = ids;
      if (target === undefined) return;
      const start = graph.closureOf(ids);
      const children = graph.children(target).filter((id) => start.has(id));
      if (children.length === 0) return;
      const left = run(graph, start, planDowngrade(graph, start, target));
      assert.ok(left.has(target));
      for (const id of graph.descendants(graph.children(target))) assert.ok(!left.has(id));
    }),
    RUNS,
  );
});

Deno.test("plans are the same every time", () => {
  fc.assert(
    fc.property(randomRevisions(), (revisions) => {
      const plans = [new RevisionGraph(revisions), new RevisionGraph(revisions)].map((graph) => {
        const all = new Set(revisions.map(({ id }) => id));
        return [
          planUpgrade(graph, new Set(), "heads"),
          planDowngrade(graph, all, "base"),
          fullHistory(graph),
        ];
      });
      assert.deepEqual(plans[0], plans[1]);
    }),
    RUNS,
  );
});

Deno.test("branchOrder() sorts as the plain rule does", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      const wanted = graph.closureOf(ids);
      const order = branchOrder(graph, new NodeSet(graph.size, graph.nodes(wanted)), graph.nodes(ids));
      assert.deepEqual(order.map(({ id }) => id), plainOrder(graph, wanted, ids));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("branchOrder() sorts a set with holes as the plain rule does", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      const wanted = new Set(ids);
      const tips = ids.filter((id) => graph.allChildren(id).every((child) => !wanted.has(child)));
      const set = new NodeSet(graph.size, graph.nodes(ids));
      const order = branchOrder(graph, set, graph.nodes(tips), { holes: true });
      assert.deepEqual(order.map(({ id }) => id), plainOrder(graph, wanted, tips));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("planStamp() records the target with all that it needs, and nothing stays above it", () => {
  fc.assert(
    fc.property(graphWithIds(), fc.nat(), ([graph, ids], choice) => {
      const start = graph.closureOf(ids);
      const all = [...graph.all()].map(({ id }) => id);
      const target = all[choice % all.length] ?? "";
      const { record, forget, to } = planStamp(graph, start, [target]);
      const after = start.union(new Set(record.map(({ id }) => id))).difference(new Set(forget));
      assert.ok(graph.closureOf([target]).isSubsetOf(after));
      assert.ok(
        [...graph.descendants([target])].every((id) => id === target || !after.has(id)) || start.has(target),
      );
      assert.deepEqual(graph.gapsOf(after), []);
      assert.deepEqual([...to], graph.headsOf(after));
    }),
    RUNS,
  );
});
