import type { RevisionGraph } from "./graph.ts";
import type { Revision, RevisionId } from "./revision.ts";

/** A line that leaves a revision for another lane. */
export interface LaneEdge {
  readonly to: number;
  readonly parent: RevisionId;
  /** The lane was free before: the line starts there. Otherwise it runs into a line that is there already. */
  readonly opens: boolean;
}

/** A revision in its row, with the lines beside it. */
export interface LaneRow<R extends Revision> {
  readonly revision: R;
  readonly row: number;
  readonly lane: number;
  /** The lanes that lines pass through in this row, its own included if a line comes from above, in order. */
  readonly passing: readonly number[];
  /** Its lane goes on below, to the first parent that no other line leads to. */
  readonly continues: boolean;
  readonly edges: readonly LaneEdge[];
}

/**
 * The history as lanes: each revision in a row and a lane, each line to a parent in one lane down to that parent.
 * Lines to the same parent run together at once, so that many branches take few lanes. Parents outside of
 * `revisions` (newest first) get no line.
 */
export function layOutLanes<R extends Revision>(
  graph: RevisionGraph<R>,
  revisions: readonly R[],
): LaneRow<R>[] {
  const shown = new Set(revisions.map(({ id }) => id));
  const lanes = new Lanes();
  return revisions.map((revision, row) => {
    const lane = lanes.take(revision.id);
    const passing = lanes.occupied();
    const parents = graph.node(revision.id).parents.map(({ id }) => id).filter((id) => shown.has(id));
    const edges: LaneEdge[] = [];
    let continues = false;
    for (const parent of parents) {
      const to = lanes.find(parent);
      if (to !== undefined) edges.push({ to, parent, opens: false });
      else if (continues) edges.push({ to: lanes.open(parent, lane), parent, opens: true });
      else {
        lanes.put(lane, parent);
        continues = true;
      }
    }
    if (!continues) lanes.close(lane);
    return { revision, row, lane, passing, continues, edges };
  });
}

/** Which parent the line of each lane leads to. */
class Lanes {
  readonly #goals: (RevisionId | undefined)[] = [];
  readonly #laneOf = new Map<RevisionId, number>();

  /** The lane whose line has come to this revision; a free one for a revision without a line. */
  take(id: RevisionId): number {
    return this.#laneOf.get(id) ?? this.open(id, -1);
  }

  find(id: RevisionId): number | undefined {
    return this.#laneOf.get(id);
  }

  /** Starts a line in the first free lane to the right of `after`. */
  open(id: RevisionId, after: number): number {
    const free = this.#goals.indexOf(undefined, after + 1);
    const lane = free < 0 ? this.#goals.length : free;
    this.put(lane, id);
    return lane;
  }

  put(lane: number, id: RevisionId): void {
    this.#forget(lane);
    this.#goals[lane] = id;
    this.#laneOf.set(id, lane);
  }

  close(lane: number): void {
    this.#forget(lane);
    this.#goals[lane] = undefined;
    while (this.#goals.length > 0 && this.#goals.at(-1) === undefined) this.#goals.pop();
  }

  occupied(): number[] {
    return this.#goals.flatMap((goal, lane) => goal === undefined ? [] : [lane]);
  }

  #forget(lane: number): void {
    const goal = this.#goals[lane];
    if (goal !== undefined) this.#laneOf.delete(goal);
  }
}
