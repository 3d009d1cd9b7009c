import { onlyOccurrence } from "../ansi/only_occurrence.ts";

const NAMED = [
  /^no such (?:table|column|index|view|trigger|function|module|collation sequence|savepoint): (.+)$/,
  /^(?:table|view|index|trigger) (.+) already exists$/,
  /^there is already (?:a table|an index|another table or index) (?:with this name|named):? (.+)$/,
  /^(?:duplicate column name|wrong number of arguments to function|unknown (?:tokenizer|database)): ?(.+)$/,
  /^table (.+) may not be (?:altered|dropped|modified)$/,
];

/**
 * Where in a statement SQLite stumbled, as a UTF-16 offset. `explain` runs a text with `exec()`, the only call
 * that tells the offset; EXPLAIN keeps it from doing anything should the text have become valid meanwhile.
 */
export function failurePosition(
  sql: string,
  message: string,
  explain: (sql: string) => void,
): number | undefined {
  if (message === "incomplete input") return sql.trimEnd().length;
  return toldOffset(sql, message, explain) ?? namedPosition(sql, message);
}

/** The text that SQLite says it stopped near. */
export function failureNear(message: string): string | undefined {
  return /^near "([\s\S]*)": syntax error$/.exec(message)?.[1] ??
    /^unrecognized token: "([\s\S]*)"$/.exec(message)?.[1];
}

/** A UTF-8 offset as a UTF-16 one. */
export function utf16Offset(text: string, bytes: number): number {
  let seen = 0;
  let offset = 0;
  for (const character of text) {
    if (seen >= bytes) break;
    const code = character.codePointAt(0) ?? 0;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    offset += character.length;
  }
  return offset;
}

const PREFIX = "EXPLAIN ";

function toldOffset(sql: string, message: string, explain: (sql: string) => void): number | undefined {
  try {
    explain(PREFIX + sql);
  } catch (error) {
    const told = error instanceof Error ? error.message : "";
    const bytes = told.startsWith(message) ? / at offset (\d+)$/.exec(told)?.[1] : undefined;
    if (bytes === undefined) return undefined;
    return Math.max(0, utf16Offset(PREFIX + sql, Number(bytes)) - PREFIX.length);
  }
  return undefined;
}

/** SQLite gives no offset for a missing table, but its name. */
function namedPosition(sql: string, message: string): number | undefined {
  const named = NAMED.map((pattern) => pattern.exec(message)?.[1]).find((name) => name !== undefined);
  return named === undefined ? undefined : onlyOccurrence(sql, named);
}
