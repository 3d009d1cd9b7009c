import assert from "node:assert/strict";
import { wantsColour } from "./style.ts";

function wants(variables: Record<string, string>, terminal: boolean, when?: string): boolean {
  return wantsColour({ when, terminal, environment: (name) => variables[name] });
}

Deno.test("wantsColour() follows the flag, then NO_COLOR, then FORCE_COLOR, then the terminal", () => {
  assert.equal(wants({}, true), true);
  assert.equal(wants({}, false), false);
  assert.equal(wants({ TERM: "dumb" }, true), false);
  assert.equal(wants({ NO_COLOR: "1" }, true), false);
  assert.equal(wants({ NO_COLOR: "" }, true), true);
  assert.equal(wants({ FORCE_COLOR: "1" }, false), true);
  assert.equal(wants({ FORCE_COLOR: "0" }, true), false);
  assert.equal(wants({ NO_COLOR: "1", FORCE_COLOR: "1" }, true), false);
  assert.equal(wants({ NO_COLOR: "1" }, false, "always"), true);
  assert.equal(wants({ FORCE_COLOR: "1" }, true, "never"), false);
  assert.equal(wants({}, true, "auto"), true);
});
