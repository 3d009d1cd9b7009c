import type { RevisionGraph } from "./graph.ts";
import { ancestorsOf, descendantsOf, type EdgeChoice } from "./closure.ts";
import type { GraphNode } from "./graph_node.ts";
import type { NodeSet } from "./node_set.ts";
import type { Revision } from "./revision.ts";
import { listed, multipleHeads, RevisionError } from "./revision_error.ts";
import { findBySlug } from "./slug.ts";
import { splitBranch } from "./target.ts";
import { unknownRevision } from "./unknown_revision.ts";

/** Names shorter than this are found whole only. */
const SHORTEST_COMPLETED = 4;

/** A target with `head`, `heads` and `base` replaced: what is left to look up, and the branch it must be on. */
export interface Symbols {
  readonly symbols: readonly string[];
  readonly branch: string | undefined;
}

/** Replaces `head`, `heads` and `base`, on a branch or overall; anything else stays as it is. */
export function expandSymbols<R extends Revision>(graph: RevisionGraph<R>, text: string): Symbols {
  const { branch, symbol } = splitBranch(text);
  if (symbol === "base") return { symbols: [], branch };
  if (symbol === "heads") {
    return { symbols: branch === undefined ? graph.realHeads : headsOn(graph, branch), branch };
  }
  if (symbol !== "head") return { symbols: [symbol], branch };
  const heads = branch === undefined ? graph.heads : headsOn(graph, branch);
  if (heads.length > 1) throw multipleHeads(heads, text);
  return { symbols: heads, branch };
}

function headsOn<R extends Revision>(graph: RevisionGraph<R>, branch: string): string[] {
  return onLineage(graph, graph.nodes(graph.heads), branch).map(({ id }) => id);
}

/**
 * Those of `nodes` that are ancestors or descendants of what `text` names (or the same); all of them where it names
 * nothing, as `base` does.
 */
export function onLineage<R extends Revision>(
  graph: RevisionGraph<R>,
  nodes: readonly GraphNode<R>[],
  text: string,
  { dependencies = false }: EdgeChoice = {},
): GraphNode<R>[] {
  const { symbols, branch } = expandSymbols(graph, text);
  const names = branch === undefined ? symbols : [branch, ...symbols];
  if (nodes.length === 0 || names.length === 0) return [...nodes];
  const named = names.map((name) => findNode(graph, name));
  const lineage = lineageOf(graph, named, { dependencies });
  return nodes.filter((node) => lineage.has(node));
}

/** The revision that stands before an `@`: a label, an id, or the start of one. */
export function findBranch<R extends Revision>(graph: RevisionGraph<R>, branch: string): GraphNode<R> {
  const named = graph.named(branch);
  if (named !== undefined) return named;
  try {
    return findNode(graph, branch);
  } catch (error) {
    if (!(error instanceof RevisionError)) throw error;
    throw new RevisionError("unknown-branch", `No such branch: '${branch}'`, {
      hint: error.hint,
      revisions: error.revisions,
      cause: error,
    });
  }
}

/**
 * The one revision with this id, label, `~slug`, or with an id or label that starts so; on `branch`, if that is given.
 *
 * @throws {RevisionError} `unknown-revision`, `ambiguous-prefix`, `unknown-branch`, `not-in-branch`
 */
export function findNode<R extends Revision>(
  graph: RevisionGraph<R>,
  symbol: string,
  branch?: string,
): GraphNode<R> {
  const start = branch === undefined ? undefined : findBranch(graph, branch);
  const node = graph.named(symbol) ?? completed(graph, symbol, branch);
  if (branch === undefined || start === undefined) return node;
  if (lineageOf(graph, [start], { dependencies: false }).has(node)) return node;
  throw new RevisionError("not-in-branch", `Revision ${node.id} is not a member of branch '${branch}'`, {
    hint: `It is neither an ancestor nor a descendant of ${start.id}; name it without the branch`,
    revisions: [node.id],
  });
}

/** The nodes with all below and all above them. */
export function lineageOf<R extends Revision>(
  graph: RevisionGraph<R>,
  nodes: readonly GraphNode<R>[],
  edges: EdgeChoice = {},
): NodeSet<R> {
  return ancestorsOf(graph, nodes, edges).addAll(descendantsOf(graph, nodes, edges));
}

function completed<R extends Revision>(
  graph: RevisionGraph<R>,
  symbol: string,
  branch: string | undefined,
): GraphNode<R> {
  const names = candidates(graph, symbol);
  const nodes = branch === undefined ? names : onBranch(graph, names, branch);
  const [only, ...others] = nodes;
  if (only === undefined) throw unknownRevision(graph, symbol);
  if (others.length === 0) return only.node;
  const found = nodes.map(({ name }) => name);
  throw new RevisionError("ambiguous-prefix", `Can't locate revision identified by '${symbol}'`, {
    hint: `Several start with it: ${listed(found)}; type more of the one that is meant`,
    revisions: found,
  });
}

interface Candidate<R extends Revision> {
  readonly name: string;
  readonly node: GraphNode<R>;
}

function candidates<R extends Revision>(graph: RevisionGraph<R>, symbol: string): Candidate<R>[] {
  if (symbol.startsWith("~")) {
    return findBySlug(graph.allNodes(), symbol.slice(1)).map((node) => ({ name: node.id, node }));
  }
  const found: Candidate<R>[] = [];
  if (symbol === "") return found;
  for (const name of graph.names()) {
    if (name.length < SHORTEST_COMPLETED || !name.startsWith(symbol)) continue;
    const node = graph.named(name);
    if (node !== undefined) found.push({ name, node });
  }
  return found;
}

function onBranch<R extends Revision>(
  graph: RevisionGraph<R>,
  names: readonly Candidate<R>[],
  branch: string,
): Candidate<R>[] {
  const lineage = new Set(onLineage(graph, names.map(({ node }) => node), branch));
  return names.filter(({ node }) => lineage.has(node));
}
