import type { LaneEdge, LaneRow } from "./lanes.ts";
import type { Revision } from "./revision.ts";

/** The measures of a drawn history: all pictures of it have the same. */
export const LANE_SIZES = { row: 28, lane: 16, margin: 16, dot: 5 } as const;

/** Lanes change colour in this rhythm. */
const COLOURS = 8;

/** A line from a row to the next one, as the path of an SVG whose origin is the row's own. */
export interface LaneLine {
  readonly colour: number;
  readonly path: string;
}

/** All lines that a row draws, from its middle to the middle of the next; those of one colour are one path. */
export function laneLines<R extends Revision>({ lane, passing, continues, edges }: LaneRow<R>): LaneLine[] {
  const straight = passing.filter((other) => other !== lane);
  if (continues) straight.push(lane);
  const lines = [
    ...straight.map((at) => ({ colour: laneColour(at), path: `M${laneX(at)} ${MIDDLE}V${NEXT}` })),
    ...edges.map((edge) => curve(lane, edge)),
  ];
  const paths = new Map<number, string>();
  for (const { colour, path } of lines) paths.set(colour, (paths.get(colour) ?? "") + path);
  return [...paths].map(([colour, path]) => ({ colour, path }));
}

/** The number of a lane's colour. */
export function laneColour(lane: number): number {
  return lane % COLOURS;
}

/** Where a lane stands, from the left. */
export function laneX(lane: number): number {
  return LANE_SIZES.margin + lane * LANE_SIZES.lane;
}

/** Where the text of a row starts: behind all of its lines. */
export function textX<R extends Revision>({ lane, passing, edges }: LaneRow<R>): number {
  const widest = Math.max(lane, passing.at(-1) ?? 0, ...edges.map(({ to }) => to));
  return laneX(widest) + LANE_SIZES.lane;
}

const MIDDLE = LANE_SIZES.row / 2;
const NEXT = MIDDLE + LANE_SIZES.row;
const HALF_WAY = MIDDLE + LANE_SIZES.row / 2;

/** A line that ends in another's lane keeps its own colour until there. */
function curve(lane: number, { to, opens }: LaneEdge): LaneLine {
  const [from, goal] = [laneX(lane), laneX(to)];
  return {
    colour: laneColour(opens ? to : lane),
    path: `M${from} ${MIDDLE}C${from} ${HALF_WAY} ${goal} ${HALF_WAY} ${goal} ${NEXT}`,
  };
}
