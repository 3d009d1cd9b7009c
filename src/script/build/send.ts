import type { Operation } from "../../operation/operation.ts";

/** Carries an operation out, after those that were sent before it; gives the number of rows affected. */
export type Send = (operation: Operation) => Promise<number>;
