import assert from "node:assert/strict";
import { failureNear, failurePosition, utf16Offset } from "./failure_position.ts";

function silent(): void {}

Deno.test("utf16Offset() counts bytes of every width", () => {
  const text = "aé€🎉x";
  assert.deepEqual([0, 1, 3, 6, 10, 99].map((bytes) => utf16Offset(text, bytes)), [0, 1, 2, 3, 5, 6]);
});

Deno.test("failurePosition() takes the told offset only for the same failure", () => {
  const explain = (sql: string) => {
    throw new Error(`no such column: b in ${sql} at offset 15`);
  };
  assert.equal(failurePosition("SELECT b", "no such column: b", explain), 7);
  assert.equal(failurePosition("SELECT b", "database is locked", explain), undefined);
});

Deno.test("failurePosition() finds a name that stands once", () => {
  assert.equal(failurePosition("DROP TABLE main.nope", "no such table: main.nope", silent), 16);
  assert.equal(failurePosition("DROP TABLE nope -- nope", "no such table: nope", silent), undefined);
  assert.equal(failurePosition("DROP TABLE nopes", "no such table: nope", silent), undefined);
  assert.equal(failurePosition("CREATE INDEX i ON t (a)", "index i already exists", silent), 13);
});

Deno.test("failureNear() gives the text that SQLite quotes", () => {
  assert.equal(failureNear('near ""x"": syntax error'), '"x"');
  assert.equal(failureNear("no such table: x"), undefined);
});
