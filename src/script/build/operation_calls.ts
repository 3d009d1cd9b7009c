import type { Operations } from "../operations.ts";
import { batchCalls } from "./batch_calls.ts";
import type { BuildContext } from "./build_context.ts";
import { constraintCalls } from "./constraint_calls.ts";
import { dataCalls } from "./data_calls.ts";
import { objectCalls } from "./object_calls.ts";
import type { Send } from "./send.ts";
import { tableCalls } from "./table_calls.ts";

/** The calls of `op` that make operations. */
export type OperationCalls = Omit<
  Operations,
  | "dialect"
  | "offline"
  | "x"
  | "sql"
  | "f"
  | "execute"
  | "query"
  | "step"
  | "autocommit"
  | "chunks"
  | "irreversible"
>;

/**
 * The calls of `op` that are data before they are done: each looks at its arguments, builds an operation and sends it,
 * in this order and at once, so that calls that nobody waits for keep their order.
 */
export function operationCalls(context: BuildContext, send: Send): OperationCalls {
  return {
    ...tableCalls(context, send),
    ...constraintCalls(context, send),
    ...batchCalls(context, send),
    ...objectCalls(context, send),
    ...dataCalls(context, send),
  };
}
