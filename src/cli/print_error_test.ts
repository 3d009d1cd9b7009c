import assert from "node:assert/strict";
import { RetortError } from "../util/errors.ts";
import { describeError, errorData, errorLines } from "./print_error.ts";
import { PLAIN } from "./style.ts";

class PlacedError extends RetortError {
  override details(): readonly string[] {
    return ["at a.sql:3:1", "SELEC 1\n^"];
  }
  override data() {
    return { path: "a.sql", line: 3, heads: ["a"], size: 5n, gone: undefined };
  }
}

Deno.test("errorLines() prints the message, the facts, the causes and the way out", () => {
  const cause = new Error("disk full", { cause: new Error("no space") });
  const error = new PlacedError("statement-failed", "Syntax error", { hint: "Mend it", cause });
  assert.deepEqual(errorLines(describeError(error), PLAIN, false), [
    "FAILED: Syntax error",
    "  at a.sql:3:1",
    "  SELEC 1",
    "  ^",
    "  cause: disk full",
    "  cause: no space",
    "hint: Mend it",
  ]);
});

Deno.test("errorLines() leaves out a cause that the message repeats, and adds the stack when asked", () => {
  const error = new RetortError("cannot-connect", "Cannot connect: refused", { cause: new Error("refused") });
  assert.deepEqual(errorLines(describeError(error), PLAIN, false), ["FAILED: Cannot connect: refused"]);
  assert.match(errorLines(describeError(error), PLAIN, true).join("\n"), /print_error_test\.ts/);
});

Deno.test("describeError() takes anything but a RetortError for a bug", () => {
  for (const thrown of [new TypeError("x is undefined"), "text", undefined]) {
    const { exitCode, code, hint } = describeError(thrown);
    assert.deepEqual([exitCode, code], [70, "bug"]);
    assert.match(hint ?? "", /report/);
  }
  assert.match(describeError(new TypeError("x")).message, /TypeError: x/);
});

Deno.test("describeError() ends on a chain of causes that leads back to its start", () => {
  const error = new Error("round");
  const other = new Error("about", { cause: error });
  error.cause = other;
  assert.ok(describeError(error).causes.length <= 10);
});

Deno.test("errorData() has code, exit code, message, hint and the error's own facts", () => {
  const error = new PlacedError("statement-failed", "Syntax error", { hint: "Mend it" });
  assert.deepEqual(errorData(describeError(error), false), {
    path: "a.sql",
    line: 3,
    heads: ["a"],
    size: "5",
    code: "statement-failed",
    exitCode: 1,
    message: "Syntax error",
    hint: "Mend it",
  });
});
