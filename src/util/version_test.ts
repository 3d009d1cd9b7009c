import assert from "node:assert/strict";
import { VERSION } from "./version.ts";
import project from "../../deno.json" with { type: "json" };

Deno.test("VERSION is the version that deno.json has", () => {
  assert.equal(VERSION, project.version);
});
