import type { Statement } from "../sql/statement.ts";
import type { Environment } from "./environment.ts";

/** What every step begins with: the session as it was when it was opened, with the user's settings on it. */
export function freshSession(environment: Environment): readonly Statement[] {
  return [...environment.dialect.sessionReset, ...userSettings(environment)];
}

/** The role and the time-outs that the user wants, for a session that nothing has run on yet. */
export function userSettings({ dialect, connection, config }: Environment): readonly Statement[] {
  const { role, lockTimeout, statementTimeout } = config;
  const settings = { lockTimeout, statementTimeout, ...(role === undefined ? {} : { role }) };
  return dialect.sessionSettings(settings, connection.server);
}
