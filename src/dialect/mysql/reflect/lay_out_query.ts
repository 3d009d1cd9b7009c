import type { Piece } from "./printed_sql.ts";

/** Words that begin a line where they stand outside of parentheses. */
const CLAUSES: ReadonlySet<string> = new Set(
  "from where group having order limit union except intersect window".split(" "),
);
/** Queries longer than this have a line for each column. */
const LONG = 100;

/**
 * A query that the server printed on one line, with a line for each clause, and without the names that columns have
 * anyway.
 */
export function layOutQuery(pieces: readonly Piece[]): string {
  const plain = withoutJoinParentheses(withoutOwnNames(pieces));
  const long = plain.reduce((sum, { text }) => sum + text.length, 0) > LONG;
  let out = "";
  let depth = 0;
  let listing = false;
  for (const [at, { kind, text }] of plain.entries()) {
    if (text === "(") depth++;
    if (text === ")") depth--;
    const word = kind === "word" && depth === 0 ? text.toLowerCase() : "";
    if (word === "select") listing = true;
    else if (CLAUSES.has(word)) listing = false;
    if (startsLine(word, plain[at - 1])) out = `${out.trimEnd()}\n`;
    out += text;
    if (long && listing && depth === 0 && (text === "," || word === "select")) out += "\n  ";
  }
  return out.replace(/\n {3}/g, "\n  ");
}

/** A word that joins two queries begins a line, and so does the second of them. */
function startsLine(word: string, before: Piece | undefined): boolean {
  if (before === undefined) return false;
  return CLAUSES.has(word) || word === "select";
}

/** Whether each join says what it joins by. */
function joinsHaveConditions(pieces: readonly Piece[]): boolean {
  let missing = 0;
  for (const { kind, text } of pieces) {
    if (kind !== "word") continue;
    if (/^(?:straight_)?join$/i.test(text)) missing++;
    if (/^(?:on|using)$/i.test(text)) missing--;
  }
  return missing <= 0;
}

/** `from ((a join b on …) join c on …)` is what `from a join b on … join c on …` means anyway. */
function withoutJoinParentheses(pieces: readonly Piece[]): readonly Piece[] {
  if (!joinsHaveConditions(pieces)) return pieces;
  const dropped = new Set<number>();
  const open: boolean[] = [];
  let leading = false;
  for (const [at, { kind, text }] of pieces.entries()) {
    if (kind === "space") continue;
    if (text === "(") {
      const drop = leading && !/^select$/i.test(pieces[at + 1]?.text ?? "");
      open.push(drop);
      if (drop) dropped.add(at);
      continue;
    }
    if (text === ")" && open.pop() === true) dropped.add(at);
    leading = kind === "word" && /^from$/i.test(text);
  }
  return pieces.filter((_, at) => !dropped.has(at));
}

/** `t.id AS id` is `t.id`. */
function withoutOwnNames(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at];
    if (piece === undefined) break;
    kept.push(piece);
    if (piece.kind === "quotedIdentifier" && pieces[at - 1]?.text === "." && repeats(pieces, at)) at += 4;
  }
  return kept;
}

function repeats(pieces: readonly Piece[], at: number): boolean {
  const [, blank, as, blank2, name] = pieces.slice(at, at + 5);
  return blank?.kind === "space" && as?.text === "AS" && blank2?.kind === "space" &&
    name?.text === pieces[at]?.text && startsItem(pieces, at);
}

/** Whether the name is all that the column is: `a.b` or `a.b.c` behind a comma or SELECT. */
function startsItem(pieces: readonly Piece[], at: number): boolean {
  let start = at;
  while (pieces[start - 1]?.text === "." && pieces[start - 2]?.kind === "quotedIdentifier") start -= 2;
  const before = pieces[start - 1]?.kind === "space" ? pieces[start - 2] : pieces[start - 1];
  return before?.text === "," || /^(?:select|distinct)$/i.test(before?.text ?? "");
}
