import type { Lexicon } from "./lexicon.ts";
import { StatementCursor } from "./statement_cursor.ts";

/**
 * What a source says to the engine, token by token: comments, white space, line endings and the choice of
 * delimiters are gone, conditional comments are kept. An empty string stands between two statements.
 *
 * Two sources that differ only in what does not count give the same list. It never throws.
 */
export function canonicalTokens(source: string, lexicon: Lexicon): string[] {
  const cursor = new StatementCursor(source, lexicon);
  const lexer = cursor.lexer;
  const returns = source.includes("\r");
  const tokens: string[] = [];
  let boundary = false;
  for (let step = cursor.advance(); step !== "end"; step = cursor.advance()) {
    if (step === "boundary") {
      boundary = tokens.length > 0;
      continue;
    }
    if (boundary) tokens.push("");
    boundary = false;
    const text = source.slice(lexer.start, lexer.end);
    tokens.push(returns ? text.replaceAll("\r\n", "\n") : text);
  }
  return tokens;
}

/** The canonical tokens as one text to make a checksum of; no two lists give the same text. */
export function canonicalText(source: string, lexicon: Lexicon): string {
  return canonicalTokens(source, lexicon).join("\0");
}
