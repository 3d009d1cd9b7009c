import type { SessionSettings } from "../dialect.ts";
import type { Statement } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";

/** SQLite has no roles and cannot interrupt a statement; its lock time-out is the client's. */
export function sessionSettings({ role, statementTimeout }: SessionSettings): Statement[] {
  if (role !== undefined) throw lacks("roles", "--role");
  if (statementTimeout > 0) throw lacks("a statement time-out", "--statement-timeout");
  return [];
}

function lacks(what: string, flag: string): RetortError {
  return new RetortError("usage", `SQLite does not have ${what}`, {
    hint: `Leave ${flag} away for this database`,
  });
}
