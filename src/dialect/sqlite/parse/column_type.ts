import type { SqlCursor } from "./sql_cursor.ts";

/** Words that start what follows a type, and are part of none unless they are quoted. */
const AFTER_TYPE: ReadonlySet<string> = new Set(
  "CONSTRAINT NOT NULL PRIMARY UNIQUE CHECK DEFAULT COLLATE REFERENCES DEFERRABLE AS".split(" "),
);

/** Takes a column's type as it is written: any words, or none, and up to two numbers; one space between words. */
export function columnType(cursor: SqlCursor): string {
  let type = "";
  while (isTypeWord(cursor)) type += (type === "" ? "" : " ") + cursor.text(cursor.take());
  if (cursor.comes("GENERATED", "ALWAYS") && !cursor.comes("GENERATED", "ALWAYS", "AS")) {
    // SQLite takes these two off the end of a type, whatever comes then.
    cursor.skip("GENERATED", "ALWAYS");
  }
  return type !== "" && cursor.comes("(") ? type + typeArguments(cursor) : type;
}

function isTypeWord(cursor: SqlCursor): boolean {
  const kind = cursor.token?.kind;
  if (kind === "string" || kind === "quotedIdentifier") return true;
  return kind === "word" && !AFTER_TYPE.has(cursor.upper()) && !cursor.comes("GENERATED", "ALWAYS");
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
