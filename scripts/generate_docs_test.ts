import assert from "node:assert/strict";
import { generatedPages } from "./generate_docs.ts";

Deno.test("generatedPages() are what stands in docs; `deno task docs` writes them", async () => {
  for (const { path, text } of await generatedPages()) {
    assert.equal(await Deno.readTextFile(new URL(`../${path}`, import.meta.url)), text, path);
  }
});
