import assert from "node:assert/strict";
import { RETORT_TYPES } from "./retort_types.ts";

Deno.test("RETORT_TYPES holds every export of src/script/api and src/script/operations.ts", () => {
  const script = new URL("../../script/", import.meta.url);
  const files = [...Deno.readDirSync(new URL("api/", script))].map(({ name }) => `api/${name}`);
  for (const file of [...files, "operations.ts"]) {
    const text = Deno.readTextFileSync(new URL(file, script));
    const exports = text.match(/^export .*/gm) ?? [];
    assert.ok(exports.length > 0, file);
    for (const line of exports) assert.ok(RETORT_TYPES.includes(line), `${file}: ${line}`);
  }
});

Deno.test("RETORT_TYPES starts with what it is, and needs no package", () => {
  assert.match(RETORT_TYPES, /^\/\/ Types of TypeScript revisions/);
  assert.doesNotMatch(RETORT_TYPES, /^import /m);
});
