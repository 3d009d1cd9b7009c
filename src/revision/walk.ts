import type { RevisionGraph } from "./graph.ts";
import type { GraphNode } from "./graph_node.ts";
import { onLineage } from "./lookup.ts";
import type { Revision } from "./revision.ts";
import { listed, RevisionError } from "./revision_error.ts";

/** Where a walk ended: a revision, the empty database below every base, or past the end of the graph. */
export type Landing<R extends Revision> = GraphNode<R> | "base" | "beyond";

/** How a walk chooses and ends. */
export interface WalkOptions {
  /** Picks the child on this branch where the way up forks. */
  readonly branch?: string | undefined;
  /** Stop at the end of the graph instead of landing beyond it. */
  readonly clip?: boolean;
}

/**
 * Goes up (`steps` > 0) or down from a revision, along down revisions. From undefined the way up starts below the
 * bases, and the way down above the heads.
 *
 * @throws {RevisionError} `ambiguous-walk` where the way forks
 */
export function walk<R extends Revision>(
  graph: RevisionGraph<R>,
  start: GraphNode<R> | undefined,
  steps: number,
  { branch, clip = false }: WalkOptions = {},
): Landing<R> {
  let place: Landing<R> = start ?? "beyond";
  for (let taken = 0; taken < Math.abs(steps); taken++) {
    const next: Landing<R> = steps > 0 ? stepUp(graph, place, branch) : stepDown(graph, place);
    if (next === "beyond") return clip ? place : next;
    place = next;
  }
  return place;
}

function stepUp<R extends Revision>(
  graph: RevisionGraph<R>,
  place: Landing<R>,
  branch: string | undefined,
): Landing<R> {
  const children = typeof place === "string" ? graph.nodes(graph.bases) : place.children;
  return theOnly(branch === undefined ? children : onLineage(graph, children, branch), place, "up") ??
    "beyond";
}

function stepDown<R extends Revision>(graph: RevisionGraph<R>, place: Landing<R>): Landing<R> {
  if (place === "base") return "beyond";
  return theOnly(place === "beyond" ? graph.nodes(graph.heads) : place.parents, place, "down") ?? "base";
}

function theOnly<R extends Revision>(
  nodes: readonly GraphNode<R>[],
  place: Landing<R>,
  way: "up" | "down",
): GraphNode<R> | undefined {
  const [only, ...others] = nodes;
  if (others.length === 0) return only;
  const ids = nodes.map(({ id }) => id);
  const fork = typeof place === "string" ? "The graph" : `Revision ${place.id}`;
  const where = way === "up" ? "is followed by" : "joins";
  throw new RevisionError("ambiguous-walk", "Ambiguous walk", {
    hint: `${fork} ${where} ${listed(ids)}; name the one that is meant${
      way === "up" ? ", or a branch as label@+1" : ""
    }`,
    revisions: ids,
  });
}
