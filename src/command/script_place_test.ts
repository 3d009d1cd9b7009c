import assert from "node:assert/strict";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import { directoryFor } from "./script_place.ts";

function script(path: string): Script {
  return {
    id: "a",
    downRevisions: [],
    dependsOn: [],
    branchLabels: [],
    replaces: [],
    message: "",
    path,
    language: "sql",
    text: "",
    bodyStart: 0,
  };
}

const TWO = ["migrations", "modules/billing"];

Deno.test("directoryFor() gives the only directory there is", () => {
  assert.equal(directoryFor({ directories: ["db"], parent: undefined, versionPath: undefined }), "db");
});

Deno.test("directoryFor() follows the parent into its directory, from a folder of it too", () => {
  const parent = script("modules/billing/2026/a.sql");
  assert.equal(directoryFor({ directories: TWO, parent, versionPath: undefined }), "modules/billing");
  const absolute = [`${Deno.cwd()}/migrations/`, "./modules/billing"];
  assert.equal(directoryFor({ directories: absolute, parent, versionPath: undefined }), "./modules/billing");
});

Deno.test("directoryFor() takes a configured directory in any spelling, and no other", () => {
  const request = { directories: TWO, parent: script("migrations/a.sql") };
  assert.equal(directoryFor({ ...request, versionPath: "./modules/billing/" }), "modules/billing");
  assert.throws(() => directoryFor({ ...request, versionPath: "modules" }), RetortError);
});

Deno.test("directoryFor() wants to be told where nothing decides between several", () => {
  assert.throws(
    () => directoryFor({ directories: TWO, parent: undefined, versionPath: undefined }),
    /--version-path/,
  );
});
