import type { SessionSettings } from "../dialect.ts";
import type { Statement } from "../../sql/statement.ts";
import { leadingWords } from "../../sql/statement_kind.ts";
import { postgresLexicon } from "./lexicon.ts";
import { quote } from "./quote.ts";

/** The user's settings in one message. A bare number is milliseconds (manual: 20.1.1, numeric with unit). */
export function sessionSettings({ role, lockTimeout, statementTimeout }: SessionSettings): Statement[] {
  const settings = [
    `SET lock_timeout = ${lockTimeout}`,
    `SET statement_timeout = ${statementTimeout}`,
    ...(role === undefined ? [] : [`SET ROLE ${quote(role)}`]),
  ];
  return [{ sql: settings.join("; ") }];
}

/**
 * A statement that works CONCURRENTLY waits for every transaction that is older than itself, and that wait counts
 * for lock_timeout: it would fail and leave an INVALID index behind.
 */
export function settingsAlone(sql: string): Statement[] {
  const words = leadingWords(sql, postgresLexicon, 8);
  return words.includes("CONCURRENTLY") ? [{ sql: "SET lock_timeout = 0" }] : [];
}
