import assert from "node:assert/strict";
import { rewriteChunk, slowImport } from "./rewrite_chunk.ts";

const REQUIRE =
  'import{createRequire as __deno_internal_createRequire} from "node:module";var m=__deno_internal_createRequire(import.meta.url);';

Deno.test("rewriteChunk() takes node:module out", () => {
  assert.equal(
    rewriteChunk(`var f=1;${REQUIRE}var n=2;`),
    "var f=1;var m=a=>process.getBuiltinModule(a);var n=2;",
  );
});

Deno.test("rewriteChunk() hides the targets of import() from the first parse, chunks only", () => {
  assert.equal(
    rewriteChunk('[import("./mod-A1.js"),import("node:net"),import(t)]'),
    '[import((0,"./mod-A1.js")),import("node:net"),import(t)]',
  );
});

Deno.test("slowImport() finds what the bundler may write differently one day", () => {
  assert.equal(
    slowImport('import{createRequire as x}from"node:module";'),
    'import{createRequire as x}from"node:module"',
  );
  assert.equal(slowImport('import("./mod-A1.js")'), 'import("./mod-A1.js")');
  assert.equal(slowImport(rewriteChunk(`${REQUIRE}import("./mod-A1.js")`)), undefined);
});
