import type { Options } from "../../../schema/schema.ts";
import { keyColumnOption } from "../options.ts";
import { quoteWhereNeeded } from "../quote.ts";
import type { SqlCursor } from "./sql_cursor.ts";

/** The columns of a key as they stand in parentheses. */
export interface KeyColumns {
  readonly columns: readonly string[];
  /** What stands after each, as `keyColumnOption()` names it. */
  readonly options: Options;
  readonly autoincrement: boolean;
}

/** Takes `(a, b COLLATE nocase DESC)`. */
export function keyColumns(cursor: SqlCursor): KeyColumns {
  const columns: string[] = [];
  const options: Record<string, string> = {};
  let autoincrement = false;
  cursor.expect("(");
  do {
    const column = columnName(cursor);
    const suffix = [collation(cursor), order(cursor)].filter((each) => each !== "").join(" ");
    if (suffix !== "") options[keyColumnOption(columns.length)] = suffix;
    columns.push(column);
    autoincrement = cursor.skip("AUTOINCREMENT");
  } while (cursor.skip(","));
  cursor.expect(")");
  return { columns, options, autoincrement };
}

/** SQLite takes parentheses around a name for nothing. */
function columnName(cursor: SqlCursor): string {
  if (!cursor.skip("(")) return cursor.name();
  const name = columnName(cursor);
  cursor.expect(")");
  return name;
}

function collation(cursor: SqlCursor): string {
  return cursor.skip("COLLATE") ? `COLLATE ${quoteWhereNeeded(cursor.name())}` : "";
}

function order(cursor: SqlCursor): string {
  const descending = cursor.skip("DESC");
  if (!descending) cursor.skip("ASC");
  return descending ? "DESC" : "";
}
