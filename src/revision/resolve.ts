import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import { expandSymbols, findBranch, findNode, onLineage } from "./lookup.ts";
import type { Revision } from "./revision.ts";
import { listed, multipleHeads, RevisionError } from "./revision_error.ts";
import { parseTarget, type Target } from "./target.ts";
import { type Landing, walk, type WalkOptions } from "./walk.ts";

type RelativeTarget = Extract<Target, { kind: "relative" }>;

/**
 * The revisions that an absolute target names: several for `heads`, none for `base`. `-n` and `label@-n` count down
 * from each head.
 *
 * @throws {RevisionError} `unknown-revision`, `unknown-branch`, `ambiguous-prefix`, `not-in-branch`,
 * `multiple-heads`, `ambiguous-walk`
 * @example
 * ```ts
 * resolveRevisions(graph, "users@head").map(({ id }) => id); // ["8f3a1c9be2d4"]
 * ```
 */
export function resolveRevisions<R extends Revision>(graph: RevisionGraph<R>, text: string): R[] {
  return existing(landingsOf(graph, text), text).map(({ revision }) => revision);
}

/**
 * The one revision that a target names; undefined for `base`.
 *
 * @throws {RevisionError} as `resolveRevisions`, and `multiple-heads` where it names several
 */
export function resolveOne<R extends Revision>(graph: RevisionGraph<R>, text: string): R | undefined {
  return nodeOf(graph, text)?.revision;
}

/** `resolveOne` for nodes. */
export function nodeOf<R extends Revision>(graph: RevisionGraph<R>, text: string): GraphNode<R> | undefined {
  const { symbols, branch } = expandSymbols(graph, text);
  const [symbol, ...others] = symbols;
  if (others.length > 0) throw multipleHeads(symbols, text);
  if (symbol !== undefined) return findNode(graph, symbol, branch);
  // `nolabel@base` must not pass in silence.
  if (branch !== undefined) findBranch(graph, branch);
  return undefined;
}

/** Where an absolute target leads to; `-n` may lead below the bases. */
export function landingsOf<R extends Revision>(graph: RevisionGraph<R>, text: string): Landing<R>[] {
  const { symbols, branch } = expandSymbols(graph, text);
  const [symbol] = symbols;
  if (symbols.length === 1 && symbol !== undefined && /^-\d+$/.test(symbol) && Number(symbol) < 0) {
    const heads = graph.nodes(graph.realHeads);
    const chosen = branch === undefined ? heads : heads.filter((head) => graph.hasLabel(head, branch));
    return chosen.map((head) => walk(graph, head, Number(symbol)));
  }
  return symbols.map((each) => findNode(graph, each, branch));
}

/**
 * What an upgrade to `text` leads to; `+n` counts from the `current` heads.
 *
 * @throws {RevisionError} as `resolveRevisions`, and `ambiguous-upgrade`, `relative-out-of-range`
 */
export function upgradeTargets<R extends Revision>(
  graph: RevisionGraph<R>,
  text: string,
  current: () => readonly GraphNode<R>[],
  options: WalkOptions = {},
): GraphNode<R>[] {
  const target = parseTarget(text);
  if (target.kind === "absolute") return existing(landingsOf(graph, text), text);
  if (target.symbol !== undefined) return [landed(fromSymbol(graph, target, target.symbol, options), target)];
  if (target.steps <= 0) throw outOfRange(target, "An upgrade only counts upwards; `downgrade` goes down");
  return [
    landed(
      walk(graph, startOfUpgrade(graph, target, current()), target.steps, {
        ...options,
        branch: target.branch,
      }),
      target,
    ),
  ];
}

/** `abc+1`, `label@abc-1`: counted from a named revision, whatever is applied. */
export function fromSymbol<R extends Revision>(
  graph: RevisionGraph<R>,
  { branch, steps }: RelativeTarget,
  symbol: string,
  options: WalkOptions,
): Landing<R> {
  if (steps > 0) return walk(graph, nodeOf(graph, symbol), steps, { ...options, branch });
  return walk(graph, nodeOf(graph, branch === undefined ? symbol : `${branch}@${symbol}`), steps, options);
}

function startOfUpgrade<R extends Revision>(
  graph: RevisionGraph<R>,
  { branch, typed }: RelativeTarget,
  current: readonly GraphNode<R>[],
): GraphNode<R> | undefined {
  const starts = branch === undefined ? current : startsOnBranch(graph, branch, current);
  const [start, ...others] = starts;
  if (others.length === 0) return start;
  const ids = starts.map(({ id }) => id);
  throw new RevisionError("ambiguous-upgrade", "Ambiguous upgrade from multiple current revisions", {
    hint: `${listed(ids)} are current; say which one as REVISION${typed}, or a branch as label@${typed}`,
    revisions: ids,
  });
}

/** The current heads on the branch; where there is none, the newest applied revisions that are on it. */
function startsOnBranch<R extends Revision>(
  graph: RevisionGraph<R>,
  branch: string,
  current: readonly GraphNode<R>[],
): GraphNode<R>[] {
  const heads = onLineage(graph, current, branch);
  if (heads.length > 0) return heads;
  const active = onLineage(graph, [...ancestorsOf(graph, current)], branch);
  const below = new Set(active.flatMap((node) => [...node.parents, ...graph.effectiveDependencies(node)]));
  return active.filter((node) => !below.has(node));
}

function landed<R extends Revision>(landing: Landing<R>, target: RelativeTarget): GraphNode<R> {
  if (typeof landing !== "string") return landing;
  throw outOfRange(target, "The graph ends before; `retort history` shows it");
}

/** The refusal of a relative target that leads out of the graph, in Alembic's words. */
export function outOfRange({ typed, steps }: RelativeTarget, hint: string): RevisionError {
  return new RevisionError(
    "relative-out-of-range",
    `Relative revision ${typed} didn't produce ${Math.abs(steps)} migrations`,
    { hint },
  );
}

function existing<R extends Revision>(landings: readonly Landing<R>[], text: string): GraphNode<R>[] {
  const nodes = landings.filter((landing) => typeof landing !== "string");
  if (nodes.length === landings.length) return nodes;
  throw new RevisionError("walked-too-far", `Walked too far: '${text}' lies below the bases`, {
    hint: "`retort history` shows the graph",
  });
}
