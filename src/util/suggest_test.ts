import assert from "node:assert/strict";
import * as fc from "fast-check";
import { didYouMean, suggest } from "./suggest.ts";

const COMMANDS = ["upgrade", "downgrade", "stamp", "current", "history", "heads", "check", "lockWait"];

Deno.test("suggest() finds the nearest name", () => {
  assert.equal(suggest("upgarde", COMMANDS), "upgrade");
  assert.equal(suggest("upgrad", COMMANDS), "upgrade");
  assert.equal(suggest("head", COMMANDS), "heads");
  assert.equal(suggest("hsitory", COMMANDS), "history");
  assert.equal(suggest("lock_wait", COMMANDS), "lockWait");
  assert.equal(suggest("LOCK-WAIT", COMMANDS), "lockWait");
});

Deno.test("suggest() gives nothing when nothing is near", () => {
  for (const name of ["", "x", "frobnicate", "a".repeat(100_000)]) {
    assert.equal(suggest(name, COMMANDS), undefined);
  }
  assert.equal(suggest("upgrade", []), undefined);
});

Deno.test("suggest() finds each name with one letter wrong", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...COMMANDS),
      fc.nat(),
      fc.constantFrom("", "q", "é"),
      (name, place, letter) => {
        const at = place % name.length;
        assert.equal(suggest(name.slice(0, at) + letter + name.slice(at + 1), COMMANDS), name);
      },
    ),
  );
});

Deno.test("didYouMean() asks, or says nothing", () => {
  assert.equal(didYouMean("stmap", COMMANDS), "Did you mean 'stamp'?");
  assert.equal(didYouMean("frobnicate", COMMANDS), undefined);
});
