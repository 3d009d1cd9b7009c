import assert from "node:assert/strict";
import { runOrThrow } from "../tests/support/process.ts";
import { ROOT } from "../tests/support/retort.ts";
import { floorScript } from "./bench/floor_script.ts";
import { median } from "./bench/median.ts";
import { ratios } from "./bench/report.ts";
import { smallRevisions } from "./bench/revisions.ts";

Deno.test("bench prints a table and writes JSON of the rows that were asked for", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_bench_test_" });
  try {
    const json = `${folder}/bench.json`;
    const args = ["--quick", "--only", "version", "--peers", "none", "--json", json];
    const table = await runOrThrow(Deno.execPath(), [
      "run",
      "-A",
      "--quiet",
      `${ROOT}/scripts/bench.ts`,
      ...args,
    ]);
    assert.match(table, /^--version \[version\], 2 runs; target: at most 1\.5 x bare deno/m);
    assert.match(table, /^ {2}retort +\d/m);
    assert.match(table, /^ {2}bare deno run \(floor\) +\d[\d.]* .* \d+\.\d\d x$/m);
    const report = JSON.parse(await Deno.readTextFile(json));
    assert.equal(report.schema, "retort/bench/v1");
    assert.equal(report.machine.versions.deno, Deno.version.deno);
    assert.equal(report.rows.length, 1);
    const [row] = report.rows;
    assert.deepEqual(row.results.map((result: { name: string }) => result.name), ["retort", "bare deno run"]);
    for (const result of row.results) assert.ok(result.wallMs > 0 && result.fastestMs <= result.slowestMs);
    assert.ok(row.ratios["bare deno run"] > 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("median() takes the middle of odd counts and the mean of the two in the middle of even ones", () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 9]), 3);
});

Deno.test("ratios() leaves out who failed, and everybody when retort did", () => {
  const peers = [{ name: "slow", role: "peer", wallMs: 40 }, {
    name: "broken",
    role: "peer",
    failure: "no",
  }] as const;
  const row = { id: "x", title: "x", target: "", runs: 1 };
  const own = { name: "retort", role: "retort", wallMs: 10 } as const;
  assert.deepEqual(ratios({ ...row, results: [own, ...peers] }), { slow: 0.25 });
  assert.deepEqual(
    ratios({ ...row, results: [{ name: "retort", role: "retort", failure: "x" }, ...peers] }),
    {},
  );
});

Deno.test("floorScript() has every revision's statements and ledger rows, values written out", () => {
  const script = floorScript(smallRevisions(2), { engine: "sqlite", direction: "upgrade", together: false });
  assert.equal(script.match(/^BEGIN IMMEDIATE;$/gm)?.length, 2);
  assert.equal(script.match(/^INSERT INTO "retort_ledger"/gm)?.length, 2);
  // Once to run, once in the text that the ledger keeps.
  assert.equal(script.match(/^CREATE TABLE t\d /gm)?.length, 4);
  assert.match(script, /^INSERT INTO "retort_log".*'000000000002'/m);
  assert.doesNotMatch(script, /VALUES \(\?/);
  const down = floorScript(smallRevisions(2), { engine: "postgres", direction: "downgrade", together: true });
  assert.match(
    down,
    /^BEGIN;\nDELETE FROM "retort_ledger" WHERE "revision" = '000000000002';\nDROP TABLE t2;$/m,
  );
});
