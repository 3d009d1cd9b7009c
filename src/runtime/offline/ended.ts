import type { OfflineSql } from "../../dialect/offline_sql.ts";
import { tokenize } from "../../sql/lexer.ts";
import type { Lexicon } from "../../sql/lexicon.ts";

/** A statement with what ends it for the engine's client, and a line break. */
export function ended(statement: string, sql: OfflineSql, lexicon: Lexicon): string {
  return `${sql.terminated(endsInComment(statement, lexicon) ? `${statement}\n` : statement)}\n`;
}

/** A line comment at the end would take what ends the statement in. */
function endsInComment(statement: string, lexicon: Lexicon): boolean {
  if (!/(?:--|#)[^\n]*$/.test(statement)) return false;
  return [...tokenize(statement, lexicon)].at(-1)?.kind === "lineComment";
}
