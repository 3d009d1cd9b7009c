import assert from "node:assert/strict";
import { exclusionParts } from "./exclusion.ts";

Deno.test("exclusionParts() finds parts and operators, whatever stands in the expressions", () => {
  const keys = ["(t || ' WITH , '::text)", `"x WITH y"`, "r"];
  const definition = `EXCLUDE USING gist ((t || ' WITH , '::text) WITH =, "x WITH y" COLLATE "C" WITH =, ` +
    `r WITH OPERATOR(app.&&)) WHERE (a > 0)`;
  assert.deepEqual(exclusionParts(definition, keys), [
    { sql: "(t || ' WITH , '::text)", operator: "=" },
    { sql: `"x WITH y" COLLATE "C"`, operator: "=" },
    { sql: "r", operator: "OPERATOR(app.&&)" },
  ]);
});
