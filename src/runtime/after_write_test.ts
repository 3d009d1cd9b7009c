import assert from "node:assert/strict";
import { RetortError } from "../util/errors.ts";
import { runAfterWrite } from "./after_write.ts";

Deno.test("runAfterWrite() runs each command on the file, whatever its name", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort it's" });
  const path = `${folder}/a $b.sql`;
  try {
    await Deno.writeTextFile(path, "one\n");
    await runAfterWrite(["echo two >> {file}", "echo three >> {file}"], path);
    assert.equal(await Deno.readTextFile(path), "one\ntwo\nthree\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("runAfterWrite() tells what a failing command said, and that the file stays", async () => {
  await assert.rejects(
    runAfterWrite(["echo no such formatter >&2; exit 3"], "a.sql"),
    (error) =>
      error instanceof RetortError && /exit code 3: no such formatter/.test(error.message) &&
      /stays/.test(error.hint ?? ""),
  );
});
