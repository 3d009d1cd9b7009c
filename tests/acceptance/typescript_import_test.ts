import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

forEachDialect("a package that a revision imports is refused before anything runs", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await Deno.writeTextFile(`${database.folder}/deno.json`, "{}");
  for (const specifier of ["npm:lodash", "jsr:@std/path", "https://example.com/x.ts", "lodash"]) {
    for (const code of [`import x from "${specifier}";`, `export const x = await import("${specifier}");`]) {
      await writeScripts(`${database.folder}/migrations`, {
        "a.sql": "-- a\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\nCREATE TABLE one (id integer);\n",
        "b.ts": `// b
// revision: bbbbbbbbbbbb
// down_revision: aaaaaaaaaaaa
import "./lib/own.ts";
export async function upgrade() {}
`,
        "lib/own.ts": `/*\nimport no from "npm:no";\n*/\n${code}\n`,
      });
      const { code: exit, stderr } = await retort(["upgrade"], options);
      assert.equal(exit, 2, stderr);
      assert.match(
        stderr,
        /FAILED: The file imports ".+", which cannot be loaded here \(.*lib\/own\.ts:4:\d+\)/,
      );
      assert.match(stderr, /hint: The file can import other files by relative paths/);
    }
  }
  await assert.rejects(database.sql("SELECT * FROM one"));
  await assert.rejects(Deno.stat(`${database.folder}/deno.lock`), Deno.errors.NotFound);
}, { engines: ["sqlite"] });
