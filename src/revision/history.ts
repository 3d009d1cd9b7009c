import { branchOrder } from "./branch_order.ts";
import { branchTips, downgradeTarget } from "./drop.ts";
import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf, descendantsOf } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import type { NodeSet } from "./node_set.ts";
import { checkOverlap } from "./overlap.ts";
import { landingsOf, nodeOf, upgradeTargets } from "./resolve.ts";
import type { Revision, RevisionId } from "./revision.ts";
import { listed, RevisionError } from "./revision_error.ts";
import { parseRange, splitBranch } from "./target.ts";
import type { Landing } from "./walk.ts";

/** One end of a traversal: a target text, revisions, or undefined for base. */
export type End = string | readonly string[] | undefined;

/** What a traversal takes in. */
export interface IterateOptions {
  /** The lower end too. */
  readonly inclusive?: boolean;
  /** All that the upper end needs and the lower one lacks; otherwise only what descends from the lower end. */
  readonly implicitBase?: boolean;
  /** A relative end that leads out of the graph stops at its end. */
  readonly clip?: boolean;
}

/**
 * The revisions from `upper` down to `lower`, newest first, branch by branch.
 *
 * @throws {RevisionError} as `resolveRevisions`, and `not-ancestor`, `overlap`
 */
export function iterate<R extends Revision>(
  graph: RevisionGraph<R>,
  upper: End,
  lower: End,
  { inclusive = false, implicitBase = false, clip = false }: IterateOptions = {},
): R[] {
  const tips = restrictToBranch(graph, upperNodes(graph, upper, lower, clip), lower);
  checkOverlap(graph, tips);
  const required = ancestorsOf(graph, tips);
  const floor = lowerNodes(graph, upper, lower, { required, implicitBase, clip });
  checkOverlap(graph, floor);
  const applied = ancestorsOf(graph, floor);
  const wanted = required.filter((node) => !applied.has(node));
  if (inclusive) wanted.addAll(floor);
  const chosen = floor.length === 0 || implicitBase ? wanted : onBranches(graph, wanted, floor);
  const order = branchOrder(graph, chosen, tips, { holes: floor.length > 0 });
  if (order.length < chosen.size) throw outOfLine(lower, upper);
  return order.map(({ revision }) => revision);
}

function onBranches<R extends Revision>(
  graph: RevisionGraph<R>,
  nodes: NodeSet<R>,
  floor: readonly GraphNode<R>[],
): NodeSet<R> {
  const above = descendantsOf(graph, floor, { dependencies: false });
  return nodes.filter((node) => above.has(node));
}

function upperNodes<R extends Revision>(
  graph: RevisionGraph<R>,
  upper: End,
  lower: End,
  clip: boolean,
): GraphNode<R>[] {
  if (upper === undefined) return [];
  if (typeof upper !== "string") return upper.flatMap((text) => upgradeTargets(graph, text, () => []));
  return upgradeTargets(graph, upper, () => countedFrom(graph, lower), { clip });
}

/** What `+n` at the upper end is counted from: the lower end. */
function countedFrom<R extends Revision>(graph: RevisionGraph<R>, lower: End): GraphNode<R>[] {
  const texts = typeof lower === "string" ? [lower] : lower ?? [];
  return texts.flatMap((text) => nodeOf(graph, text) ?? []);
}

/** `label@base` as the lower end keeps to the revisions of that label. */
function restrictToBranch<R extends Revision>(
  graph: RevisionGraph<R>,
  nodes: readonly GraphNode<R>[],
  lower: End,
): readonly GraphNode<R>[] {
  if (typeof lower !== "string") return nodes;
  const { branch } = splitBranch(lower);
  if (branch === undefined) return nodes;
  const label = labelFor(graph, branch);
  return nodes.filter((node) => graph.hasLabel(node, label));
}

/** A whole id before the `@` stands for the label of its branch. */
function labelFor<R extends Revision>(graph: RevisionGraph<R>, branch: string): string {
  const node = nodeOf(graph, branch);
  if (node?.id !== branch) return branch;
  const [label, ...others] = graph.labelsOf(node.id);
  if (label !== undefined && others.length === 0) return label;
  throw new RevisionError("unknown-branch", `No such branch: '${branch}'`, {
    hint: label === undefined
      ? `Revision ${branch} carries no branch label to go by`
      : `Revision ${branch} is on several branches: ${listed([label, ...others])}; name one of them`,
  });
}

interface LowerOptions<R extends Revision> {
  readonly required: NodeSet<R>;
  readonly implicitBase: boolean;
  readonly clip: boolean;
}

function lowerNodes<R extends Revision>(
  graph: RevisionGraph<R>,
  upper: End,
  lower: End,
  { required, implicitBase, clip }: LowerOptions<R>,
): GraphNode<R>[] {
  const texts = typeof lower === "string" ? [lower] : lower ?? [];
  const landings = texts.flatMap((text) => landingsOf(graph, text));
  if (!implicitBase && landings.some((landing) => isElsewhere(landing, required))) {
    throw notAncestor(lower, upper);
  }
  if (landings[0] === "beyond" && typeof lower === "string") return fallbackFloor(graph, upper, lower, clip);
  const nodes = landings.filter((landing) => typeof landing !== "string");
  if (nodes.length < landings.length) throw notAncestor(lower, upper);
  return nodes;
}

function isElsewhere<R extends Revision>(landing: Landing<R>, required: NodeSet<R>): boolean {
  return landing === "base" || (landing !== "beyond" && !required.has(landing));
}

/** `-n` leads out of the graph when counted from its heads: it is counted from the upper end then. */
function fallbackFloor<R extends Revision>(
  graph: RevisionGraph<R>,
  upper: End,
  lower: string,
  clip: boolean,
): GraphNode<R>[] {
  const texts = typeof upper === "string" ? [upper] : upper ?? [];
  const heads = texts.flatMap((text) => nodeOf(graph, text) ?? []);
  const { node } = downgradeTarget(graph, lower, () => heads, clip);
  return node === undefined ? [] : [node];
}

function spelled(end: End): string {
  if (typeof end === "string") return end;
  return end === undefined || end.length === 0 ? "base" : end.join(", ");
}

function notAncestor(lower: End, upper: End): RevisionError {
  return new RevisionError(
    "not-ancestor",
    `Requested range ${spelled(lower)}:${
      spelled(upper)
    } does not refer to ancestor/descendant revisions along the same branch`,
    {
      hint: `${spelled(lower)} is not below ${
        spelled(upper)
      }; \`retort history\` shows which stands on which`,
    },
  );
}

function outOfLine(lower: End, upper: End): RevisionError {
  return new RevisionError(
    "not-ancestor",
    `Requested range ${spelled(lower)}:${spelled(upper)} cannot be walked: not all of it leads down from ${
      spelled(upper)
    }`,
    { hint: `Start the range at an ancestor of ${spelled(upper)}` },
  );
}

/**
 * What `history -r` shows, newest first, both ends included; `current` at an end stands for the current heads.
 *
 * @throws {RevisionError} as `iterate`, and `invalid-range` where there is no colon
 * @example
 * ```ts
 * historyRange(graph, "-3:current", graph.headsOf(applied)).map(({ id }) => id);
 * ```
 */
export function historyRange<R extends Revision>(
  graph: RevisionGraph<R>,
  range: string,
  current: readonly RevisionId[],
): R[] {
  const ends = parseRange(range);
  if (ends === undefined) {
    throw new RevisionError("invalid-range", "History range requires [start]:[end], [start]:, or :[end]", {
      hint: range.trim() === "" ? "Write : for all of it" : `Write ${range}: or :${range}`,
    });
  }
  if (ends.upper === "current" && current.length === 0) return [];
  const lower = ends.lower === "current" ? current : ends.lower ?? "base";
  const upper = ends.upper === "current" ? current : ends.upper ?? "heads";
  return iterate(graph, upper, lower, { inclusive: true, clip: true });
}

/** Every revision, newest first, branch by branch: what `history` shows without a range. */
export function fullHistory<R extends Revision>(graph: RevisionGraph<R>): R[] {
  return iterate(graph, "heads", "base", { inclusive: true, clip: true });
}

/**
 * What `current` prints: the applied revisions that no applied revision follows on their own branch, in load order.
 * Unlike `headsOf` it names those too that another branch only depends on.
 */
export function currentHeads<R extends Revision>(
  graph: RevisionGraph<R>,
  applied: ReadonlySet<RevisionId>,
): RevisionId[] {
  const tips = branchTips(ancestorsOf(graph, graph.nodes(applied)));
  return tips.sort((one, other) => one.index - other.index).map(({ id }) => id);
}
