import { isTrivia, type Token, tokenize } from "../sql/lexer.ts";
import type { Lexicon } from "../sql/lexicon.ts";

/** A place in a statement where an end of the range goes: `:after` or `:upto`. */
export interface BoundPlace {
  readonly kind: "bound";
  readonly end: "after" | "upto";
  /** Which column of the key; undefined where the whole key stands there. */
  readonly column: number | undefined;
  /** Whether parentheses stand around it already. */
  readonly enclosed: boolean;
  /** Where it stands in the statement. */
  readonly start: number;
  readonly stop: number;
}

/**
 * A piece of a statement that runs once for each range of a key. `strict` is the `>` (or `<`) that leaves the range's
 * beginning out: no key lies before the first one, so that the first range takes it in.
 */
export type RangePiece =
  | { readonly kind: "text"; readonly text: string; readonly start: number }
  | {
    readonly kind: "strict";
    readonly operator: ">" | "<";
    readonly start: number;
    readonly stop: number;
  }
  | BoundPlace;

/** What is wrong with a statement's range. */
export interface RangeFlaw {
  readonly message: string;
  readonly hint: string;
  readonly start: number;
}

/** A statement taken apart at the ends of its range, or what is wrong with them. */
export type RangeTemplate =
  | { readonly kind: "template"; readonly pieces: readonly RangePiece[] }
  | { readonly kind: "flaw"; readonly flaw: RangeFlaw };

type Cut = Exclude<RangePiece, { readonly kind: "text" }>;

interface FoundBound extends BoundPlace {
  /** Index of its first and of its last token. */
  readonly first: number;
  readonly last: number;
}

/**
 * Finds the ends of the range in a statement. `key` has the names of the key's columns.
 *
 * @example
 * ```ts
 * rangeTemplate("DELETE FROM t WHERE id > :after AND id <= :upto", ["id"], sqliteLexicon);
 * ```
 */
export function rangeTemplate(sql: string, key: readonly string[], lexicon: Lexicon): RangeTemplate {
  const tokens = [...tokenize(sql, lexicon)].filter(({ kind }) => !isTrivia(kind));
  const cuts: Cut[] = [];
  const closed = { after: false, upto: false };
  for (let index = 0; index < tokens.length; index++) {
    const bound = boundAt(sql, tokens, index, key);
    if (bound === undefined) continue;
    const { end, column, start, stop } = bound;
    cuts.push(bound);
    index = bound.last;
    if (column === -1) return flawed(`The key has no column ${sql.slice(start, stop)}`, UNKNOWN, start);
    if (column !== undefined && column < key.length - 1) continue;
    const operator = operatorOf(sql, tokens, bound);
    if (end === "upto" ? !operator.closes : operator.strict === undefined) return misplaced(bound);
    closed[end] = true;
    if (operator.strict !== undefined && end === "after") cuts.push(operator.strict);
  }
  for (const end of ["after", "upto"] as const) {
    if (!closed[end]) return flawed(`The statement does not say where \`:${end}\` goes`, example(key), 0);
  }
  return { kind: "template", pieces: pieces(sql, cuts) };
}

const UNKNOWN = "Name a column of `key:`, as in `:after.tenant`";

function example(key: readonly string[]): string {
  const [left, right] = key.length === 1
    ? [key[0] ?? "", (end: string) => `:${end}`]
    : [`(${key.join(", ")})`, (end: string) => `(:${end})`];
  return `Write \`WHERE ${left} > ${right("after")} AND ${left} <= ${right("upto")}\``;
}

function flawed(message: string, hint: string, start: number): RangeTemplate {
  return { kind: "flaw", flaw: { message, hint, start } };
}

function misplaced({ end, start }: FoundBound): RangeTemplate {
  const [operator, why] = end === "after"
    ? [">", "the key that it stands for was in the chunk before"]
    : ["<=", "the key that it stands for belongs to the chunk"];
  return flawed(
    `\`:${end}\` does not stand behind \`${operator}\``,
    `Compare the key with \`${operator} :${end}\`: ${why}`,
    start,
  );
}

/** A colon, and one of the two words right behind it; `::after` is a cast. */
function boundAt(
  sql: string,
  tokens: readonly Token[],
  first: number,
  key: readonly string[],
): FoundBound | undefined {
  const [before, colon, word] = [tokens[first - 1], tokens[first], tokens[first + 1]];
  if (colon === undefined || word === undefined || textOf(sql, colon) !== ":") return undefined;
  if (word.start !== colon.end) return undefined;
  if (before !== undefined && before.end === colon.start && textOf(sql, before) === ":") return undefined;
  const end = textOf(sql, word).toLowerCase();
  if (end !== "after" && end !== "upto") return undefined;
  const named = columnAt(sql, tokens, first + 2, word.end);
  const last = named === undefined ? first + 1 : first + 3;
  const column = named === undefined ? undefined : columnNumber(named, key);
  const enclosed = before !== undefined && textOf(sql, before) === "(" &&
    textOf(sql, tokens[last + 1]) === ")";
  const stop = tokens[last]?.end ?? word.end;
  return { kind: "bound", end, column, enclosed, start: colon.start, first, last, stop };
}

function columnAt(sql: string, tokens: readonly Token[], dot: number, at: number): string | undefined {
  const [point, name] = [tokens[dot], tokens[dot + 1]];
  if (point?.start !== at || name?.start !== at + 1 || textOf(sql, point) !== ".") return undefined;
  return textOf(sql, name);
}

/** -1 for a name that is none of them. */
function columnNumber(name: string, key: readonly string[]): number {
  const exact = key.indexOf(name);
  return exact >= 0 ? exact : key.findIndex((column) => column.toLowerCase() === name.toLowerCase());
}

interface Operator {
  /** The `>` before `:after`, or the `<` behind it. */
  readonly strict?: RangePiece & { readonly kind: "strict" };
  /** Whether it is the `<=` before `:upto`, or the `>=` behind it. */
  readonly closes: boolean;
}

/** What the bound is compared with, on whichever side of it that stands. */
function operatorOf(sql: string, tokens: readonly Token[], { first, last, column }: FoundBound): Operator {
  let [left, right] = [first - 1, last + 1];
  if (column === undefined && textOf(sql, tokens[left]) === "(" && textOf(sql, tokens[right]) === ")") {
    [left, right] = [left - 1, right + 1];
  }
  const before = operatorEndingAt(sql, tokens, left);
  const behind = operatorStartingAt(sql, tokens, right);
  if (before === ">") return { strict: strict(">", tokens[left]), closes: false };
  if (behind === "<") return { strict: strict("<", tokens[right]), closes: false };
  return { closes: before === "<=" || behind === ">=" };
}

function strict(operator: ">" | "<", token: Token | undefined): RangePiece & { readonly kind: "strict" } {
  const start = token?.start ?? 0;
  return { kind: "strict", operator, start, stop: start + 1 };
}

const SIGNS = new Set(["<", ">", "=", "!"]);

/** Some lexicons give `<=` as one token, others as two that touch. */
function operatorEndingAt(sql: string, tokens: readonly Token[], at: number): string {
  const [first, second] = [tokens[at - 1], tokens[at]];
  const text = textOf(sql, second);
  const joined = first !== undefined && first.end === second?.start && SIGNS.has(textOf(sql, first));
  return joined ? textOf(sql, first) + text : text;
}

function operatorStartingAt(sql: string, tokens: readonly Token[], at: number): string {
  const [first, second] = [tokens[at], tokens[at + 1]];
  const text = textOf(sql, first);
  const joined = second !== undefined && first?.end === second.start && SIGNS.has(textOf(sql, second));
  return joined ? text + textOf(sql, second) : text;
}

function textOf(sql: string, token: Token | undefined): string {
  return token === undefined ? "" : sql.slice(token.start, token.end);
}

/** The text between the cuts with the cuts, in the statement's order. */
function pieces(sql: string, cuts: readonly Cut[]): RangePiece[] {
  const all: RangePiece[] = [];
  let at = 0;
  for (const cut of cuts.toSorted((one, other) => one.start - other.start)) {
    all.push({ kind: "text", text: sql.slice(at, cut.start), start: at }, cut);
    at = cut.stop;
  }
  all.push({ kind: "text", text: sql.slice(at), start: at });
  return all;
}

/** A statement with its range written into it. */
export interface RenderedRange {
  readonly sql: string;
  /** The offset in the statement as it stands in its file, for one in `sql`. */
  sourceOffset(offset: number): number;
}

/** How a range is written. */
export interface RangeWriter {
  /** Whether it is the first one, which takes its beginning in. */
  readonly first: boolean;
  /** The text of one end. */
  write(place: BoundPlace): string;
}

/** Writes a range into a statement. */
export function renderRange(template: readonly RangePiece[], { first, write }: RangeWriter): RenderedRange {
  let sql = "";
  const starts: (readonly [rendered: number, piece: RangePiece])[] = [];
  for (const piece of template) {
    starts.push([sql.length, piece]);
    if (piece.kind === "text") sql += piece.text;
    else sql += piece.kind === "bound" ? write(piece) : piece.operator + (first ? "=" : "");
  }
  return {
    sql,
    sourceOffset(offset) {
      const [at, piece] = starts.findLast(([rendered]) => rendered <= offset) ?? [0, undefined];
      if (piece === undefined) return offset;
      return piece.start + (piece.kind === "text" ? offset - at : 0);
    },
  };
}
