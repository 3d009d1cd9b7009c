import assert from "node:assert/strict";
import { importedPath, importsOf } from "./imports.ts";

Deno.test("importsOf() finds what a module runs", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['import a from "./a.ts";', ["./a.ts"]],
    ["import { a,\n  b } from './a.ts'", ["./a.ts"]],
    ['import * as a from "./a.ts"; import "./b.ts"', ["./a.ts", "./b.ts"]],
    ['export * from "./a.ts";\nexport { b } from "./b.ts";', ["./a.ts", "./b.ts"]],
    ['const a = await import("./a.ts");', ["./a.ts"]],
    ['import data from "./a.json" with { type: "json" };', ["./a.json"]],
    ['import type { A } from "./a.ts";', []],
    ['import { type A } from "./a.d.ts";', []],
    ['export const from = "./a.ts";\nconst x = { from: "./b.ts" };', []],
    ['run(); // as `import("npm:a")` would', []],
    ['// import a from "./a.ts";\nconst sql = "from \'./b.ts\'";', []],
  ];
  for (const [text, found] of cases) assert.deepEqual(importsOf(text), found, text);
});

Deno.test("importedPath() resolves as a URL does", () => {
  assert.equal(importedPath("m/x.ts", "./a.ts"), "m/a.ts");
  assert.equal(importedPath("m/x.ts", "../a/b.ts"), "a/b.ts");
  assert.equal(importedPath("x.ts", "../../a.ts"), "../../a.ts");
  assert.equal(importedPath("../m/x.ts", "../a.ts"), "../a.ts");
  assert.equal(importedPath("/m/x.ts", "./a%20b.ts"), "/m/a b.ts");
  assert.equal(importedPath("x.ts", "./a%zz.ts"), "a%zz.ts");
});
