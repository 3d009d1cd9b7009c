import { quoteText } from "../../ansi/literal.ts";
import { folded } from "./folded.ts";
import { SqlCursor } from "./sql_cursor.ts";
import { unquoted } from "./unquoted.ts";

/** Other names of the row's number. */
const ROW_NUMBER: readonly string[] = ["rowid", "oid", "_rowid_"];

/** After these comes a name of something else than a column. */
const NAMING: ReadonlySet<string> = new Set([".", "COLLATE", "AS"]);

/**
 * An expression of a table in which `"x"` stands for a column only. SQLite reads it as the string 'x' where there is no
 * such column, but takes that from nobody any more who makes a table today (SQLITE_DBCONFIG_DQS_DDL).
 */
export function plainStrings(sql: string, columns: Iterable<string>): string {
  if (!sql.includes('"')) return sql;
  const names = new Set([...ROW_NUMBER, ...[...columns].map(folded)]);
  const cursor = new SqlCursor(sql);
  let out = "";
  let copied = 0;
  for (let before = ""; !cursor.done;) {
    const token = cursor.take();
    const text = cursor.text(token);
    if (text.startsWith('"') && !NAMING.has(before) && !cursor.comes(".") && !cursor.comes("(")) {
      const meant = unquoted(text);
      if (!names.has(folded(meant))) {
        out += sql.slice(copied, token.start) + quoteText(meant);
        copied = token.end;
      }
    }
    before = token.upper;
  }
  return out + sql.slice(copied);
}
