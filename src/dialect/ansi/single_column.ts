import type { Lexicon } from "../../sql/lexicon.ts";
import { StatementCursor } from "../../sql/statement_cursor.ts";

/** Words that end a list of columns. */
const AFTER_COLUMNS: ReadonlySet<string> = new Set(
  "FROM WHERE UNION INTERSECT EXCEPT ORDER LIMIT GROUP HAVING WINDOW INTO".split(" "),
);

/**
 * Whether a query surely gives one column, so that a script can ask whether its answer is false. What names all
 * columns with a star, and what is no SELECT, is not known.
 *
 * @example
 * ```ts
 * hasSingleColumn("SELECT count(*) = 0 FROM task", sqliteLexicon); // true
 * ```
 */
export function hasSingleColumn(sql: string, lexicon: Lexicon): boolean {
  const cursor = new StatementCursor(sql, lexicon);
  let depth = 0;
  let columns = 0;
  let previous = "";
  while (cursor.advance() === "token") {
    const { lexer } = cursor;
    const text = sql.slice(lexer.start, lexer.end).toUpperCase();
    if (text === "(") depth++;
    else if (text === ")") depth--;
    else if (depth === 0 && columns === 0) {
      if (previous === "" && text !== "SELECT" && text !== "WITH") return false;
      if (text === "SELECT") columns = 1;
    } else if (depth === 0) {
      if (text === "," || (text === "*" && STAR_AFTER.has(previous))) return false;
      if (lexer.kind === "word" && AFTER_COLUMNS.has(text)) return true;
    }
    previous = text;
  }
  return columns === 1;
}

/** A star after anything else multiplies. */
const STAR_AFTER: ReadonlySet<string> = new Set(["SELECT", "DISTINCT", "ALL", "."]);
