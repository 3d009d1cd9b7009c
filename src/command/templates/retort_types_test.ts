import assert from "node:assert/strict";
import { RETORT_TYPES } from "./retort_types.ts";

const SOURCE = new URL("../../script/operations.ts", import.meta.url);
const TARGET = new URL("./retort_types.ts", import.meta.url);

const INTRODUCTION =
  `// Types of TypeScript revisions, written by \`retort init\`. Import them with \`import type\`.

`;

/** `deno test -A src/command/templates -- --update` writes the constant anew. */
function update(text: string): void {
  const escaped = text.replace(/[\\`]|\$\{/g, (found) => `\\${found}`);
  Deno.writeTextFileSync(
    TARGET,
    `/** The text of \`retort.d.ts\`: src/script/operations.ts word for word, as its test makes sure. */
export const RETORT_TYPES = \`${escaped}\`;
`,
  );
}

Deno.test("RETORT_TYPES is the text of the operations that revisions get", () => {
  const wanted = INTRODUCTION + Deno.readTextFileSync(SOURCE);
  if (Deno.args.includes("--update")) update(wanted);
  else assert.equal(RETORT_TYPES, wanted);
});

Deno.test("RETORT_TYPES imports nothing, so that it needs no package", () => {
  assert.doesNotMatch(RETORT_TYPES, /^import /m);
});
