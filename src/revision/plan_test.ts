import assert from "node:assert/strict";
import { revision } from "../../tests/support/random_graph.ts";
import { RevisionGraph } from "./graph.ts";
import { planDowngrade, planStamp, planUpgrade } from "./plan.ts";
import { planOffline } from "./plan_offline.ts";
import type { Plan } from "./revision.ts";
import { RevisionError, type RevisionErrorKind } from "./revision_error.ts";

const GRAPH = new RevisionGraph([
  revision("aaaa1", [], { message: "Create users" }),
  revision("bbbb2", ["aaaa1"], { message: "Add e-mail\nto users", branchLabels: ["mail"] }),
  revision("bbbb3", ["bbbb2"], { message: "Add phone" }),
  revision("cccc4", ["aaaa1"], { message: "Add orders", branchLabels: ["shop"] }),
]);
const ALL = new Set(["aaaa1", "bbbb2", "bbbb3", "cccc4"]);

function ids({ steps }: Plan): string[] {
  return steps.map(({ revision: { id } }) => id);
}

function refusal(action: () => unknown): RevisionError {
  try {
    action();
  } catch (error) {
    if (error instanceof RevisionError) return error;
    throw error;
  }
  assert.fail("Nothing was refused");
}

Deno.test("planUpgrade() takes labels, partial ids, steps and slugs", () => {
  const from = new Set(["aaaa1"]);
  assert.deepEqual(ids(planUpgrade(GRAPH, from, "shop@head")), ["cccc4"]);
  assert.deepEqual(ids(planUpgrade(GRAPH, from, "cccc")), ["cccc4"]);
  assert.deepEqual(ids(planUpgrade(GRAPH, from, "mail@+2")), ["bbbb2", "bbbb3"]);
  assert.deepEqual(ids(planUpgrade(GRAPH, from, "@~add_phone")), ["bbbb2", "bbbb3"]);
  assert.deepEqual(ids(planUpgrade(GRAPH, from, "mail@~add_phone-1")), ["bbbb2"]);
  assert.deepEqual(ids(planUpgrade(GRAPH, from, ["bbbb2", "cccc4"])), ["cccc4", "bbbb2"]);
});

const REFUSED: readonly (readonly [string, RevisionErrorKind, RegExp, RegExp])[] = [
  [
    "head",
    "multiple-heads",
    /^Multiple head revisions are present for given argument 'head'; please/,
    /bbbb3, cccc4; `retort merge heads/,
  ],
  ["bbbb", "ambiguous-prefix", /^Can't locate revision identified by 'bbbb'$/, /bbbb2, bbbb3/],
  ["cccc5", "unknown-revision", /^Can't locate revision identified by 'cccc5'$/, /Did you mean 'cccc4'\?/],
  ["zzzzzzzz", "unknown-revision", /'zzzzzzzz'/, /`retort history`/],
  ["@~add", "ambiguous-prefix", /'~add'/, /bbbb2, bbbb3, cccc4/],
  ["shop@bbbb3", "not-in-branch", /^Revision bbbb3 is not a member of branch 'shop'$/, /cccc4/],
  ["nowhere@aaaa1", "unknown-branch", /^No such branch: 'nowhere'$/, /history/],
  ["+1", "ambiguous-walk", /^Ambiguous walk$/, /aaaa1 is followed by bbbb2, cccc4/],
  ["mail@+9", "relative-out-of-range", /^Relative revision \+9 didn't produce 9 migrations$/, /ends before/],
  [
    "-1",
    "relative-out-of-range",
    /^Relative revision -1 didn't produce 1 migrations$/,
    /`downgrade` goes down/,
  ],
];

for (const [target, kind, message, hint] of REFUSED) {
  Deno.test(`planUpgrade() refuses ${target} with ${kind} and the way out`, () => {
    const error = refusal(() => planUpgrade(GRAPH, new Set(["aaaa1"]), target));
    assert.equal(error.kind, kind);
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
  });
}

Deno.test("planUpgrade() and planDowngrade() refuse an applied revision that no file has", () => {
  const applied = new Set([...ALL, "gone"]);
  assert.equal(
    refusal(() => planUpgrade(GRAPH, applied, "heads")).message,
    "Can't locate revision identified by 'gone'",
  );
  assert.equal(refusal(() => planDowngrade(GRAPH, applied, "base")).kind, "unknown-revision");
});

Deno.test("planDowngrade() refuses -1 with several current heads and names them", () => {
  const error = refusal(() => planDowngrade(GRAPH, ALL, "-1"));
  assert.match(error.message, /ambiguous with several current heads: bbbb3, cccc4$/);
  assert.deepEqual([error.revisions, error.code], [["bbbb3", "cccc4"], "multiple-heads"]);
});

Deno.test("planDowngrade() goes down one branch, to a revision, or to base", () => {
  assert.deepEqual(ids(planDowngrade(GRAPH, ALL, "mail@-1")), ["bbbb3"]);
  assert.deepEqual(ids(planDowngrade(GRAPH, ALL, "shop@aaaa1")), ["cccc4"]);
  assert.deepEqual(ids(planDowngrade(GRAPH, ALL, "aaaa1")), ["bbbb3", "bbbb2", "cccc4"]);
  assert.deepEqual(planDowngrade(GRAPH, ALL, "base").to, []);
  assert.match(
    refusal(() => planDowngrade(GRAPH, new Set(["aaaa1"]), "cccc4")).message,
    /^Destination cccc4 is not a valid downgrade target from current head\(s\)$/,
  );
  assert.equal(refusal(() => planDowngrade(GRAPH, ALL, "aaaa1-3")).message, "Walked too far");
});

Deno.test("planDowngrade() goes on below a revision that is not applied", () => {
  assert.deepEqual(ids(planDowngrade(GRAPH, new Set(["aaaa1", "bbbb3"]), "base")), ["bbbb3", "aaaa1"]);
  assert.deepEqual(ids(planDowngrade(GRAPH, new Set(["aaaa1", "bbbb3"]), "aaaa")), ["bbbb3"]);
});

Deno.test("planStamp() records parents first, forgets children first, and leaves other branches", () => {
  const up = planStamp(GRAPH, new Set(["aaaa1", "cccc4"]), ["bbbb3"]);
  assert.deepEqual([up.record.map(({ id }) => id), up.forget, up.to], [["bbbb2", "bbbb3"], [], [
    "bbbb3",
    "cccc4",
  ]]);
  const down = planStamp(GRAPH, ALL, ["aaaa1"]);
  assert.deepEqual([down.record, down.forget, down.to], [[], ["cccc4", "bbbb3", "bbbb2"], ["aaaa1"]]);
  const both = planStamp(GRAPH, new Set(["aaaa1"]), ["bbbb2", "cccc4"]);
  assert.deepEqual(both.to, ["bbbb2", "cccc4"]);
});

Deno.test("planStamp() with purge forgets revisions that no file has", () => {
  const plan = planStamp(GRAPH, new Set(["gone", "cccc4"]), ["aaaa1"], { purge: true });
  assert.deepEqual([plan.record.map(({ id }) => id), plan.forget], [["aaaa1"], ["gone", "cccc4"]]);
});

Deno.test("planOffline() starts where the range says", () => {
  assert.deepEqual(ids(planOffline(GRAPH, "aaaa1:bbbb2", "upgrade")), ["bbbb2"]);
  assert.deepEqual(ids(planOffline(GRAPH, "bbbb3", "upgrade")), ["aaaa1", "bbbb2", "bbbb3"]);
  assert.deepEqual(ids(planOffline(GRAPH, "bbbb3:-1", "downgrade")), ["bbbb3"]);
  assert.equal(refusal(() => planOffline(GRAPH, "base", "downgrade")).kind, "invalid-range");
  assert.equal(refusal(() => planOffline(GRAPH, "a:b:c", "upgrade")).kind, "invalid-range");
});
