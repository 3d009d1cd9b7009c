import { cellWidth } from "./cell_width.ts";
import { positionAt } from "./position.ts";

/** A line of a source and the line to print under it. */
export interface CaretLine {
  /** The line, cut around the caret where it is too long; control characters but tabs are replaced. */
  readonly text: string;
  /** White space and a caret that stands under the right character. */
  readonly caret: string;
}

const CUT = "…";
const TAB_CELLS = 8;
const HARMFUL = /^(?:\p{Cc}|[\u2028-\u202e\u2066-\u2069])$/u;

/**
 * The line that holds an offset, with a caret to print under it in a terminal that starts both lines in the
 * same cell (or after the same prefix). At most about `width` cells of the line are kept.
 *
 * @example
 * ```ts
 * caretLine("SELECT a\n  FROM missing;", 16); // { text: "  FROM missing;", caret: "       ^" }
 * ```
 */
export function caretLine(source: string, offset: number, width = 100): CaretLine {
  const { lineText, column } = positionAt(source, offset);
  const at = offsetOfColumn(lineText, column);
  const near = width * 2;
  const before = visible(tail(lineText, at, near));
  const after = visible(head(lineText, at, near));
  const room = Math.max(width - cells(before), Math.ceil(width / 2));
  const right = keepStart(after, room, at + near < lineText.length);
  const left = keepEnd(before, Math.max(width - cells(right), 1), at > near);
  return { text: left.join("") + right.join(""), caret: blank(left) + "^" };
}

function offsetOfColumn(line: string, column: number): number {
  let at = 0;
  for (let left = column - 1; left > 0 && at < line.length; left--) {
    at += (line.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}

/** No more of a line than can be shown is ever looked at: lines of many megabytes exist. */
function tail(line: string, at: number, length: number): string {
  return dropHalves(line.slice(Math.max(0, at - length), at));
}

function head(line: string, at: number, length: number): string {
  return dropHalves(line.slice(at, at + length));
}

/** Cutting may halve a surrogate pair at either end. */
function dropHalves(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, "").replace(/[\ud800-\udbff]$/, "");
}

/** Control characters, and those that turn the direction of writing, must not reach a terminal. */
function visible(text: string): string[] {
  return [...text].map((character) => character !== "\t" && HARMFUL.test(character) ? "\ufffd" : character);
}

function widths(characters: readonly string[]): number[] {
  return characters.map((character, index) =>
    character === "\t" ? TAB_CELLS : cellWidth(character, characters[index - 1])
  );
}

function cells(characters: readonly string[]): number {
  return widths(characters).reduce((sum, width) => sum + width, 0);
}

function keepStart(characters: readonly string[], room: number, longer: boolean): string[] {
  let used = 0;
  const cut = widths(characters).findIndex((width) => (used += width) > room);
  if (cut < 0) return longer ? [...characters, CUT] : [...characters];
  return [...characters.slice(0, Math.max(cut - 1, 0)), CUT];
}

function keepEnd(characters: readonly string[], room: number, longer: boolean): string[] {
  const sizes = widths(characters);
  let used = 0;
  let from = characters.length;
  while (from > 0 && used + (sizes[from - 1] ?? 0) <= room) used += sizes[--from] ?? 0;
  if (from === 0) return longer ? [CUT, ...characters] : [...characters];
  while (from < characters.length && sizes[from] === 0) from++;
  return [CUT, ...characters.slice(from + 1)];
}

/** As wide as the characters; tabs stay, so that they reach the same stop. */
function blank(characters: readonly string[]): string {
  return characters.map((character, index) =>
    character === "\t" ? "\t" : " ".repeat(cellWidth(character, characters[index - 1]))
  ).join("");
}
