/** A place in a text as an editor shows it. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters (code points): an emoji is one column, a tab is one. */
  readonly column: number;
  /** The text of the line, without its line end. */
  readonly lineText: string;
}

/** Line, column and text of the line at a UTF-16 offset; an offset beyond the text is taken as its end. */
export function positionAt(source: string, offset: number): Position {
  const at = Math.max(0, Math.min(offset, source.length));
  let line = 1;
  let start = 0;
  for (let end = source.indexOf("\n"); end >= 0 && end < at; end = source.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  const stop = source.indexOf("\n", start);
  const raw = source.slice(start, stop < 0 ? source.length : stop);
  const lineText = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
  return { line, column: countCodePoints(source, start, at) + 1, lineText };
}

/** The UTF-16 offset of the nth code point of a text, from 0: PostgreSQL counts positions so, from 1. */
export function offsetFromCodePoints(sql: string, count: number): number {
  let offset = 0;
  for (let left = count; left > 0 && offset < sql.length; left--) offset += unitsAt(sql, offset);
  return offset;
}

/** The UTF-16 offset of a byte of a text in UTF-8: SQLite and libpg-query count so. */
export function offsetFromBytes(sql: string, bytes: number): number {
  let offset = 0;
  for (let left = bytes; left > 0 && offset < sql.length;) {
    left -= bytesOf(sql.codePointAt(offset) ?? 0);
    if (left < 0) break;
    offset += unitsAt(sql, offset);
  }
  return offset;
}

function countCodePoints(source: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += unitsAt(source, at)) count++;
  return count;
}

function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
