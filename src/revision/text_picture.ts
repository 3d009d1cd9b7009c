import type { RevisionGraph } from "./graph.ts";
import { fullHistory } from "./history.ts";
import { type LaneEdge, type LaneRow, layOutLanes } from "./lanes.ts";
import { appliedState, captionOf, type PictureMarks } from "./picture_marks.ts";
import type { Revision } from "./revision.ts";

const SYMBOLS = { applied: "*", pending: "o", unknown: "*" } as const;

/**
 * The history as lines of text, newest first, with branches and merges drawn beside it. A revision that is not
 * applied stands as `o`.
 *
 * @example
 * ```ts
 * textPicture(graph, { applied }).join("\n");
 * // o    5b1d (head) (mergepoint) merge
 * // |\
 * // * | 41aa (users) add users
 * ```
 */
export function textPicture<R extends Revision>(
  graph: RevisionGraph<R>,
  marks: PictureMarks<R> = {},
): string[] {
  const current = new Set(marks.applied === undefined ? [] : graph.headsOf(marks.applied));
  return layOutLanes(graph, marks.revisions ?? fullHistory(graph)).flatMap((row) => [
    `${revisionLine(row, SYMBOLS[appliedState(marks, row.revision.id)])} ${
      captionOf(graph, row.revision, current)
    }`.trimEnd(),
    ...edgeLines(row),
  ]);
}

function revisionLine<R extends Revision>({ lane, passing }: LaneRow<R>, symbol: string): string {
  const cells = cellsFor(passing, lane);
  cells[2 * lane] = symbol;
  return cells.join("");
}

/** One character a cell; lane n stands in cell 2n. */
function cellsFor(passing: readonly number[], widest: number): string[] {
  const width = 2 * Math.max(widest, passing.at(-1) ?? 0) + 1;
  const cells = new Array<string>(width).fill(" ");
  for (const lane of passing) cells[2 * lane] = "|";
  return cells;
}

/** The lines between this revision and the next: one for each line that changes its lane. */
function edgeLines<R extends Revision>({ lane, passing, continues, edges }: LaneRow<R>): string[] {
  const open = new Set(passing);
  return edges.map((edge, index) => {
    const ends = !continues && index === edges.length - 1;
    if (ends) open.delete(lane);
    const cells = cellsFor([...open].sort((one, other) => one - other), Math.max(lane, edge.to));
    drawEdge(cells, lane, edge);
    if (edge.opens) open.add(edge.to);
    return cells.join("").trimEnd();
  });
}

function drawEdge(cells: string[], from: number, { to, opens }: LaneEdge): void {
  if (to < from) {
    fillBetween(cells, 2 * to + 1, 2 * from - 1, "_");
    cells[2 * from - 1] = "/";
  } else if (to === from + 1) cells[2 * from + 1] = "\\";
  else {
    fillBetween(cells, 2 * from + 1, 2 * to, "-");
    if (opens) cells[2 * to] = ".";
  }
}

/** Lines that are crossed stay visible. */
function fillBetween(cells: string[], start: number, end: number, character: string): void {
  for (let at = start; at < end; at++) if (cells[at] === " ") cells[at] = character;
}
