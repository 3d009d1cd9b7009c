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
  parents: readonly OpenNode<R>[];
  dependencies: readonly OpenNode<R>[];
  children: OpenNode<R>[];
  dependents: OpenNode<R>[];
}

const ILLEGAL = /[@\-+:]/;
/** Links the revisions to each other; every name in them must be known and unique. */
export function buildNodes<R extends Revision>(revisions: Iterable<R>): NodeTable<R> {
  const byId = new Map<RevisionId, OpenNode<R>>();
  // Shared by all nodes without such a neighbour: lists of their own would double the time of loading.
  const none: OpenNode<R>[] = [];
  for (const revision of revisions) addNode(byId, revision, none);
  const nodes = [...byId.values()];
  const byLabel = labelTable(nodes, byId);
  for (const node of nodes) linkDependencies(node, byId, byLabel);
  for (const node of nodes) linkParents(node, byId, byLabel);
  return { nodes, byId, byLabel };
}

function addNode<R extends Revision>(
  byId: Map<RevisionId, OpenNode<R>>,
  revision: R,
  none: OpenNode<R>[],
): void {
  const { id } = revision;
  checkRevision(revision);
  if (byId.has(id)) throw duplicateRevision(id);
  const index = byId.size;
  byId.set(id, { id, revision, index, parents: none, dependencies: none, children: none, dependents: none });
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

/** Whether targets can name an id. */
export function isLegalId(id: RevisionId): boolean {
  return id !== "" && !ILLEGAL.test(id);
}

/**
 * Refuses an id that targets could not name.
 *
 * @throws {GraphError} `illegal-revision-id`
 */
function checkId(id: RevisionId): void {
  if (id === "") throw new GraphError("illegal-revision-id", "A revision identifier cannot be empty");
  if (isLegalId(id)) return;
  const characters = [...new Set(id.match(/[@\-+:]/g))].sort().join(", ");
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
  const names = node.revision.dependsOn;
  if (names.length === 0) return;
  const found = names.map((name) =>
    byId.get(name) ?? byLabel.get(name) ?? missing("depends_on", node, name, byId, byLabel)
  );
  node.dependencies = unique(found);
  for (const dependency of node.dependencies) {
    if (dependency === node) throw dependencySelfLoop(node.id);
    dependency.dependents = withOne(dependency.dependents, node);
  }
}

function linkParents<R extends Revision>(
  node: OpenNode<R>,
  byId: ReadonlyMap<string, OpenNode<R>>,
  byLabel: ReadonlyMap<string, OpenNode<R>>,
): void {
  const names = node.revision.downRevisions;
  if (names.length === 0) return;
  const found = names.map((name) => byId.get(name) ?? missing("down_revision", node, name, byId, byLabel));
  node.parents = unique(found);
  for (const parent of node.parents) parent.children = withOne(parent.children, node);
}

function unique<T>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...new Set(items)];
}

/** Never adds to an empty list, which others share. */
function withOne<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}

/** Never returns; typed so that it can stand where a node is looked up. */
function missing<R extends Revision>(
  key: "down_revision" | "depends_on",
  { id }: GraphNode<R>,
  name: string,
  byId: ReadonlyMap<string, unknown>,
  byLabel: ReadonlyMap<string, unknown>,
): never {
  const known = key === "down_revision" ? [...byId.keys()] : [...byId.keys(), ...byLabel.keys()];
  const whole = known.find((candidate) => name !== "" && candidate.startsWith(name));
  const meant = whole === undefined
    ? didYouMean(name, known)
    : `Files need whole ids: did you mean '${whole}'?`;
  const kind = key === "down_revision" ? "missing-revision" : "missing-dependency";
  throw new GraphError(kind, `Revision ${name} referenced from ${id} (${key}) is not present`, {
    hint: meant ??
      `Put the file of ${name} back (\`retort pull ${name}\` does where it is applied), or change the ${key} of ${id}`,
    revisions: [id, name],
  });
}
