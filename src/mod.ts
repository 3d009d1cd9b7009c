/**
 * What a TypeScript revision may name: types only, the same as in the `retort.d.ts` that `retort init` writes.
 *
 * @module
 */
export type { Operations, SqlFragment, Value } from "./script/operations.ts";
