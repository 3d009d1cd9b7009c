/**
 * What a TypeScript revision may name: types only, the same as in the `retort.d.ts` that `retort init` writes.
 *
 * @module
 */
export type * from "./script/api/batch_builder.ts";
export type * from "./script/api/column_builder.ts";
export type * from "./script/api/constraint_operations.ts";
export type * from "./script/api/constraint_options.ts";
export type * from "./script/api/object_operations.ts";
export type * from "./script/api/table_builder.ts";
export type * from "./script/api/table_operations.ts";
export type * from "./script/api/value.ts";
export type { Operations } from "./script/operations.ts";
