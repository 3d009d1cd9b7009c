import { Lexer } from "../../../sql/lexer.ts";
import { postgresLexicon } from "../lexicon.ts";

/** What ends a list of columns at its own depth. */
const ENDS = new Set(
  "FROM WHERE UNION INTERSECT EXCEPT GROUP ORDER HAVING WINDOW LIMIT OFFSET FETCH FOR".split(" "),
);

/** A list of columns that is being walked through. */
interface Frame {
  /** Where the column begins; undefined outside of a list. */
  from: number | undefined;
  /** The next closing parenthesis ends DISTINCT ON (…). */
  distinct: boolean;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A query as the server prints it, with literals that nobody gave a type written without one.
 *
 * In the further arms of a UNION and in subqueries the server names a column only where its name is not the one for a
 * bare literal, yet prints a type with the literal: read back, the column is named after the type, and the
 * next printing says so (`NULL::text AS text`). A column that is a cast literal and has no name was a bare one.
 */
export function untypedLiterals(query: string): string {
  const edits: Edit[] = [];
  const frames: Frame[] = [{ from: undefined, distinct: false }];
  const lexer = new Lexer(query, postgresLexicon);
  let previous = "";
  while (lexer.next()) {
    if (lexer.kind === "space") continue;
    const text = query.slice(lexer.start, lexer.end);
    const frame = frames.at(-1);
    if (frame === undefined) break;
    if (text === "(" || text === "[") frames.push({ from: undefined, distinct: false });
    else if (text === ")" || text === "]") closeFrame(query, frames, lexer, edits);
    else if (text === "SELECT") frame.from = lexer.end;
    else if (text === "DISTINCT" && previous === "SELECT") frame.from = lexer.end;
    else if (text === "ON" && previous === "DISTINCT") frame.distinct = true;
    else if (text === ",") endItem(query, frame, lexer, edits, lexer.end);
    else if (ENDS.has(text) && previous !== "DISTINCT") endItem(query, frame, lexer, edits, undefined);
    previous = text;
  }
  const last = frames.at(-1);
  if (last !== undefined) {
    endItem(query, last, { start: query.length, end: query.length }, edits, undefined);
  }
  return edited(query, edits);
}

type Place = Pick<Lexer, "start" | "end">;

function closeFrame(query: string, frames: Frame[], at: Place, edits: Edit[]): void {
  const closed = frames.pop();
  if (closed !== undefined) endItem(query, closed, at, edits, undefined);
  const outer = frames.at(-1);
  if (outer?.distinct !== true) return;
  outer.distinct = false;
  outer.from = at.end;
}

function endItem(query: string, frame: Frame, at: Place, edits: Edit[], next: number | undefined): void {
  if (frame.from === undefined) return;
  const text = query.slice(frame.from, at.start);
  const start = frame.from + text.length - text.trimStart().length;
  const bare = bareLiteral(text.trim());
  if (bare !== undefined) edits.push({ start, end: start + text.trim().length, text: bare });
  frame.from = next;
}

const CAST = /^(NULL|E?'(?:[^']|'')*')::([a-z_"][\w ."]*(?:\(\d+(?:,\d+)?\))?(?:\[\])*)$/s;

/** What a person wrote where the server prints this; undefined for what is no cast literal. */
function bareLiteral(item: string): string | undefined {
  const [, literal, type = ""] = CAST.exec(item) ?? [];
  if (literal === undefined || / AS /.test(type)) return undefined;
  if (type === '"bit"') return `B${literal}`;
  const number = /^'(-?\d+(\.\d+)?)'$/.exec(literal)?.[1];
  return number !== undefined && /^(?:integer|bigint|numeric)$/.test(type) ? number : literal;
}

function edited(query: string, edits: readonly Edit[]): string {
  let text = "";
  let end = 0;
  for (const edit of edits) {
    text += query.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return text + query.slice(end);
}
