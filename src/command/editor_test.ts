import assert from "node:assert/strict";
import { splitCommand } from "./editor.ts";

Deno.test("splitCommand() takes blanks apart and quotes together", () => {
  assert.deepEqual(splitCommand("vi"), ["vi"]);
  assert.deepEqual(splitCommand("  code  --wait "), ["code", "--wait"]);
  assert.deepEqual(splitCommand(`'/opt/my editor/ed' "a \\"b\\"" c'd e'f`), [
    "/opt/my editor/ed",
    'a "b"',
    "cd ef",
  ]);
  assert.deepEqual(splitCommand(`C:\\ed.exe ''`), ["C:\\ed.exe", ""]);
  assert.deepEqual(splitCommand(" "), []);
});
