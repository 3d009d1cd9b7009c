import type { Lexicon, TransactionControl } from "./lexicon.ts";
import { StatementCursor } from "./statement_cursor.ts";

/**
 * The first tokens of a statement, comments skipped: bare words in upper case, all else as it stands, so that
 * a quoted name is never taken for a keyword. What is inside a conditional comment counts.
 *
 * @example
 * ```ts
 * leadingWords("create /* x *\/ index concurrently on t (a)", postgresLexicon, 3); // ["CREATE", "INDEX", "CONCURRENTLY"]
 * ```
 */
export function leadingWords(sql: string, lexicon: Lexicon, count: number): string[] {
  const words: string[] = [];
  const cursor = new StatementCursor(sql, lexicon);
  const lexer = cursor.lexer;
  while (words.length < count && cursor.advance() === "token") {
    if (lexer.kind === "conditionalOpen" || lexer.kind === "conditionalClose") continue;
    const text = sql.slice(lexer.start, lexer.end);
    words.push(lexer.kind === "word" ? text.toUpperCase() : text);
  }
  return words;
}

/**
 * What a statement does to the transaction around it; undefined for one that leaves it alone, as blocks,
 * routine bodies and `SET TRANSACTION` do.
 */
export function transactionControl(sql: string, lexicon: Lexicon): TransactionControl | undefined {
  const words = leadingWords(sql, lexicon, 3);
  for (let length = words.length; length > 0; length--) {
    const control = lexicon.transactionControl.get(words.slice(0, length).join(" "));
    if (control !== undefined) return control === "none" ? undefined : control;
  }
  if (words[0] === "SET" && lexicon.autocommitSetting && setsAutocommit(sql, lexicon)) return "begin";
  return undefined;
}

/** Whether a SET statement names the session's autocommit among its variables (`@autocommit` is another one). */
function setsAutocommit(sql: string, lexicon: Lexicon): boolean {
  const cursor = new StatementCursor(sql, lexicon);
  let global = false;
  let signs = 0;
  let previous = "";
  while (cursor.advance() === "token") {
    const text = sql.slice(cursor.lexer.start, cursor.lexer.end).toUpperCase();
    const assigned = previous === "AUTOCOMMIT" && (text === "=" || text === ":");
    if (assigned && !global && signs !== 1) return true;
    if (text === "@") signs++;
    else if (text === "GLOBAL") global = true;
    if (text === ",") {
      global = false;
      signs = 0;
    }
    previous = text;
  }
  return false;
}
