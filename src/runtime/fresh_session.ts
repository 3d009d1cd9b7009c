import type { Statement } from "../sql/statement.ts";
import type { Environment } from "./environment.ts";

/** What every step begins with: the session as it was when it was opened, with the user's settings on it. */
export function freshSession({ dialect, connection, config }: Environment): readonly Statement[] {
  const { role, lockTimeout, statementTimeout } = config;
  const settings = { lockTimeout, statementTimeout, ...(role === undefined ? {} : { role }) };
  return [...dialect.sessionReset, ...dialect.sessionSettings(settings, connection.server)];
}
