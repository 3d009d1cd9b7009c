import assert from "node:assert/strict";
import { RetortError } from "../../util/errors.ts";
import { ledgerRow } from "./ledger_row.ts";

const RAW = {
  revision: "a",
  message: "m",
  down_revisions: "x,y",
  depends_on: "",
  branch_labels: "",
  path: "a.sql",
  checksum: "c",
  checksum_version: 1n,
  file_digest: "d",
  origin: "run",
  state: "applied",
  statements_done: "2",
  journal: null,
  applied_at: "2026-11-21T09:12:44.123Z",
  applied_by: "u",
  duration_ms: 12,
  retort_version: "0.1.0",
  layout: 1,
};

function refused(change: Record<string, unknown>): RetortError {
  try {
    ledgerRow({ ...RAW, ...change });
  } catch (error) {
    if (error instanceof RetortError && error.code === "ledger-invalid") return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "the row was taken" });
}

Deno.test("ledgerRow() takes numbers in every form that drivers have", () => {
  const row = ledgerRow(RAW);
  assert.deepEqual([row.checksum_version, row.statements_done, row.duration_ms], [1, 2, 12]);
  assert.equal(row.script, null);
  assert.equal(ledgerRow({ ...RAW, script: "text" }).script, "text");
});

Deno.test("ledgerRow() normalises the times that engines print", () => {
  const times = [
    "2026-11-21 09:12:44.123456+00",
    "2026-11-21 10:12:44.123+01",
    "2026-11-21 14:42:44.123+05:30",
    "2026-11-21 09:12:44.123",
    "2026-11-21T09:12:44.123z",
    new Date("2026-11-21T09:12:44.123Z"),
  ];
  for (const time of times) {
    assert.equal(ledgerRow({ ...RAW, applied_at: time }).applied_at, "2026-11-21T09:12:44.123Z");
  }
  assert.equal(
    ledgerRow({ ...RAW, applied_at: "2026-11-21 09:12:44" }).applied_at,
    "2026-11-21T09:12:44.000Z",
  );
});

Deno.test("ledgerRow() refuses strange rows and says what is strange", () => {
  assert.match(refused({ state: "half" }).message, /row of revision a has "half" as state/);
  assert.match(refused({ origin: null }).message, /has NULL as origin/);
  assert.match(refused({ checksum: undefined }).message, /has no column checksum/);
  assert.match(refused({ applied_at: "yesterday" }).message, /applied_at/);
  assert.match(refused({ applied_at: "2026-13-41 09:12:44" }).message, /applied_at/);
  assert.match(refused({ statements_done: 1.5 }).message, /1\.5 as statements_done/);
  assert.match(refused({ duration_ms: "9007199254740993" }).message, /duration_ms/);
  assert.throws(() => ledgerRow({}), /without columns/);
  assert.throws(() => ledgerRow(null), /without columns/);
});

Deno.test("ledgerRow() tells to upgrade retort where the layout is newer", () => {
  const error = refused({ layout: 2, retort_version: "3.0.0", state: "something new" });
  assert.match(error.message, /written by retort 3\.0\.0 in layout 2/);
  assert.match(error.hint ?? "", /Upgrade retort/);
});
