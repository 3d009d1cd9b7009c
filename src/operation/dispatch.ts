import type { Operation } from "./operation.ts";

/** The operation of one kind. */
export type OperationOf<Kind extends Operation["kind"]> = Extract<Operation, { readonly kind: Kind }>;

/** What is to be done for each kind of operation; one that is left out does not compile. */
export type OperationHandlers<Context, Result> = {
  readonly [Kind in Operation["kind"]]: (operation: OperationOf<Kind>, context: Context) => Result;
};

/**
 * Calls the handler of an operation's kind.
 *
 * @example
 * ```ts
 * const statements = dispatch(compiler.handlers, operation, context);
 * ```
 */
export function dispatch<Context, Result>(
  handlers: OperationHandlers<Context, Result>,
  operation: Operation,
  context: Context,
): Result {
  // deno-lint-ignore retort/casts -- the record is total: the handler under a kind takes operations of that kind
  const handler = handlers[operation.kind] as (operation: Operation, context: Context) => Result;
  return handler(operation, context);
}
