import assert from "node:assert/strict";
import { failedPart, type Message, messagesOf } from "./message.ts";
import { postgresLedger } from "./ledger.ts";

const BEGIN = { sql: "BEGIN" };
const COMMIT = { sql: "COMMIT" };

function texts(messages: readonly Message[]): string[] {
  return messages.map(({ sql }) => sql);
}

Deno.test("messagesOf() sends what is short and of one transaction together", () => {
  const messages = messagesOf(
    [{ sql: "RESET ALL" }, BEGIN, { sql: "SELECT 1 -- one" }, { sql: "SELECT 2" }, COMMIT],
    false,
  );
  assert.deepEqual(texts(messages), [
    "RESET ALL",
    "BEGIN\n;\nSELECT 1 -- one\n;\nSELECT 2\n;\nCOMMIT",
  ]);
  assert.deepEqual(messages.map(({ parts }) => parts.map(({ index }) => index)), [[0], [1, 2, 3, 4]]);
  assert.deepEqual(messages.map(({ commits, begins }) => [commits, begins]), [[false, false], [true, false]]);
  assert.deepEqual(texts(messagesOf([{ sql: "SELECT 1" }, { sql: "SELECT 2" }], true)), [
    "SELECT 1\n;\nSELECT 2",
  ]);
});

Deno.test("messagesOf() sends alone what is outside of transactions, long, or ends one in between", () => {
  const alone = (statements: readonly { sql: string; parameters?: string[] }[], inTransaction = false) =>
    assert.deepEqual(texts(messagesOf(statements, inTransaction)), statements.map(({ sql }) => sql));
  alone([{ sql: "VACUUM" }, { sql: "SELECT 2" }]);
  alone([BEGIN, { sql: `SELECT '${"x".repeat(1000)}'` }, COMMIT]);
  alone([BEGIN, { sql: "SAVEPOINT a" }, COMMIT]);
  alone([BEGIN, COMMIT, { sql: "VACUUM" }]);
  alone([{ sql: "SELECT 1" }, COMMIT, { sql: "SELECT 2" }], true);
  alone([BEGIN, { sql: "SET standard_conforming_strings = off" }, { sql: "SELECT '\\'" }, COMMIT]);
  alone([BEGIN, { sql: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" }, COMMIT]);
  alone([BEGIN, { sql: "INSERT INTO t VALUES ($1)", parameters: ["a secret"] }, COMMIT]);
});

Deno.test("messagesOf() writes the values of retort's own statements as they would be bound", () => {
  const name = { schema: 'a "$1"', table: "ledger" };
  const change = { message: "it's \\ $2 🎉", statements_done: 3, journal: null } as const;
  const messages = messagesOf([BEGIN, postgresLedger.update(name, "r1", change)], false);
  assert.deepEqual(texts(messages), [
    `BEGIN\n;\nUPDATE "a ""$1"""."ledger" SET "message" =  E'it''s \\\\ $2 🎉', "statements_done" = '3', ` +
    `"journal" = NULL WHERE "revision" = 'r1'`,
  ]);
  const nul = postgresLedger.update(name, "r1", { message: "\0" });
  assert.equal(messagesOf([BEGIN, nul], false).length, 2);
});

Deno.test("failedPart() goes by the place that the server tells, or by what it has done", () => {
  const [message] = messagesOf([BEGIN, { sql: "SELECT '🎉'" }, { sql: "SELEC 1" }, COMMIT], false);
  assert.ok(message !== undefined);
  const before = "BEGIN\n;\nSELECT '_'\n;\n".length;
  assert.deepEqual(failedPart(message, before + 1, 0), { part: message.parts[2], before });
  assert.deepEqual(failedPart(message, before, 0).part, message.parts[1]);
  assert.deepEqual(failedPart(message, NaN, 3), { part: message.parts[3], before: 0 });
  assert.deepEqual(failedPart(message, NaN, 9).part, message.parts[3]);
});
