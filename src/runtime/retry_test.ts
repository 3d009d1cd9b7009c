import assert from "node:assert/strict";
import { DatabaseError } from "../dialect/database_error.ts";
import { type Retry, retrying } from "./retry.ts";

function locked(): DatabaseError {
  return new DatabaseError("statement-failed", "lock timeout", { condition: "lock-timeout", index: 3 });
}

Deno.test("retrying() tries again while a lock is in the way, with growing delays", async () => {
  const seen: Retry[] = [];
  let left = 3;
  const result = await retrying(() => left-- > 0 ? Promise.reject(locked()) : Promise.resolve("done"), {
    retries: 5,
    onRetry: (retry) => seen.push(retry),
  });
  assert.equal(result, "done");
  assert.deepEqual(seen.map(({ attempt, of }) => [attempt, of]), [[1, 5], [2, 5], [3, 5]]);
  assert.ok(
    seen.every(({ attempt, delay }) =>
      delay >= 100 * 2 ** (attempt - 1) && delay <= 200 * 2 ** (attempt - 1)
    ),
  );
});

Deno.test("retrying() gives up with lock-unavailable, and keeps what the engine said", async () => {
  await assert.rejects(
    retrying(() => Promise.reject(locked()), { retries: 1, onRetry: () => {} }),
    (error) => {
      assert.ok(error instanceof DatabaseError);
      assert.deepEqual([error.code, error.exitCode, error.facts.index], ["lock-unavailable", 6, 3]);
      return true;
    },
  );
});

Deno.test("retrying() lets every other failure through at once", async () => {
  let calls = 0;
  const work = () => {
    calls++;
    return Promise.reject(new DatabaseError("statement-failed", "syntax error"));
  };
  await assert.rejects(retrying(work, { retries: 5, onRetry: () => {} }), { message: "syntax error" });
  assert.equal(calls, 1);
});
