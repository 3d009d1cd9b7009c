import type { Default } from "../../../schema/column.ts";
import { quoteText } from "../../ansi/literal.ts";
import type { SqlCursor } from "./sql_cursor.ts";
import { unquoted } from "./unquoted.ts";

/** Words that are values by themselves; any other is a string that somebody has not quoted. */
const VALUES: ReadonlySet<string> = new Set([
  "NULL",
  "TRUE",
  "FALSE",
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
]);

/** Takes what follows DEFAULT: an expression without the parentheses that SQLite wants around it. */
export function defaultValue(cursor: SqlCursor): Default {
  if (cursor.comes("(")) return expression(cursor.text(cursor.parenthesised()));
  const sign = cursor.comes("-") || cursor.comes("+") ? cursor.text(cursor.take()) : "";
  return expression(sign + term(cursor));
}

function term(cursor: SqlCursor): string {
  const token = cursor.take();
  const text = cursor.text(token);
  if (token.kind === "quotedIdentifier") return quoteText(unquoted(text));
  if (token.kind !== "word") return text;
  const next = cursor.token;
  // A blob's X is a word of its own to the lexer.
  if (/^x$/i.test(text) && next?.kind === "string" && next.start === token.end) {
    return text + cursor.text(cursor.take());
  }
  return VALUES.has(text.toUpperCase()) ? text : quoteText(text);
}

function expression(sql: string): Default {
  return { kind: "expression", sql };
}
