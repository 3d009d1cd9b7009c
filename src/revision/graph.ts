import { buildNodes, type NodeTable } from "./build_nodes.ts";
import { ancestorsOf, descendantsOf, type EdgeChoice, neededBy } from "./closure.ts";
import { type GraphNode, isMergePoint } from "./graph_node.ts";
import { effectiveDependencies } from "./effective_dependencies.ts";
import { BranchLabels } from "./branch_labels.ts";
import type { Revision, RevisionId } from "./revision.ts";
import { topologicalOrder } from "./topological_order.ts";
import { unknownRevision } from "./unknown_revision.ts";

/**
 * The revisions of a script directory: built once, checked once, then only asked.
 *
 * What few commands need (labels of every revision, effective dependencies, heads) is worked out when it is first
 * asked for.
 *
 * @example
 * ```ts
 * const graph = new RevisionGraph(scripts);
 * graph.heads; // ["8f3a1c9be2d4"]
 * ```
 */
export class RevisionGraph<R extends Revision = Revision> {
  readonly #table: NodeTable<R>;
  readonly #order: readonly GraphNode<R>[];
  readonly #lists = new Map<string, readonly RevisionId[]>();
  #positions: Int32Array | undefined;
  #effective: ReadonlyMap<GraphNode<R>, readonly GraphNode<R>[]> | undefined;
  #labels: BranchLabels<R> | undefined;

  /**
   * @throws {GraphError} `graph-invalid`: a duplicate id or label, a name that no file has, a loop, a cycle, an id
   * that targets could not name
   */
  constructor(revisions: Iterable<R>) {
    this.#table = buildNodes(revisions);
    this.#order = topologicalOrder(this.#table.nodes);
  }

  get size(): number {
    return this.#table.nodes.length;
  }

  /** Revisions that are nobody's down revision. */
  get heads(): readonly RevisionId[] {
    return this.#list("heads", ({ children }) => children.length === 0);
  }

  /** Heads that nobody depends on either: what is current after a full upgrade. */
  get realHeads(): readonly RevisionId[] {
    return this.#list("realHeads", ({ children, dependents }) => children.length + dependents.length === 0);
  }

  /** Revisions without a down revision. */
  get bases(): readonly RevisionId[] {
    return this.#list("bases", ({ parents }) => parents.length === 0);
  }

  /** Bases that depend on nothing. */
  get realBases(): readonly RevisionId[] {
    return this.#list("realBases", ({ parents, dependencies }) => parents.length + dependencies.length === 0);
  }

  /** Revisions that are the down revision of several. */
  get branchPoints(): readonly RevisionId[] {
    return this.#list("branchPoints", ({ children }) => children.length > 1);
  }

  /** Revisions with several down revisions. */
  get mergePoints(): readonly RevisionId[] {
    return this.#list("mergePoints", isMergePoint);
  }

  has(id: RevisionId): boolean {
    return this.#table.byId.has(id);
  }

  find(id: RevisionId): R | undefined {
    return this.#table.byId.get(id)?.revision;
  }

  /** @throws {RevisionError} `unknown-revision` */
  get(id: RevisionId): R {
    return this.node(id).revision;
  }

  /** Every revision, in load order. */
  *all(): Iterable<R> {
    for (const { revision } of this.#table.nodes) yield revision;
  }

  /** Every revision after what it needs, as near to load order as that allows. */
  *inOrder(): Iterable<R> {
    for (const { revision } of this.#order) yield revision;
  }

  /** The revisions that name it as a down revision, in load order. */
  children(id: RevisionId): readonly RevisionId[] {
    return this.node(id).children.map(idOf);
  }

  /** Its children and those that depend on it, in load order. */
  allChildren(id: RevisionId): readonly RevisionId[] {
    const { children, dependents } = this.node(id);
    const all = [...new Set([...children, ...dependents])];
    return all.sort((one, other) => one.index - other.index).map(idOf);
  }

  /** Its branch labels, those of the branch that it stands on included. */
  labelsOf(id: RevisionId): readonly string[] {
    return (this.#labels ??= new BranchLabels(this.#order)).of(this.node(id));
  }

  /** What it depends on, labels turned into ids. */
  dependenciesOf(id: RevisionId): readonly RevisionId[] {
    return this.node(id).dependencies.map(idOf);
  }

  /** Its dependencies without those that one of its ancestors declares already. */
  effectiveDependenciesOf(id: RevisionId): readonly RevisionId[] {
    return this.effectiveDependencies(this.node(id)).map(idOf);
  }

  /** The revisions themselves and all below them. */
  ancestors(ids: Iterable<RevisionId>, edges: EdgeChoice = {}): Set<RevisionId> {
    return idsOf(ancestorsOf(this, this.nodes(ids), edges));
  }

  /** The revisions themselves and all above them. */
  descendants(ids: Iterable<RevisionId>, edges: EdgeChoice = {}): Set<RevisionId> {
    return idsOf(descendantsOf(this, this.nodes(ids), edges));
  }

  /** The revisions with all that they need: the applied set whose heads they are. */
  closureOf(ids: Iterable<RevisionId>): Set<RevisionId> {
    return this.ancestors(ids);
  }

  /**
   * The applied revisions that no other applied revision has as an ancestor, dependencies included, in load order.
   * An applied revision that no file has counts as one.
   */
  headsOf(applied: ReadonlySet<RevisionId>): RevisionId[] {
    const known = this.#known(applied);
    const heads = this.headsAmong(known).map(idOf);
    if (known.length === applied.size) return heads;
    return [...heads, ...[...applied].filter((id) => !this.has(id))];
  }

  /** The revisions that are not applied although one is that stands above them, parents first. */
  gapsOf(applied: ReadonlySet<RevisionId>): R[] {
    const needed = ancestorsOf(this, this.#known(applied));
    if (needed.size === applied.size) return [];
    return this.#order.filter((node) => needed.has(node) && !applied.has(node.id)).map(({ revision }) =>
      revision
    );
  }

  /** @throws {RevisionError} `unknown-revision` */
  node(id: RevisionId): GraphNode<R> {
    const node = this.#table.byId.get(id);
    if (node === undefined) throw unknownRevision(this, id);
    return node;
  }

  /** @throws {RevisionError} `unknown-revision` */
  nodes(ids: Iterable<RevisionId>): GraphNode<R>[] {
    return Array.from(ids, (id) => this.node(id));
  }

  /** Every node, in load order. */
  allNodes(): readonly GraphNode<R>[] {
    return this.#table.nodes;
  }

  /** The revision of exactly this id or branch label. */
  named(name: string): GraphNode<R> | undefined {
    return this.#table.byId.get(name) ?? this.#table.byLabel.get(name);
  }

  /** Every id, in load order, then every branch label. */
  *names(): Iterable<string> {
    yield* this.#table.byId.keys();
    yield* this.#table.byLabel.keys();
  }

  /** `headsOf` for nodes. */
  headsAmong(nodes: readonly GraphNode<R>[]): GraphNode<R>[] {
    const below = neededBy(this, nodes);
    return nodes.filter((node) => !below.has(node)).sort((one, other) => one.index - other.index);
  }

  /** `effectiveDependenciesOf` for nodes. */
  effectiveDependencies(node: GraphNode<R>): readonly GraphNode<R>[] {
    if (node.dependencies.length === 0) return node.dependencies;
    this.#effective ??= effectiveDependencies(this.#order);
    return this.#effective.get(node) ?? node.dependencies;
  }

  /** Its place in an order in which everything stands after what it needs. */
  position(node: GraphNode<R>): number {
    this.#positions ??= positionsOf(this.#order);
    return this.#positions[node.index] ?? 0;
  }

  /** The revisions that carry a branch label, their own or their branch's. */
  hasLabel(node: GraphNode<R>, label: string): boolean {
    return this.labelsOf(node.id).includes(label);
  }

  #known(applied: ReadonlySet<RevisionId>): GraphNode<R>[] {
    const known: GraphNode<R>[] = [];
    for (const id of applied) {
      const node = this.#table.byId.get(id);
      if (node !== undefined) known.push(node);
    }
    return known;
  }

  #list(name: string, holds: (node: GraphNode<R>) => boolean): readonly RevisionId[] {
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    const list = this.#table.nodes.filter(holds).map(idOf);
    this.#lists.set(name, list);
    return list;
  }
}

function positionsOf(order: readonly GraphNode[]): Int32Array {
  const positions = new Int32Array(order.length);
  order.forEach((node, position) => positions[node.index] = position);
  return positions;
}

function idOf({ id }: GraphNode): RevisionId {
  return id;
}

function idsOf(nodes: Iterable<GraphNode>): Set<RevisionId> {
  const ids = new Set<RevisionId>();
  for (const { id } of nodes) ids.add(id);
  return ids;
}
