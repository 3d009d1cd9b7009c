import type { RevisionGraph } from "./graph.ts";
import type { GraphNode } from "./graph_node.ts";
import { expandSymbols } from "./lookup.ts";
import { landingsOf, nodeOf } from "./resolve.ts";
import type { Revision, RevisionId } from "./revision.ts";
import { listed, MultipleHeadsError, RevisionError } from "./revision_error.ts";

/** What the command line says about the place of a new revision. */
export interface NewRevisionRequest {
  /** The parents: `head` where it is absent, several for a merge, `base` for a new base. */
  readonly head?: string | readonly string[] | undefined;
  /** Parents need not be heads. */
  readonly splice?: boolean;
  readonly dependsOn?: readonly string[] | undefined;
}

/** What the header of the new revision says. */
export interface NewRevisionPlace {
  readonly downRevisions: readonly RevisionId[];
  /** Ids; a branch label stays a label. */
  readonly dependsOn: readonly string[];
}

/**
 * Where a new revision goes, for `revision` and `merge`.
 *
 * @throws {RevisionError} as `resolveRevisions`, and `duplicate-heads`, `not-a-head`
 * @example
 * ```ts
 * planRevision(graph, { head: ["users@head", "shop@head"] }); // a merge
 * ```
 */
export function planRevision<R extends Revision>(
  graph: RevisionGraph<R>,
  { head = "head", splice = false, dependsOn = [] }: NewRevisionRequest = {},
): NewRevisionPlace {
  const texts = typeof head === "string" ? [head] : head;
  const parents = texts.flatMap((text) => parentsOf(graph, text));
  const ids = parents.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw duplicateHeads(twice);
  const inner = splice ? undefined : parents.find(({ children }) => children.length > 0);
  if (inner !== undefined) throw notAHead(inner);
  return { downRevisions: ids, dependsOn: dependsOn.map((text) => dependency(graph, text)) };
}

function parentsOf<R extends Revision>(graph: RevisionGraph<R>, text: string): GraphNode<R>[] {
  try {
    const landings = landingsOf(graph, text);
    const nodes = landings.filter((landing) => typeof landing !== "string");
    if (nodes.length === landings.length) return nodes;
  } catch (error) {
    throw error instanceof MultipleHeadsError ? severalParents(error) : error;
  }
  throw new RevisionError("walked-too-far", `Walked too far: '${text}' lies below the bases`, {
    hint: "Use `--head base` for a new base",
  });
}

function severalParents({ heads }: MultipleHeadsError): MultipleHeadsError {
  return new MultipleHeadsError(
    heads,
    "Multiple heads are present; please specify the head revision on which the new revision should be based, or " +
      "perform a merge",
    `The heads are ${listed(heads)}; give one with --head, or join them: \`retort merge heads -m "merge"\``,
  );
}

function duplicateHeads(id: RevisionId): RevisionError {
  return new RevisionError("duplicate-heads", "Duplicate head revisions specified", {
    hint: `${id} is named twice; name each parent once`,
    revisions: [id],
  });
}

function notAHead<R extends Revision>({ id, children }: GraphNode<R>): RevisionError {
  return new RevisionError(
    "not-a-head",
    `Revision ${id} is not a head revision; please specify --splice to create a new branch from this revision`,
    {
      hint: `${listed(children.map((child) => child.id))} ${
        children.length === 1 ? "follows" : "follow"
      } it already`,
      revisions: [id],
    },
  );
}

function dependency<R extends Revision>(graph: RevisionGraph<R>, text: string): string {
  const node = nodeOf(graph, text);
  if (node !== undefined) return graph.hasLabel(node, text) ? text : node.id;
  const { branch } = expandSymbols(graph, text);
  throw new RevisionError("unknown-revision", `Can't locate revision identified by '${text}'`, {
    hint: branch === undefined
      ? "A revision cannot depend on base; leave --depends-on out"
      : "Name a revision or a label",
  });
}
