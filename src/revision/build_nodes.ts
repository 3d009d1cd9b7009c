import { didYouMean } from "../util/suggest.ts";
import type { GraphNode } from "./graph_node.ts";
import type { Revision, RevisionId } from "./revision.ts";
import { GraphError } from "./revision_error.ts";

/** The nodes of a graph by what they can be called. */
export interface NodeTable<R extends Revision> {
  /** In load order. */
  readonly nodes: readonly GraphNode<R>[];
  readonly byId: ReadonlyMap<RevisionId, GraphNode<R>>;
  /** The revision that declares each branch label. */
  readonly byLabel: ReadonlyMap<string, GraphNode<R>>;
}

interface OpenNode<R extends Revision> extends GraphNode<R> {
  readonly parents: OpenNode<R>[];
  readonly dependencies: OpenNode<R>[];
  readonly children: OpenNode<R>[];
  readonly dependents: OpenNode<R>[];
}

const ILLEGAL = /[@\-+:]/g;

/** Links the revisions to each other; every name in them must be known and unique. */
export function buildNodes<R extends Revision>(revisions: Iterable<R>): NodeTable<R> {
  const byId = new Map<RevisionId, OpenNode<R>>();
  for (const revision of revisions) addNode(byId, revision);
  const nodes = [...byId.values()];
  const byLabel = labelTable(nodes, byId);
  for (const node of nodes) linkDependencies(node, byId, byLabel);
  for (const node of nodes) linkParents(node, byId);
  return { nodes, byId, byLabel };
}

function addNode<R extends Revision>(byId: Map<RevisionId, OpenNode<R>>, revision: R): void {
  const { id } = revision;
  checkRevision(revision);
  if (byId.has(id)) throw duplicateRevision(id);
  byId.set(id, {
    id,
    revision,
    index: byId.size,
    parents: [],
    dependencies: [],
    children: [],
    dependents: [],
  });
}

function checkRevision({ id, downRevisions, dependsOn }: Revision): void {
  if (downRevisions.includes(id)) {
    throw new GraphError("self-loop", `Self-loop is detected in revisions (${id})`, {
      hint: `Take ${id} out of its own down_revision`,
      revisions: [id],
    });
  }
  if (dependsOn.includes(id)) throw dependencySelfLoop(id);
  checkId(id);
}

/**
 * Refuses an id that targets could not name.
 *
 * @throws {GraphError} `illegal-revision-id`
 */
export function checkId(id: RevisionId): void {
  if (id === "") throw new GraphError("illegal-revision-id", "A revision identifier cannot be empty");
  // The common case must not allocate: 10,000 files pass here on every start.
  if (id.search(ILLEGAL) < 0) return;
  const characters = [...new Set(id.match(ILLEGAL))].sort().join(", ");
  throw new GraphError(
    "illegal-revision-id",
    `Character(s) '${characters}' not allowed in revision identifier '${id}'`,
    {
      hint: "Targets use @, -, + and : for branches, steps and ranges; letters, digits, _ and . are safe",
      revisions: [id],
    },
  );
}

function dependencySelfLoop(id: RevisionId): GraphError {
  return new GraphError("dependency-self-loop", `Dependency self-loop is detected in revisions (${id})`, {
    hint: `Take ${id} out of its own depends_on`,
    revisions: [id],
  });
}

function duplicateRevision(id: RevisionId): GraphError {
  return new GraphError("duplicate-revision", `Revision ${id} is present more than once`, {
    hint: "Give one of the files another id behind `revision:`, or delete the copy",
    revisions: [id],
  });
}

function labelTable<R extends Revision>(
  nodes: readonly OpenNode<R>[],
  byId: ReadonlyMap<RevisionId, OpenNode<R>>,
): Map<string, OpenNode<R>> {
  const byLabel = new Map<string, OpenNode<R>>();
  for (const node of nodes) {
    for (const label of node.revision.branchLabels) {
      const other = byLabel.get(label) ?? byId.get(label);
      if (other !== undefined) throw duplicateLabel(label, node.id, other.id);
      byLabel.set(label, node);
    }
  }
  return byLabel;
}

function duplicateLabel(label: string, id: RevisionId, other: RevisionId): GraphError {
  return new GraphError(
    "duplicate-branch-label",
    `Branch name '${label}' in revision ${id} already used by revision ${other}`,
    {
      hint: "A label stands in one file only; its descendants have it without naming it",
      revisions: [id, other],
    },
  );
}

function linkDependencies<R extends Revision>(
  node: OpenNode<R>,
  byId: ReadonlyMap<string, OpenNode<R>>,
  byLabel: ReadonlyMap<string, OpenNode<R>>,
): void {
  for (const name of node.revision.dependsOn) {
    const dependency = byId.get(name) ?? byLabel.get(name);
    if (dependency === undefined) {
      throw missing("missing-dependency", node.id, name, [...byId.keys(), ...byLabel.keys()]);
    }
    if (dependency === node) throw dependencySelfLoop(node.id);
    // All names of one revision come in a row, so that a second mention finds it as the last dependent.
    if (dependency.dependents.at(-1) === node) continue;
    node.dependencies.push(dependency);
    dependency.dependents.push(node);
  }
}

function linkParents<R extends Revision>(node: OpenNode<R>, byId: ReadonlyMap<string, OpenNode<R>>): void {
  for (const name of node.revision.downRevisions) {
    const parent = byId.get(name);
    if (parent === undefined) throw missing("missing-revision", node.id, name, [...byId.keys()]);
    if (parent.children.at(-1) === node) continue;
    node.parents.push(parent);
    parent.children.push(node);
  }
}

function missing(
  kind: "missing-revision" | "missing-dependency",
  id: RevisionId,
  name: string,
  known: readonly string[],
): GraphError {
  const key = kind === "missing-revision" ? "down_revision" : "depends_on";
  const whole = known.find((candidate) => name !== "" && candidate.startsWith(name));
  const meant = whole === undefined
    ? didYouMean(name, known)
    : `Files need whole ids: did you mean '${whole}'?`;
  return new GraphError(kind, `Revision ${name} referenced from ${id} (${key}) is not present`, {
    hint: meant ?? `Put the file of ${name} back, or change the ${key} of ${id}`,
    revisions: [id, name],
  });
}
