import type { RevisionGraph } from "./graph.ts";
import { planDowngrade, planUpgrade } from "./plan.ts";
import { resolveOne } from "./resolve.ts";
import type { Direction, Plan, Revision } from "./revision.ts";
import { RevisionError } from "./revision_error.ts";
import { parseRange } from "./target.ts";

/**
 * The plan of `upgrade --sql a:b` or `downgrade --sql a:b`: a database is taken to stand at `a`. An upgrade without
 * a colon starts at base.
 *
 * @throws {RevisionError} as `planUpgrade` and `planDowngrade`, and `invalid-range`
 */
export function planOffline<R extends Revision>(
  graph: RevisionGraph<R>,
  range: string,
  direction: Direction,
): Plan<R> {
  const ends = parseRange(range) ?? { lower: undefined, upper: range };
  const start = ends.lower === undefined ? undefined : resolveOne(graph, ends.lower);
  if (direction === "downgrade" && ends.lower === undefined) throw needsRange();
  const applied = graph.closureOf(start === undefined ? [] : [start.id]);
  if (direction === "upgrade") return planUpgrade(graph, applied, ends.upper ?? "head");
  return planDowngrade(graph, applied, ends.upper ?? "base");
}

function needsRange(): RevisionError {
  return new RevisionError("invalid-range", "downgrade with --sql requires <fromrev>:<torev>", {
    hint: "Offline nothing tells where the database stands; write for example head:-1",
  });
}
