import batchBuilder from "../../script/api/batch_builder.ts" with { type: "text" };
import columnBuilder from "../../script/api/column_builder.ts" with { type: "text" };
import constraintOperations from "../../script/api/constraint_operations.ts" with { type: "text" };
import constraintOptions from "../../script/api/constraint_options.ts" with { type: "text" };
import objectOperations from "../../script/api/object_operations.ts" with { type: "text" };
import tableBuilder from "../../script/api/table_builder.ts" with { type: "text" };
import tableOperations from "../../script/api/table_operations.ts" with { type: "text" };
import value from "../../script/api/value.ts" with { type: "text" };
import operations from "../../script/operations.ts" with { type: "text" };

/** Each source after those that it names. */
const SOURCES: readonly string[] = [
  value,
  constraintOptions,
  columnBuilder,
  tableBuilder,
  tableOperations,
  constraintOperations,
  batchBuilder,
  objectOperations,
  operations,
];

/** The text of `retort.d.ts`: src/script/operations.ts and src/script/api word for word. */
export const RETORT_TYPES: string = [
  "// Types of TypeScript revisions, written by `retort init`. Import them with `import type`.\n",
  ...SOURCES.map(withoutImports),
].join("\n");

/** All that a source imports stands in the same text. */
function withoutImports(source: string): string {
  return source.replace(/^import type \{[^}]*\} from "[^"]*";\n+/gm, "");
}
