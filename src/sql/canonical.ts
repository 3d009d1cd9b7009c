import type { Lexer } from "./lexer.ts";
import type { Lexicon } from "./lexicon.ts";
import { StatementCursor } from "./statement_cursor.ts";

const SPACE = 32;

/**
 * What a source says to the engine, token by token: comments, white space, line endings and the choice of
 * delimiters are gone, conditional comments are kept. An empty string stands between two statements.
 *
 * Two sources that differ only in what does not count give the same list. It never throws.
 */
export function canonicalTokens(source: string, lexicon: Lexicon): string[] {
  const tokens: string[] = [];
  const returns = source.includes("\r");
  eachToken(source, lexicon, (lexer, boundary) => {
    if (boundary) tokens.push("");
    const text = source.slice(lexer.start, lexer.end);
    tokens.push(returns ? text.replaceAll("\r\n", "\n") : text);
  });
  return tokens;
}

/**
 * The canonical tokens as one text to make a checksum of: a space between tokens, NUL between statements. Quoted
 * tokens say themselves where they end, so no two lists give the same text.
 */
export function canonicalText(source: string, lexicon: Lexicon): string {
  let out = "";
  let from = 0;
  let end = -1;
  eachToken(source, lexicon, (lexer, boundary) => {
    const { start } = lexer;
    // Tokens that are one space apart already look as they should and are taken over in one piece.
    if (boundary || start !== end + 1 || source.charCodeAt(end) !== SPACE) {
      if (end >= 0) out += source.slice(from, end) + (boundary ? "\0" : " ");
      from = start;
    }
    end = lexer.end;
  });
  if (end >= 0) out += source.slice(from, end);
  return source.includes("\r") ? out.replaceAll("\r\n", "\n") : out;
}

/** Calls with every meaningful token, and whether it is the first of a statement that follows another. */
function eachToken(source: string, lexicon: Lexicon, take: (lexer: Lexer, boundary: boolean) => void): void {
  const cursor = new StatementCursor(source, lexicon);
  let some = false;
  let boundary = false;
  for (let step = cursor.advance(); step !== "end"; step = cursor.advance()) {
    if (step === "boundary") {
      boundary = some;
    } else {
      take(cursor.lexer, boundary);
      some = true;
      boundary = false;
    }
  }
}
