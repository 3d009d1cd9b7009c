import assert from "node:assert/strict";
import { saysLost, statementError } from "./server_error.ts";

function said(text: string, errno: number): Error {
  return Object.assign(new Error(`(conn:1) ${text}\nsql: secret`), {
    sqlMessage: text,
    errno,
    sqlState: "42000",
  });
}

Deno.test("statementError() says what the server said, without the client's additions", () => {
  const error = statementError(said("Table 'x' doesn't exist", 1146), "SELECT 1", 2);
  assert.deepEqual(
    [error.message, error.facts.vendorCode, error.facts.condition, error.facts.index],
    ["Table 'x' doesn't exist", "1146", "missing-table", 2],
  );
});

Deno.test("statementError() finds the near text from its line on", () => {
  const sql = "SELECT a\n, b c d\nFROM t WHERE a = '🎉' c d";
  const place = (near: string, line: number) =>
    statementError(said(`… near '${near}' at line ${line}`, 1064), sql).facts.position;
  assert.equal(place("c d", 2), sql.indexOf("c d"));
  assert.equal(place("c d", 3), sql.lastIndexOf("c d"));
  assert.equal(place("'?' c d", 3), sql.indexOf("'🎉'"));
  assert.equal(place("\nFROM t WH...", 2), sql.indexOf("FROM"));
  assert.equal(place("", 3), sql.length);
  assert.equal(place("elsewhere", 2), sql.indexOf(", b"));
});

Deno.test("statementError() knows a full disk behind a storage engine's error", () => {
  const full = statementError(said('Got error 28 "No space left on device" from storage engine', 1030), "x");
  assert.equal(full.facts.condition, "disk-full");
  assert.equal(
    statementError(said("Got error 122 from storage engine", 1030), "x").facts.condition,
    undefined,
  );
});

Deno.test("saysLost() knows the server's and the client's ways to say it", () => {
  assert.ok(saysLost(said("Connection was killed", 1927)));
  assert.ok(saysLost({ code: "EPIPE" }));
  assert.ok(!saysLost(said("Query execution was interrupted", 1317)));
});
