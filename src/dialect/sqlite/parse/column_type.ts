import type { SqlCursor } from "./sql_cursor.ts";
import { unquoted } from "./unquoted.ts";

/** Words that start what follows a type, and are part of none unless they are quoted. */
const AFTER_TYPE: ReadonlySet<string> = new Set(
  "CONSTRAINT NOT NULL PRIMARY UNIQUE CHECK DEFAULT COLLATE REFERENCES DEFERRABLE AS GENERATED".split(" "),
);

/** Takes a column's type as it is written: any words, or none, and up to two numbers; one space between words. */
export function columnType(cursor: SqlCursor): string {
  let type = "";
  while (isTypeWord(cursor)) type += (type === "" ? "" : " ") + typeWord(cursor);
  if (cursor.comes("GENERATED", "ALWAYS") && !cursor.comes("GENERATED", "ALWAYS", "AS")) {
    // SQLite takes these two off the end of a type, whatever comes then.
    cursor.skip("GENERATED", "ALWAYS");
  }
  return type !== "" && cursor.comes("(") ? type + typeArguments(cursor) : type;
}

/** A word that somebody has quoted for nothing is the word. */
function typeWord(cursor: SqlCursor): string {
  const text = cursor.text(cursor.take());
  const word = unquoted(text);
  return /^[a-z_]\w*$/i.test(word) && !AFTER_TYPE.has(word.toUpperCase()) ? word : text;
}

function isTypeWord(cursor: SqlCursor): boolean {
  const kind = cursor.token?.kind;
  if (kind === "string" || kind === "quotedIdentifier") return true;
  if (kind !== "word" || cursor.comes("GENERATED", "ALWAYS")) return false;
  return cursor.upper() === "GENERATED" || !AFTER_TYPE.has(cursor.upper());
}

function typeArguments(cursor: SqlCursor): string {
  cursor.expect("(");
  let text = "";
  while (!cursor.comes(")")) {
    if (cursor.skip(",")) text += ", ";
    else text += cursor.text(cursor.take());
  }
  cursor.expect(")");
  return `(${text})`;
}
