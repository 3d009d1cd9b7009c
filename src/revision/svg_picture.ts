import type { RevisionGraph } from "./graph.ts";
import { fullHistory } from "./history.ts";
import { LANE_SIZES, laneColour, laneLines, laneX, textX } from "./lane_lines.ts";
import { type LaneRow, layOutLanes } from "./lanes.ts";
import { appliedState, captionOf, type PictureMarks } from "./picture_marks.ts";
import type { Revision } from "./revision.ts";

/** A character of the text, at most. */
const CHARACTER = 8.5;

/** Longer captions are cut, or one of them makes the picture wide. */
const LONGEST_CAPTION = 160;

/**
 * The history as a picture in SVG, newest first, in the lanes of the text form. It fits light and dark pages, and what
 * a message says is text in it, whatever it holds.
 */
export function svgPicture<R extends Revision>(
  graph: RevisionGraph<R>,
  marks: PictureMarks<R> = {},
): string[] {
  const current = new Set(marks.applied === undefined ? [] : graph.headsOf(marks.applied));
  const rows = layOutLanes(graph, marks.revisions ?? fullHistory(graph));
  const captions = rows.map(({ revision }) => cut(captionOf(graph, revision, current)));
  const width = widthOf(rows.map((row, index) => textX(row) + (captions[index] ?? "").length * CHARACTER));
  const height = rows.length * LANE_SIZES.row;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    STYLE,
    ...rows.map((row, index) => rowGroup(row, captions[index] ?? "", appliedState(marks, row.revision.id))),
    "</svg>",
  ];
}

function widthOf(ends: readonly number[]): number {
  return Math.ceil(ends.reduce((widest, end) => Math.max(widest, end), 0) + LANE_SIZES.margin);
}

/** Colours for light pages and for dark ones, of the same lightness each. */
const STYLE = `<style>
svg { background: #fff; color: #1f2328; font: 13px ui-monospace, Menlo, Consolas, monospace; }
path { fill: none; stroke-width: 2; }
circle { stroke-width: 2; }
text { fill: currentColor; dominant-baseline: central; white-space: pre; }
.pending circle { fill: #fff; }
.l0 { stroke: #0969da; } .l1 { stroke: #bc4c00; } .l2 { stroke: #1a7f37; } .l3 { stroke: #8250df; }
.l4 { stroke: #cf222e; } .l5 { stroke: #007d8a; } .l6 { stroke: #9a6700; } .l7 { stroke: #bf3989; }
circle.l0 { fill: #0969da; } circle.l1 { fill: #bc4c00; } circle.l2 { fill: #1a7f37; } circle.l3 { fill: #8250df; }
circle.l4 { fill: #cf222e; } circle.l5 { fill: #007d8a; } circle.l6 { fill: #9a6700; } circle.l7 { fill: #bf3989; }
@media (prefers-color-scheme: dark) {
  svg { background: #0d1117; color: #e6edf3; }
  path, circle { filter: brightness(1.5); }
  .pending circle { fill: #0d1117; }
}
</style>`;

function rowGroup<R extends Revision>(row: LaneRow<R>, text: string, state: string): string {
  const top = row.row * LANE_SIZES.row;
  const lines = laneLines(row).map(({ colour, path }) => `<path class="l${colour}" d="${path}"/>`);
  const middle = LANE_SIZES.row / 2;
  const dot = `<circle class="l${laneColour(row.lane)}" cx="${
    laneX(row.lane)
  }" cy="${middle}" r="${LANE_SIZES.dot}"/>`;
  const words = `<text x="${textX(row)}" y="${middle}">${escaped(text)}</text>`;
  return `<g class="${state}" transform="translate(0 ${top})">${lines.join("")}${dot}${words}</g>`;
}

function cut(text: string): string {
  return text.length > LONGEST_CAPTION ? `${text.slice(0, LONGEST_CAPTION)}…` : text;
}

/** XML has no way to write most control characters at all. */
function escaped(text: string): string {
  return text.toWellFormed()
    // deno-lint-ignore no-control-regex -- these are what is looked for
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
