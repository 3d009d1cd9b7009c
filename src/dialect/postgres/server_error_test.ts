import assert from "node:assert/strict";
import { saysLost, statementError, utf16Offset } from "./server_error.ts";

Deno.test("utf16Offset() counts an emoji as two", () => {
  assert.equal(utf16Offset("a🎉b", 2), 3);
  assert.equal(utf16Offset("a🎉b", 99), 4);
  assert.equal(utf16Offset("abc", 0), 0);
});

Deno.test("statementError() takes over what the server said", () => {
  const said = Object.assign(new Error("no"), {
    code: "23505",
    position: "3",
    detail: "d",
    hint: "h",
    where: "w",
    constraint_name: "c",
  });
  const { facts, message, hint } = statementError(said, "🎉🎉x", { index: 4 });
  assert.deepEqual(
    [message, hint, facts.sqlState, facts.condition, facts.position, facts.index, facts.constraint],
    ["no", "h", "23505", "unique-violation", 4, 4, "c"],
  );
});

Deno.test("saysLost() knows the client's and the server's ways to say it", () => {
  for (const code of ["57P01", "ECONNRESET", "CONNECTION_CLOSED"]) assert.ok(saysLost({ code }));
  assert.ok(!saysLost({ code: "57014" }));
  assert.ok(!saysLost("text"));
});
