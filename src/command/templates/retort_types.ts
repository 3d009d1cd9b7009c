import { BATCH_BUILDER_TYPES } from "./retort_types/batch_builder.ts";
import { COLUMN_BUILDER_TYPES } from "./retort_types/column_builder.ts";
import { CONSTRAINT_OPERATIONS_TYPES } from "./retort_types/constraint_operations.ts";
import { CONSTRAINT_OPTIONS_TYPES } from "./retort_types/constraint_options.ts";
import { OBJECT_OPERATIONS_TYPES } from "./retort_types/object_operations.ts";
import { OPERATIONS_TYPES } from "./retort_types/operations.ts";
import { TABLE_BUILDER_TYPES } from "./retort_types/table_builder.ts";
import { TABLE_OPERATIONS_TYPES } from "./retort_types/table_operations.ts";
import { VALUE_TYPES } from "./retort_types/value.ts";

/** The text of `retort.d.ts`: src/script/operations.ts and src/script/api word for word, as its test makes sure. */
export const RETORT_TYPES: string = [
  "// Types of TypeScript revisions, written by `retort init`. Import them with `import type`.\n",
  VALUE_TYPES,
  CONSTRAINT_OPTIONS_TYPES,
  COLUMN_BUILDER_TYPES,
  TABLE_BUILDER_TYPES,
  TABLE_OPERATIONS_TYPES,
  CONSTRAINT_OPERATIONS_TYPES,
  BATCH_BUILDER_TYPES,
  OBJECT_OPERATIONS_TYPES,
  OPERATIONS_TYPES,
].join("\n");
