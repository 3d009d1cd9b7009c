import assert from "node:assert/strict";
import type { Ended } from "../support/running_retort.ts";

/** Exit code 5, and a message that says what happened and how to go on; or it was done already. */
export function judgeLost({ code, signal, stderr }: Ended): string {
  assert.equal(signal, null);
  if (code === 0) return "too late";
  assert.equal(code, 5, stderr);
  assert.match(stderr, /^FAILED: (?:The connection to the database was lost|Cannot connect to)/m);
  assert.match(stderr, /^hint: /m);
  return /Cannot connect/.test(stderr) ? "not let in" : "cut off";
}
