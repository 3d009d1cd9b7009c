import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf, descendantsOf } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import type { NodeSet } from "./node_set.ts";
import { findBranch, onLineage } from "./lookup.ts";
import { fromSymbol, nodeOf, outOfRange } from "./resolve.ts";
import type { Revision } from "./revision.ts";
import { listed, RevisionError } from "./revision_error.ts";
import { parseTarget, splitLastBranch, type Target } from "./target.ts";
import { type Landing, walk } from "./walk.ts";

type RelativeTarget = Extract<Target, { kind: "relative" }>;

/** Where a downgrade goes, and the branch that it is confined to. */
export interface DowngradeTarget<R extends Revision> {
  readonly branch: string | undefined;
  /** Undefined for base. */
  readonly node: GraphNode<R> | undefined;
}

/** The applied revisions that a downgrade takes down: all that stands upon the children of its target. */
export function droppedBy<R extends Revision>(
  graph: RevisionGraph<R>,
  { branch, node }: DowngradeTarget<R>,
  applied: NodeSet<R>,
): NodeSet<R> {
  const roots = onBranchOnly(graph, node === undefined ? baseNodes(graph) : node.children, branch);
  return descendantsOf(graph, roots).filter((node) => applied.has(node));
}

/** The refusal of a target that no current head stands upon. */
export function notBelow<R extends Revision>(text: string, heads: readonly GraphNode<R>[]): RevisionError {
  const ids = heads.map(({ id }) => id);
  return new RevisionError(
    "not-ancestor",
    `Destination ${text} is not a valid downgrade target from current head(s)`,
    {
      hint: `Current: ${listed(ids) || "nothing is applied"}; nothing that is applied stands above ${text}`,
      revisions: ids,
    },
  );
}

/** The bases; one that has labels comes once more for each, as in Alembic, which decides whether a label is checked. */
function baseNodes<R extends Revision>(graph: RevisionGraph<R>): GraphNode<R>[] {
  return graph.nodes(graph.bases).flatMap((base) => [base, ...base.revision.branchLabels.map(() => base)]);
}

function onBranchOnly<R extends Revision>(
  graph: RevisionGraph<R>,
  roots: readonly GraphNode<R>[],
  branch: string | undefined,
): readonly GraphNode<R>[] {
  if (branch === undefined || roots.length < 2) return roots;
  const start = findBranch(graph, branch);
  const below = ancestorsOf(graph, [start], { dependencies: false });
  const chosen = roots.filter((root) => below.has(root));
  if (chosen.length > 0) return chosen;
  throw new RevisionError("invalid-downgrade-target", "Not a valid downgrade target from current heads", {
    hint: `No revision that follows the target leads to ${start.id}, which '${branch}' names`,
    revisions: [start.id],
  });
}

/** Reads the target of a downgrade; `-n` counts from the current heads. */
export function downgradeTarget<R extends Revision>(
  graph: RevisionGraph<R>,
  text: string,
  current: () => readonly GraphNode<R>[],
  clip = false,
): DowngradeTarget<R> {
  const target = parseTarget(text);
  if (target.kind === "absolute") {
    const { branch, symbol } = splitLastBranch(text);
    return { branch, node: nodeOf(graph, symbol) };
  }
  if (target.symbol === undefined) return fromCurrent(graph, target, current, clip);
  return {
    branch: target.branch,
    node: placeOf(fromSymbol(graph, target, target.symbol, { clip }), walkedTooFar(text)),
  };
}

function fromCurrent<R extends Revision>(
  graph: RevisionGraph<R>,
  target: RelativeTarget,
  current: () => readonly GraphNode<R>[],
  clip: boolean,
): DowngradeTarget<R> {
  if (target.steps >= 0) throw outOfRange(target, "A downgrade only counts downwards; `upgrade` goes up");
  const heads = current();
  const start = target.branch === undefined
    ? onlyHead(target, heads)
    : tipOnBranch(graph, target, target.branch, heads);
  const landing = walk(graph, start, target.steps, { clip });
  const branch = target.branch ?? start.id;
  return {
    branch,
    node: placeOf(landing, outOfRange(target, "There are fewer revisions below the current one")),
  };
}

function onlyHead<R extends Revision>(target: RelativeTarget, heads: readonly GraphNode<R>[]): GraphNode<R> {
  const [head, ...others] = heads;
  if (head === undefined) throw outOfRange(target, "Nothing is applied");
  if (others.length === 0) return head;
  throw severalHeads(target, heads);
}

function severalHeads<R extends Revision>(
  target: RelativeTarget,
  heads: readonly GraphNode<R>[],
): RevisionError {
  const ids = heads.map(({ id }) => id);
  return new RevisionError(
    "ambiguous-downgrade",
    `Downgrade ${target.typed} is ambiguous with several current heads: ${listed(ids)}`,
    {
      hint:
        `Say which branch goes down as LABEL@${target.typed} or REVISION@${target.typed}, or name the target`,
      revisions: ids,
    },
  );
}

/** The current head on a branch; where another one hides it, the newest applied revision on it. */
function tipOnBranch<R extends Revision>(
  graph: RevisionGraph<R>,
  target: RelativeTarget,
  branch: string,
  heads: readonly GraphNode<R>[],
): GraphNode<R> {
  const direct = onLineage(graph, heads, branch);
  const tips = direct.length > 0 ? direct : onLineage(graph, branchTips(ancestorsOf(graph, heads)), branch);
  const [tip, ...others] = tips;
  if (tip === undefined) throw outOfRange(target, `Nothing is applied on branch '${branch}'`);
  if (others.length === 0) return tip;
  throw severalHeads(target, tips);
}

/** Those of a set that none of their own children in it hides; dependents do not count. */
export function branchTips<R extends Revision>(nodes: NodeSet<R>): GraphNode<R>[] {
  return [...nodes].filter(({ children }) => !children.some((child) => nodes.has(child)));
}

function placeOf<R extends Revision>(landing: Landing<R>, beyond: RevisionError): GraphNode<R> | undefined {
  if (landing === "beyond") throw beyond;
  return landing === "base" ? undefined : landing;
}

function walkedTooFar(text: string): RevisionError {
  return new RevisionError("walked-too-far", "Walked too far", {
    hint: `'${text}' lies outside of the graph; \`retort history\` shows it`,
  });
}
