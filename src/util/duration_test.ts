import assert from "node:assert/strict";
import * as fc from "fast-check";
import { formatDuration, parseDuration } from "./duration.ts";

Deno.test("parseDuration() reads numbers with units", () => {
  const cases: Readonly<Record<string, number>> = {
    "500ms": 500,
    "30s": 30_000,
    "5m": 300_000,
    "1h": 3_600_000,
    "7d": 604_800_000,
    "1.5s": 1500,
    "1h30m": 5_400_000,
    " 1 M 30 S ": 90_000,
    "0": 0,
    "0s": 0,
  };
  for (const [text, expected] of Object.entries(cases)) assert.equal(parseDuration(text), expected, text);
});

Deno.test("parseDuration() refuses a number without a unit and names both readings", () => {
  assert.throws(() => parseDuration("30"), { message: "The duration '30' has no unit", hint: /30s.*30ms/ });
});

Deno.test("parseDuration() refuses everything else", () => {
  for (const text of ["", "s", "5 minutes", "-5s", "5s5", "1e3s", "Infinity", "5w", "m5", ".5s"]) {
    assert.throws(() => parseDuration(text), { code: "usage", message: /Cannot read/ }, text);
  }
});

Deno.test("formatDuration() writes the shortest text, which parseDuration() reads back", () => {
  assert.equal(formatDuration(300_000), "5m");
  assert.equal(formatDuration(90_000), "90s");
  assert.equal(formatDuration(0), "0");
  fc.assert(fc.property(fc.nat(), (milliseconds) => {
    assert.equal(parseDuration(formatDuration(milliseconds)), milliseconds);
  }));
});
