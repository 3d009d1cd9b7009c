import assert from "node:assert/strict";

/** What `retort.d.ts` is made of: each source after those that it names. */
const SOURCES = [
  "api/value",
  "api/constraint_options",
  "api/column_builder",
  "api/table_builder",
  "api/table_operations",
  "api/constraint_operations",
  "api/batch_builder",
  "api/object_operations",
  "operations",
];

/** A source without its imports: all that they name stands in the same text. */
function body(source: string): string {
  const text = Deno.readTextFileSync(new URL(`../../script/${source}.ts`, import.meta.url));
  return text.replace(/^import type \{[^}]*\} from "[^"]*";\n+/gm, "");
}

/** `deno test -A src/command/templates -- --update` writes the constants anew. */
function update(source: string): void {
  const name = source.replace(/^api\//, "");
  const escaped = body(source).replace(/[\\`]|\$\{/g, (found) => `\\${found}`);
  Deno.writeTextFileSync(
    new URL(`./retort_types/${name}.ts`, import.meta.url),
    `/** The text of src/script/${source}.ts, for \`retort.d.ts\`. */
export const ${name.toUpperCase()}_TYPES =
  \`${escaped}\`;
`,
  );
}

Deno.test("RETORT_TYPES is the text of the operations that revisions get", async () => {
  if (Deno.args.includes("--update")) SOURCES.forEach(update);
  const { RETORT_TYPES } = await import("./retort_types.ts");
  const [introduction, ...rest] = RETORT_TYPES.split("\n\n");
  assert.match(introduction ?? "", /^\/\/ Types of TypeScript revisions/);
  assert.equal(rest.join("\n\n"), SOURCES.map(body).join("\n"));
  assert.doesNotMatch(RETORT_TYPES, /^import /m, "it needs no package");
});

Deno.test("RETORT_TYPES holds every file of src/script/api", () => {
  const files = [...Deno.readDirSync(new URL("../../script/api/", import.meta.url))].map(({ name }) => name);
  assert.deepEqual(
    files.filter((name) => !name.endsWith("_test.ts")).sort(),
    SOURCES.filter((source) => source.startsWith("api/")).map((source) => `${source.slice(4)}.ts`).sort(),
  );
});
