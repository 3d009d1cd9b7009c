import { caretLine } from "./caret.ts";
import { positionAt } from "./position.ts";
import type { Span } from "./statement.ts";

/** Lines shown of a statement, the one with the caret among them. */
const MOST_LINES = 7;

/**
 * A statement's lines with their numbers in the source, and a caret under an offset. Of a long statement only the
 * lines around the caret, or the first ones, are given.
 *
 * @example
 * ```ts
 * excerpt("SELECT a\n  FROM missing", { start: 0, end: 24 }, 16);
 * // ["1 | SELECT a", "2 |   FROM missing", "  |        ^"]
 * ```
 */
export function excerpt(source: string, span: Span, offset?: number): string[] {
  const pointed = offset === undefined ? undefined : positionAt(source, offset).line;
  const { first, from, until, last } = windowOf(source, span, pointed);
  const gutter = String(until).length;
  const blank = `${" ".repeat(gutter)} | `;
  const rows: string[] = from > first ? [`${blank}…`] : [];
  for (const { number, start } of linesOf(source, span.start, until)) {
    if (number < from) continue;
    const { text, caret } = caretLine(source, number === pointed ? offset ?? start : start);
    rows.push(`${String(number).padStart(gutter)} | ${text}`.trimEnd());
    if (number === pointed) rows.push(blank + caret);
  }
  return until < last ? [...rows, `${blank}…`] : rows;
}

/** The same for a text that stands in no file of its own: its lines have no numbers there. */
export function textExcerpt(text: string, offset?: number): string[] {
  return excerpt(text, { start: 0, end: text.length }, offset).map((row) => row.replace(/^[ \d]+\|/, "  |"));
}

interface Window {
  readonly first: number;
  readonly from: number;
  readonly until: number;
  readonly last: number;
}

function windowOf(source: string, span: Span, pointed: number | undefined): Window {
  const first = positionAt(source, span.start).line;
  const last = positionAt(source, Math.max(span.start, span.end - 1)).line;
  const centred = (pointed ?? first) - Math.floor(MOST_LINES / 2);
  const from = Math.max(first, Math.min(centred, last - MOST_LINES + 1));
  return { first, from, until: Math.min(last, from + MOST_LINES - 1), last };
}

/** The lines from the one that holds an offset; the first starts at the offset itself. */
function* linesOf(
  source: string,
  offset: number,
  until: number,
): Generator<{ number: number; start: number }> {
  let start = offset;
  for (let number = positionAt(source, offset).line; number <= until; number++) {
    yield { number, start };
    const next = source.indexOf("\n", start);
    if (next < 0) return;
    start = next + 1;
  }
}
