import assert from "node:assert/strict";
import { RetortError } from "../util/errors.ts";
import { TextStream } from "./stream.ts";

Deno.test("TextStream writes all bytes though the sink takes a few at a time, or none for a moment", () => {
  const taken: number[] = [];
  let calls = 0;
  const stream = new TextStream({
    writeSync(bytes) {
      calls += 1;
      if (calls === 2) throw new Deno.errors.WouldBlock("full");
      const some = bytes.subarray(0, 3);
      taken.push(...some);
      return some.length;
    },
  });
  stream.write(["häuser ", "und 🏠"]);
  assert.equal(new TextDecoder().decode(new Uint8Array(taken)), "häuser und 🏠");
});

Deno.test("TextStream drops the rest once the reader has gone", () => {
  let calls = 0;
  const stream = new TextStream({
    writeSync() {
      calls += 1;
      throw new Deno.errors.BrokenPipe("gone");
    },
  });
  stream.write(["a".repeat(200_000), "b".repeat(200_000)]);
  stream.write(["c"]);
  assert.equal(calls, 1);
});

Deno.test("TextStream tells once that the output cannot be written, or not at all", () => {
  const full = {
    writeSync(): number {
      throw new Error("No space left on device");
    },
  };
  const stream = new TextStream(full);
  assert.throws(() => stream.write(["a"]), RetortError);
  stream.write(["b"]);
  new TextStream(full, "ignore").write(["a"]);
});
