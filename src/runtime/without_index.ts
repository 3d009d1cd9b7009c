import { DatabaseError } from "../dialect/database_error.ts";

/** The same error, of none of a step's statements: it comes from what stands before the first, or from COMMIT. */
export function withoutIndex(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  return new DatabaseError(error.code, error.message, { ...error.facts, index: undefined, cause: error });
}
