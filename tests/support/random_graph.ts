import fc from "fast-check";
import { RevisionGraph } from "../../src/revision/graph.ts";
import type { Revision, RevisionId } from "../../src/revision/revision.ts";

interface Seed {
  readonly parents: readonly number[];
  readonly needs: readonly number[];
  readonly labelled: boolean;
}

/** A revision for tests; what is left out is empty. */
export function revision(
  id: RevisionId,
  downRevisions: readonly RevisionId[] = [],
  rest: Partial<Revision> = {},
): Revision {
  return { id, downRevisions, dependsOn: [], branchLabels: [], message: "", ...rest };
}

/** Random revisions without a cycle, in random load order: branches, merges, several bases, dependencies, labels. */
export function randomRevisions(size = 14): fc.Arbitrary<readonly Revision[]> {
  const seed = fc.record<Seed>({
    parents: fc.oneof(
      { weight: 6, arbitrary: fc.array(fc.nat(2), { minLength: 1, maxLength: 1 }) },
      { weight: 3, arbitrary: fc.array(fc.nat(size), { maxLength: 3 }) },
    ),
    needs: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(fc.nat(size), { maxLength: 2 })),
    labelled: fc.integer({ min: 0, max: 4 }).map((value) => value === 0),
  });
  return fc.array(seed, { minLength: 1, maxLength: size })
    .chain((seeds) => fc.shuffledSubarray(seeds.map(revisionAt), { minLength: seeds.length }));
}

/** Counts backwards from its own place, so that most stand upon their neighbour and none upon itself. */
function revisionAt({ parents, needs, labelled }: Seed, index: number): Revision {
  const before = (steps: readonly number[]) =>
    [...new Set(steps.map((step) => index - 1 - step).filter((place) => place >= 0))].map(idAt);
  return revision(idAt(index), before(parents), {
    dependsOn: before(needs),
    branchLabels: labelled ? [`label${index}`] : [],
  });
}

function idAt(index: number): RevisionId {
  return `r${String(index).padStart(3, "0")}`;
}

/** A random graph with some of its ids, in load order. */
export function graphWithIds(): fc.Arbitrary<[RevisionGraph, RevisionId[]]> {
  return randomRevisions().chain((revisions) =>
    fc.subarray(revisions.map(({ id }) => id)).map((ids) => [new RevisionGraph(revisions), ids])
  );
}
