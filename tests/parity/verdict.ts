import { isDeepStrictEqual } from "node:util";
import type { RevisionGraph } from "../../src/revision/graph.ts";
import { RevisionError } from "../../src/revision/revision_error.ts";
import { listOf, objectOf, type Outcome, type Query, texts } from "./vector_file.ts";

/** How an answer compares with a recorded one. */
export type Verdict =
  | { readonly kind: "agreed" }
  | { readonly kind: "differed"; readonly expected: unknown; readonly actual: unknown }
  | { readonly kind: "skipped"; readonly reason: string };

/** What the engine said: a value, or the kind of its refusal. */
export type Answer = { readonly value: unknown } | { readonly refused: string };

const AGREED: Verdict = { kind: "agreed" };

/** Runs a question; a refusal is an answer too, anything else that is thrown is a bug. */
export function ask(question: () => unknown): Answer {
  try {
    return { value: question() };
  } catch (error) {
    if (error instanceof RevisionError) return { refused: error.kind };
    throw error;
  }
}

/** Compares; where they differ, a reason to skip is looked for among those that are allowed. */
export function judge(graph: RevisionGraph, query: Query, answer: Answer): Verdict {
  if (agrees(graph, query, query.expect, answer)) return AGREED;
  const reason = excuse(query, answer);
  if (reason !== undefined) return { kind: "skipped", reason };
  return { kind: "differed", expected: query.expect, actual: answer };
}

function excuse(query: Query, answer: Answer): string | undefined {
  if (query.expect.warned && "refused" in answer && answer.refused === "ambiguous-downgrade") {
    return "-n with several current heads is refused";
  }
  if (query.q === "stamp" && isSeveralTargets(query)) return "several stamp targets are planned one after the other";
  return query.reachable ? undefined : "no run leads to this state (reachable: false)";
}

function isSeveralTargets({ arguments: { target }, expect }: Query): boolean {
  const steps = expect.kind === "ok" ? listOf(objectOf(expect.value)["steps"]).length : 0;
  return texts(target).length > 1 || steps > 1;
}

function agrees(graph: RevisionGraph, query: Query, outcome: Outcome, answer: Answer): boolean {
  if (outcome.kind === "any") {
    return outcome.outcomes.some((each) => agrees(graph, query, each, answer)) || isSameInOtherOrder(graph, outcome.outcomes, answer);
  }
  if (outcome.kind === "error") return "refused" in answer && sameKind(outcome.error, answer.refused);
  return "value" in answer && sameValue(query.q, outcome.value, answer.value);
}

/** What Alembic died of may be refused for any reason. */
function sameKind(expected: string, actual: string): boolean {
  return expected === "internal_crash" || expected === actual.replaceAll("-", "_");
}

function sameValue(query: string, expected: unknown, actual: unknown): boolean {
  if (query === "all_current") return isDeepStrictEqual(texts(expected).toSorted(), texts(actual).toSorted());
  if (query === "stamp") return sameStamp(objectOf(expected), objectOf(actual));
  if (/upgrade|downgrade/.test(query)) return sameMovement(objectOf(expected), objectOf(actual));
  return isDeepStrictEqual(expected, actual);
}

type Fields = Readonly<Record<string, unknown>>;

function sameStamp(expected: Fields, actual: Fields): boolean {
  if (!isDeepStrictEqual(actual["final"], actual["folded"])) return false;
  return isDeepStrictEqual(expected["final"], actual["final"]);
}

function sameMovement(expected: Fields, actual: Fields): boolean {
  if (!isDeepStrictEqual(expected["steps"], actual["steps"])) return false;
  if ("start" in expected && !isDeepStrictEqual(expected["start"], actual["start"])) return false;
  if ("model_heads" in expected && isDeepStrictEqual(expected["model_heads"], actual["heads"])) return true;
  const heads = listOf(expected["heads"]);
  const crashed = "apply_error" in expected;
  const compared = crashed ? listOf(actual["heads"]).slice(0, heads.length) : actual["heads"];
  return isDeepStrictEqual(heads, compared) && (crashed || isDeepStrictEqual(expected["final"], actual["final"]));
}

/** Alembic's order varies there from run to run: any order of the same steps that breaks no rule will do. */
function isSameInOtherOrder(graph: RevisionGraph, outcomes: readonly Outcome[], answer: Answer): boolean {
  if (!("value" in answer)) return false;
  const actual = stepsOf(answer.value);
  return outcomes.some((outcome) => {
    if (outcome.kind !== "ok") return false;
    const expected = stepsOf(outcome.value);
    if (!isDeepStrictEqual(expected.toSorted(), actual.toSorted())) return false;
    return isOrdered(graph, actual) || isOrdered(graph, actual.toReversed());
  });
}

function stepsOf(value: unknown): readonly string[] {
  return texts(Array.isArray(value) ? value : objectOf(value)["steps"]);
}

function isOrdered(graph: RevisionGraph, ids: readonly string[]): boolean {
  const place = new Map(ids.map((id, index) => [id, index]));
  return ids.every((id, index) =>
    [...graph.get(id).downRevisions, ...graph.dependenciesOf(id)].every((needed) => (place.get(needed) ?? -1) < index)
  );
}
