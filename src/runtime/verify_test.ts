import assert from "node:assert/strict";
import { saysFalse } from "./verify.ts";

Deno.test("saysFalse() hears a single false, and no other answer", () => {
  assert.equal(saysFalse([{ ok: false }], false), true);
  for (
    const rows of [
      [],
      [{ ok: true }],
      [{ ok: null }],
      [{ ok: "" }],
      [{ ok: false, why: 1 }],
      [{ ok: false }, { ok: false }],
    ]
  ) assert.equal(saysFalse(rows, true), false, JSON.stringify(rows));
});

Deno.test("saysFalse() takes 0 for false only where answers have no booleans", () => {
  assert.equal(saysFalse([{ "count(*) = 0": 0 }], true), true);
  assert.equal(saysFalse([{ "count(*) = 0": 0n }], true), true);
  assert.equal(saysFalse([{ "count(*) = 0": 1 }], true), false);
  assert.equal(saysFalse([{ count: 0 }], false), false);
});
