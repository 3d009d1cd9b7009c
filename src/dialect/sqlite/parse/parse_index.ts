import { columnPart, type Index, type IndexPart, plainIndex } from "../../../schema/index.ts";
import type { Span } from "../../../sql/statement.ts";
import { folded } from "./folded.ts";
import { orUndefined, SqlCursor } from "./sql_cursor.ts";

/**
 * Reads a CREATE INDEX that SQLite has accepted, on a table that has these columns; undefined where it holds something
 * that is not known here. Never throws.
 */
export function parseIndex(sql: string, columns: readonly string[]): Index | undefined {
  const names = new Map(columns.map((name) => [folded(name), name]));
  return orUndefined(() => readIndex(new SqlCursor(sql), names));
}

function readIndex(cursor: SqlCursor, columns: ReadonlyMap<string, string>): Index {
  cursor.expect("CREATE");
  const unique = cursor.skip("UNIQUE");
  cursor.expect("INDEX");
  cursor.skip("IF", "NOT", "EXISTS");
  let name = cursor.name();
  if (cursor.skip(".")) name = cursor.name();
  cursor.expect("ON");
  cursor.name();
  const parts = partSpans(cursor).map((span) => readPart(new SqlCursor(cursor.sql, span), columns));
  const where = cursor.skip("WHERE") ? restOf(cursor) : "";
  if (!cursor.done) cursor.fail();
  return { ...plainIndex(name, []), unique, parts, where };
}

/** Takes what stands in parentheses; gives where each part of it is. */
function partSpans(cursor: SqlCursor): Span[] {
  const spans: Span[] = [];
  cursor.expect("(");
  let { start } = cursor;
  while (!cursor.comes(")")) {
    if (cursor.comes("(")) cursor.parenthesised();
    else if (cursor.comes(",")) {
      spans.push({ start, end: cursor.reached });
      cursor.take();
      start = cursor.start;
    } else cursor.take();
  }
  spans.push({ start, end: cursor.reached });
  cursor.expect(")");
  return spans;
}

/** Takes everything up to the end of the statement. */
function restOf(cursor: SqlCursor): string {
  const { start } = cursor;
  while (!cursor.done && !cursor.comes(";")) cursor.take();
  const text = cursor.sql.slice(start, cursor.reached);
  cursor.skip(";");
  return text;
}

/** A simple operand, then COLLATE, then the order; what is not so simple is an expression as a whole. */
function readPart(cursor: SqlCursor, columns: ReadonlyMap<string, string>): IndexPart {
  const { sql, start } = cursor;
  let end = operandEnd(cursor);
  let collation = "";
  if (cursor.skip("COLLATE")) collation = cursor.name();
  while (!cursor.done && !isOrder(cursor)) {
    cursor.take();
    end = cursor.reached;
    // Stands deeper than the index would look for it.
    collation = "";
  }
  const descending = cursor.skip("DESC");
  return { ...operand(new SqlCursor(sql, { start, end }), columns, collation), descending };
}

function isOrder(cursor: SqlCursor): boolean {
  return ["ASC", "DESC", "NULLS"].includes(cursor.upper()) && ["", "NULLS"].includes(cursor.upper(1));
}

/** Goes past a name, a call or what stands in parentheses: all that COLLATE takes in whole. */
function operandEnd(cursor: SqlCursor): number {
  if (!cursor.comes("(")) cursor.take();
  if (cursor.comes("(")) cursor.parenthesised();
  return cursor.reached;
}

/** Parentheses around the whole say nothing, and what stands in them may be a column with its collation. */
function operand(cursor: SqlCursor, columns: ReadonlyMap<string, string>, collation: string): IndexPart {
  const { sql, start } = cursor;
  if (cursor.comes("(")) {
    const inner = cursor.parenthesised();
    if (cursor.done) {
      const part = readPart(new SqlCursor(sql, inner), columns);
      return collation === "" ? part : { ...part, collation };
    }
  }
  const end = restEnd(cursor);
  const name = columnNamed(new SqlCursor(sql, { start, end }), columns);
  if (name !== undefined) return { ...columnPart(name), collation };
  return { ...columnPart(""), on: { kind: "expression", sql: sql.slice(start, end) }, collation };
}

function restEnd(cursor: SqlCursor): number {
  while (!cursor.done) cursor.take();
  return cursor.reached;
}

function columnNamed(cursor: SqlCursor, columns: ReadonlyMap<string, string>): string | undefined {
  if (cursor.token === undefined || cursor.token.kind === "number") return undefined;
  const name = orUndefined(() => cursor.name());
  return name === undefined || !cursor.done ? undefined : columns.get(folded(name));
}
