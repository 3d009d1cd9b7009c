import type { Dialect, SessionSettings } from "../../dialect/dialect.ts";
import { leadingWords } from "../../sql/statement_kind.ts";
import type { OfflinePlace } from "./place.ts";

/** Statements that leave the session as it is, unless they call what changes it. */
const HARMLESS = new Set(
  "CREATE ALTER DROP INSERT UPDATE DELETE REPLACE MERGE WITH COMMENT GRANT REVOKE TRUNCATE SAVEPOINT RELEASE REFRESH"
    .split(" "),
);

/** Whether the session may be another one after these statements, so that it must be put back. */
export function changesSession(statements: readonly string[], { lexicon }: Dialect): boolean {
  return statements.some((sql) => {
    const [word = ""] = leadingWords(sql, lexicon, 1);
    return !HARMLESS.has(word) || /set_config/i.test(sql);
  });
}

/** What the user wants of the session. */
export function settingsOf({ config }: OfflinePlace): SessionSettings {
  const { role, lockTimeout, statementTimeout } = config;
  return { lockTimeout, statementTimeout, ...(role === undefined ? {} : { role }) };
}

/** The session as each step is to find it. */
export function sessionOf(place: OfflinePlace): readonly string[] {
  return place.sql.session(settingsOf(place));
}
