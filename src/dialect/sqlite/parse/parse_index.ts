import { columnPart, type Index, type IndexPart, plainIndex } from "../../../schema/index.ts";
import { folded } from "./folded.ts";
import { plainStrings } from "./plain_strings.ts";
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
  const parts = partsIn(cursor.inside()).map((part) => readPart(part, columns));
  const where = cursor.skip("WHERE") ? plainStrings(restOf(cursor), columns.keys()) : "";
  if (!cursor.done) cursor.fail();
  return { ...plainIndex(name, []), unique, parts, where };
}

/** What stands between commas that are in no parentheses. */
function partsIn(inside: SqlCursor): SqlCursor[] {
  const parts: SqlCursor[] = [];
  while (!inside.done) {
    let count = 0;
    for (let depth = 0; inside.has(count) && (depth > 0 || inside.upper(count) !== ","); count++) {
      if (inside.upper(count) === "(") depth++;
      else if (inside.upper(count) === ")") depth--;
    }
    parts.push(inside.part(count));
    inside.skip(",");
  }
  return parts;
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
function readPart(part: SqlCursor, columns: ReadonlyMap<string, string>): IndexPart {
  let count = operandLength(part);
  const ahead = part.upper(count) === "COLLATE" ? 2 : 0;
  const simple = !part.has(count + ahead) || isOrder(part, count + ahead);
  if (!simple) { while (part.has(count) && !isOrder(part, count)) count++; }
  const operand = part.part(count);
  const collation = simple && part.skip("COLLATE") ? part.name() : "";
  const descending = part.skip("DESC");
  return { ...readOperand(operand, columns, collation), descending };
}

function isOrder(part: SqlCursor, ahead: number): boolean {
  const [word, next] = [part.upper(ahead), part.upper(ahead + 1)];
  return (word === "ASC" || word === "DESC" || word === "NULLS") &&
    (next === "NULLS" || !part.has(ahead + 1) || word === "NULLS");
}

/** The length of a name, a call or what stands in parentheses: all that COLLATE takes in whole. */
function operandLength(part: SqlCursor): number {
  if (part.upper() === "(") return part.closing(0) + 1;
  return part.upper(1) === "(" ? part.closing(1) + 1 : 1;
}

/** Parentheses around the whole say nothing, and what stands in them may be a column with its collation. */
function readOperand(
  operand: SqlCursor,
  columns: ReadonlyMap<string, string>,
  collation: string,
): IndexPart {
  const { sql, start, last } = operand;
  if (operand.comes("(") && !operand.has(operand.closing(0) + 1)) {
    const part = readPart(operand.inside(), columns);
    return collation === "" ? part : { ...part, collation };
  }
  const name = operand.atName && !operand.has(1) ? columns.get(folded(operand.name())) : undefined;
  if (name !== undefined) return { ...columnPart(name), collation };
  return {
    ...columnPart(""),
    on: { kind: "expression", sql: plainStrings(sql.slice(start, last), columns.keys()) },
    collation,
  };
}
