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
  return { kind: "expression", sql: cursor.comes("(") ? bare(cursor.inside()) : value(cursor) };
}

/** However many parentheses stand around the whole, they say nothing. */
function bare(inside: SqlCursor): string {
  if (inside.comes("(") && !inside.has(inside.closing(0) + 1)) return bare(inside.inside());
  return inside.sql.slice(inside.start, inside.last);
}

function value(cursor: SqlCursor): string {
  const sign = cursor.comes("-") || cursor.comes("+") ? cursor.text(cursor.take()) : "";
  return sign + term(cursor);
}

function term(cursor: SqlCursor): string {
  const token = cursor.take();
  const text = cursor.text(token);
  if (token.kind === "quotedIdentifier") return quoteText(unquoted(text));
  if (token.kind !== "word") return token.kind === "string" ? text : text + restOfNumber(cursor);
  const next = cursor.token;
  // A blob's X is a word of its own to the lexer.
  if (/^x$/i.test(text) && next?.kind === "string" && next.start === token.end) {
    return text + cursor.text(cursor.take());
  }
  return VALUES.has(text.toUpperCase()) ? text : quoteText(text);
}

/** The lexer ends a number at its sign, and does not let it start with its point. */
function restOfNumber(cursor: SqlCursor): string {
  let rest = "";
  while (
    !cursor.done && cursor.start === cursor.reached &&
    /^[-+.\w]/.test(cursor.text(cursor.token ?? cursor.fail()))
  ) {
    rest += cursor.text(cursor.take());
  }
  return rest;
}
