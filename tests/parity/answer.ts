import { RevisionGraph } from "../../src/revision/graph.ts";
import { currentHeads, type End, historyRange, iterate } from "../../src/revision/history.ts";
import { planRevision } from "../../src/revision/new_revision.ts";
import { appliedOf } from "../../src/revision/overlap.ts";
import { planDowngrade, planStamp, planUpgrade } from "../../src/revision/plan.ts";
import { planOffline } from "../../src/revision/plan_offline.ts";
import { landingsOf, resolveOne } from "../../src/revision/resolve.ts";
import type { Plan, Revision, RevisionId } from "../../src/revision/revision.ts";
import { listOf, objectOf, type Query, texts } from "./vector_file.ts";

/** Asks the functions that the commands use, and gives the answer in the shape of the vectors. */
export function answer(graph: RevisionGraph, query: Query): unknown {
  const handler = HANDLERS[query.q];
  if (handler === undefined) throw new Error(`Unknown query ${query.q}`);
  return handler(graph, query.arguments);
}

type Arguments = Readonly<Record<string, unknown>>;
type Handler = (graph: RevisionGraph, given: Arguments) => unknown;

const HANDLERS: Readonly<Record<string, Handler>> = {
  get_revisions: (graph, { id }) => texts(id).flatMap((text) => landingsOf(graph, text)).map(landingId),
  get_revision: (graph, { id }) => resolveOne(graph, String(id))?.id ?? null,
  current_head: (graph) => resolveOne(graph, "head")?.id ?? null,
  all_current: (graph, { state }) => currentHeads(graph, stateOf(graph, state)),
  upgrade: (graph, { state, target }) => {
    const applied = stateOf(graph, state);
    const plan = planUpgrade(graph, applied, String(target));
    appliedOf(graph, texts(state));
    return movement(graph, applied, plan);
  },
  downgrade: (graph, { state, target }) => {
    const applied = stateOf(graph, state);
    return movement(graph, applied, planDowngrade(graph, applied, String(target)));
  },
  offline_upgrade: (graph, { range }) => offline(graph, planOffline(graph, String(range), "upgrade")),
  offline_downgrade: (graph, { range }) => offline(graph, planOffline(graph, String(range), "downgrade")),
  stamp: (graph, { state, target }) => {
    const applied = stateOf(graph, state);
    const { to, record, forget } = planStamp(graph, applied, texts(target));
    const after = applied.union(new Set(record.map(({ id }) => id))).difference(new Set(forget));
    return { final: [...to].sort(), folded: graph.headsOf(after).sort() };
  },
  history: (graph, { base, head }) => historyRange(graph, `${base ?? ""}:${head ?? ""}`, []).map(idOf),
  iterate: (graph, { upper, lower, inclusive, implicit_base }) =>
    iterate(graph, endOf(upper), endOf(lower), {
      inclusive: inclusive === true,
      implicitBase: implicit_base === true,
    }).map(idOf),
  new_revision: (graph, { head, splice, depends_on }) => {
    const named = Array.isArray(head) ? texts(head) : head === null ? undefined : String(head);
    const place = planRevision(graph, { head: named, splice: splice === true, dependsOn: texts(depends_on) });
    return { down_revision: place.downRevisions, depends_on: place.dependsOn };
  },
};

function landingId(landing: "base" | "beyond" | { readonly id: RevisionId }): RevisionId | null {
  if (landing === "beyond") return null;
  return landing === "base" ? landing : landing.id;
}

function endOf(json: unknown): End {
  if (json === null || json === undefined) return undefined;
  return Array.isArray(json) ? texts(json) : String(json);
}

/** Rows stand for all that they need; rows that no revision has are left in, for the planner to refuse. */
function stateOf(graph: RevisionGraph, state: unknown): Set<RevisionId> {
  const rows = texts(state);
  const applied = graph.closureOf(rows.filter((row) => graph.has(row)));
  for (const row of rows) applied.add(row);
  return applied;
}

function offline(graph: RevisionGraph, plan: Plan): unknown {
  return { ...objectOf(movement(graph, graph.closureOf(plan.from), plan)), start: plan.from };
}

function movement(graph: RevisionGraph, start: ReadonlySet<RevisionId>, plan: Plan): unknown {
  const applied = new Set(start);
  const heads: string[][] = [];
  for (const { revision, direction } of plan.steps) {
    if (direction === "upgrade") applied.add(revision.id);
    else applied.delete(revision.id);
    heads.push(graph.headsOf(applied).sort());
  }
  return { steps: plan.steps.map(({ revision }) => revision.id), heads, final: [...plan.to].sort() };
}

function idOf({ id }: Revision): RevisionId {
  return id;
}

/** What the vectors say about a loaded graph. */
export function describeLoad(revisions: readonly Revision[]): unknown {
  const graph = new RevisionGraph(revisions);
  const node = (id: RevisionId) => ({
    next: graph.children(id),
    all_next: graph.allChildren(id),
    branch_labels: graph.labelsOf(id),
    resolved_depends_on: graph.dependenciesOf(id),
    effective_depends_on: graph.effectiveDependenciesOf(id),
  });
  return {
    heads: graph.heads,
    real_heads: graph.realHeads,
    bases: graph.bases,
    real_bases: graph.realBases,
    branch_points: [...graph.branchPoints].sort(),
    merge_points: [...graph.mergePoints].sort(),
    nodes: Object.fromEntries(revisions.map(({ id }) => [id, sortedLists(node(id))])),
  };
}

/** Every list of an object, sorted: they are compared as sets. */
export function sortedLists(json: unknown): unknown {
  const entries = Object.entries(objectOf(json));
  return Object.fromEntries(entries.map(([key, list]) => [key, listOf(list).map(String).sort()]));
}
