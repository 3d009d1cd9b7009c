import { RetortError } from "../util/errors.ts";
import { TextError } from "./text_error.ts";

/** A statement that a transaction cannot hold. */
export function cannotJoin(sql: string, why: string): TextError {
  return new TextError("refused", `Cannot run in a transaction: ${why}`, {
    sql,
    hint: "Write `// transaction: false` in the header of the revision, or send it inside `op.autocommit()`",
  });
}

/** Steps that are not what steps must be. */
export function misused(message: string, hint: string): RetortError {
  return new RetortError("script-failed", message, { hint });
}

/** What shares its transaction with other revisions. */
export function withinOne(): RetortError {
  return new RetortError("refused", "op.autocommit() would commit what --transaction all holds together", {
    hint: "Run it without `--transaction all`",
  });
}
