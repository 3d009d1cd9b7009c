import assert from "node:assert/strict";
import fc from "fast-check";
import { RevisionGraph } from "./graph.ts";
import type { Revision, RevisionId } from "./revision.ts";
import { RevisionError } from "./revision_error.ts";
import { graphWithIds, randomRevisions } from "../../tests/support/random_graph.ts";
import { plainEffectiveDependencies, plainHeads, plainLabels } from "../../tests/support/plain_graph.ts";

const RUNS = { numRuns: 300 };

Deno.test("RevisionGraph finds the heads of any applied set", () => {
  fc.assert(
    fc.property(graphWithIds(), ([graph, ids]) => {
      assert.deepEqual(graph.headsOf(new Set(ids)).sort(), plainHeads(graph, new Set(ids)));
    }),
    RUNS,
  );
});

Deno.test("RevisionGraph drops the dependencies that an ancestor declares", () => {
  fc.assert(
    fc.property(randomRevisions(), (revisions) => {
      const graph = new RevisionGraph(revisions);
      for (const { id } of revisions) {
        assert.deepEqual(graph.effectiveDependenciesOf(id), plainEffectiveDependencies(graph, id));
      }
    }),
    RUNS,
  );
});

Deno.test("RevisionGraph propagates branch labels up, and down a last stretch", () => {
  fc.assert(
    fc.property(randomRevisions(), (revisions) => {
      const graph = new RevisionGraph(revisions);
      for (const { id } of revisions) {
        assert.deepEqual([...graph.labelsOf(id)].sort(), plainLabels(graph, id));
      }
    }),
    RUNS,
  );
});

Deno.test("RevisionGraph finds every gap, and none in a closed set", () => {
  fc.assert(
    fc.property(graphWithIds(), fc.nat(), ([graph, ids], choice) => {
      const applied = graph.closureOf(ids);
      assert.deepEqual(graph.gapsOf(applied), []);
      const heads = new Set(graph.headsOf(applied));
      const inner = [...applied].filter((id) => !heads.has(id));
      const gap = inner[choice % Math.max(inner.length, 1)];
      if (gap === undefined) return;
      applied.delete(gap);
      assert.deepEqual(graph.gapsOf(applied).map(({ id }) => id), [gap]);
    }),
    RUNS,
  );
});

Deno.test("RevisionGraph refuses every cycle and names a circle of it", () => {
  fc.assert(
    fc.property(graphWithIds(), fc.nat(), fc.boolean(), ([graph, [from]], choice, byParent) => {
      if (from === undefined) return;
      const above = [...graph.descendants([from])].filter((id) => id !== from);
      const to = above[choice % Math.max(above.length, 1)];
      if (to === undefined) return;
      const closed = [...graph.all()].map((each) => each.id === from ? pointedAt(each, to, byParent) : each);
      const error = caught(() => new RevisionGraph(closed));
      assert.match(error.kind, /^(dependency-)?cycle$/);
      assertCircle(closed, error.revisions);
    }),
    RUNS,
  );
});

function pointedAt(revision: Revision, to: RevisionId, byParent: boolean): Revision {
  return byParent
    ? { ...revision, downRevisions: [...revision.downRevisions, to] }
    : { ...revision, dependsOn: [...revision.dependsOn, to] };
}

function assertCircle(revisions: readonly Revision[], ids: readonly RevisionId[]): void {
  ids.forEach((id, index) => {
    const revision = revisions.find((each) => each.id === id);
    const next = ids[(index + 1) % ids.length] ?? "";
    assert.ok(revision !== undefined && [...revision.downRevisions, ...revision.dependsOn].includes(next));
  });
}

function caught(action: () => unknown): RevisionError {
  try {
    action();
  } catch (error) {
    if (error instanceof RevisionError) return error;
    throw error;
  }
  assert.fail("Nothing was refused");
}
