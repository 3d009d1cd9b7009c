import type { Revision } from "../../src/revision/revision.ts";

/** A graph with what Alembic answered to each query. */
export interface VectorGraph {
  readonly id: string;
  readonly note: string;
  readonly revisions: readonly Revision[];
  readonly load: Outcome;
  readonly queries: readonly Query[];
}

/** What was asked; `q` is the kind of query, the other keys are its arguments. */
export interface Query {
  readonly q: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly reachable: boolean;
  readonly expect: Outcome;
}

/** A recorded outcome. */
export type Outcome =
  | { readonly kind: "ok"; readonly value: unknown; readonly warned: boolean }
  | { readonly kind: "error"; readonly error: string; readonly warned: boolean }
  | { readonly kind: "any"; readonly outcomes: readonly Outcome[]; readonly warned: boolean };

/** Reads every vector file of a folder, in name order. */
export function readVectors(folder: string): VectorGraph[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".json"));
  return names.sort().flatMap((name) => {
    const file = objectOf(JSON.parse(Deno.readTextFileSync(`${folder}/${name}`)));
    return file["graphs"] === undefined || !Array.isArray(file["graphs"]) ? [] : file["graphs"].map(graphOf);
  });
}

function graphOf(json: unknown): VectorGraph {
  const graph = objectOf(json);
  return {
    id: String(graph["id"]),
    note: String(graph["note"]),
    revisions: listOf(graph["revisions"]).map(revisionOf),
    load: outcomeOf(graph["load"]),
    queries: listOf(graph["queries"]).map(queryOf),
  };
}

function revisionOf(json: unknown): Revision {
  const revision = objectOf(json);
  return {
    id: String(revision["revision"]),
    downRevisions: texts(revision["down_revision"]),
    branchLabels: texts(revision["branch_labels"]),
    dependsOn: texts(revision["depends_on"]),
    message: "",
  };
}

function queryOf(json: unknown): Query {
  const { q, reachable, expect, ...rest } = objectOf(json);
  return { q: String(q), arguments: rest, reachable: reachable !== false, expect: outcomeOf(expect) };
}

function outcomeOf(json: unknown): Outcome {
  const outcome = objectOf(json);
  const warned = outcome["warnings"] !== undefined;
  if ("any_of" in outcome) return { kind: "any", outcomes: listOf(outcome["any_of"]).map(outcomeOf), warned };
  if ("error" in outcome) return { kind: "error", error: String(objectOf(outcome["error"])["kind"]), warned };
  return { kind: "ok", value: outcome["ok"], warned };
}

/** A JSON object, or an empty one. */
export function objectOf(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}

/** A JSON list, or an empty one. */
export function listOf(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [];
}

/** A list of texts; one text is a list of one, nothing an empty one. */
export function texts(json: unknown): readonly string[] {
  if (json === null || json === undefined) return [];
  return typeof json === "string" ? [json] : listOf(json).map(String);
}
