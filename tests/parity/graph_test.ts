import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { RevisionGraph } from "../../src/revision/graph.ts";
import { RevisionError } from "../../src/revision/revision_error.ts";
import { answer, describeLoad, sortedLists } from "./answer.ts";
import { objectOf, type Outcome, readVectors, type VectorGraph } from "./vector_file.ts";
import { ask, judge, type Verdict } from "./verdict.ts";

const FOLDER = Deno.env.get("RETORT_VECTORS") || new URL("./vectors", import.meta.url).pathname;

/** A verdict with what it is about. */
interface Finding {
  readonly about: string;
  readonly verdict: Verdict;
}

Deno.test("RevisionGraph answers as Alembic does on the recorded vectors", () => {
  const findings = readVectors(FOLDER).flatMap(checkGraph);
  report(findings);
  assert.ok(findings.length > 0, `No vectors in ${FOLDER}`);
  assert.equal(count(findings, "differed"), 0);
});

function checkGraph(vector: VectorGraph): Finding[] {
  const findings: Finding[] = [{ about: `${vector.id} load`, verdict: judgeLoad(vector) }];
  const graph = loadedGraph(vector);
  for (const query of vector.queries) {
    const about = `${vector.id} ${query.q} ${JSON.stringify(query.arguments)}`;
    const verdict: Verdict = graph === undefined
      ? { kind: "skipped", reason: "a duplicate id is an error" }
      : judge(graph, query, ask(() => answer(graph, query)));
    findings.push({ about, verdict });
  }
  return findings;
}

function loadedGraph({ revisions, load, id }: VectorGraph): RevisionGraph | undefined {
  try {
    return new RevisionGraph(revisions);
  } catch (error) {
    if (load.kind === "ok" && !isDuplicate(error)) throw new Error(`${id} does not load`, { cause: error });
    return undefined;
  }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof RevisionError && error.kind === "duplicate-revision";
}

function judgeLoad({ revisions, load }: VectorGraph): Verdict {
  const actual = ask(() => describeLoad(revisions));
  if ("refused" in actual && actual.refused === "duplicate-revision") {
    return { kind: "skipped", reason: "a duplicate id is an error" };
  }
  const agreed = "refused" in actual
    ? load.kind === "error" && load.error === actual.refused.replaceAll("-", "_")
    : load.kind === "ok" && isDeepStrictEqual(normalised(load), actual.value);
  return agreed ? { kind: "agreed" } : { kind: "differed", expected: load, actual };
}

function normalised(load: Extract<Outcome, { kind: "ok" }>): unknown {
  const value = objectOf(load.value);
  const nodes = Object.entries(objectOf(value["nodes"])).map(([id, node]) => [id, sortedLists(node)]);
  return { ...value, nodes: Object.fromEntries(nodes) };
}

function count(findings: readonly Finding[], kind: Verdict["kind"]): number {
  return findings.filter(({ verdict }) => verdict.kind === kind).length;
}

function report(findings: readonly Finding[]): void {
  const lines: string[] = [];
  const reasons = new Map<string, number>();
  for (const { about, verdict } of findings) {
    if (verdict.kind === "skipped") reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1);
    if (verdict.kind !== "differed") continue;
    lines.push(`differs: ${about}`, `  expected ${JSON.stringify(verdict.expected)}`);
    lines.push(`  actual   ${JSON.stringify(verdict.actual)}`);
  }
  for (const [reason, number] of reasons) lines.push(`skipped ${String(number).padStart(5)}  ${reason}`);
  const [agreed, differed, skipped] = [count(findings, "agreed"), count(findings, "differed"), count(findings, "skipped")];
  lines.push(`graph vectors: ${agreed} agreed, ${differed} differed, ${skipped} skipped`);
  // deno-lint-ignore no-console
  console.log(lines.join("\n"));
}
