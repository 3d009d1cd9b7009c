import { tokenize, type TokenKind } from "../../../sql/lexer.ts";
import { mysqlLexicon } from "../lexicon.ts";
import { quoteWhereNeeded } from "../quote.ts";

/**
 * Words that are no reserved ones and yet mean something inside an expression or after a table: as names they keep
 * the quotes that the server prints.
 */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  ("AGAINST ALGORITHM ANY BEGIN CYCLE DO END ESCAPE FETCH FORMAT HANDLER HISTORY NEXT OFFSET ONLY OVERLAPS " +
    "PERIOD PREVIOUS ROW ROWNUM SKIP SOME START SYSTEM_TIME UNKNOWN VALUE WITHIN WITHOUT XML").split(" "),
);

/** A token with its text. */
export interface Piece {
  readonly kind: TokenKind;
  readonly text: string;
}

/** The tokens of what the server prints. */
export function piecesOf(sql: string): Piece[] {
  const pieces: Piece[] = [];
  for (const { kind, start, end } of tokenize(sql, mysqlLexicon)) {
    pieces.push({ kind, text: sql.slice(start, end) });
  }
  return pieces;
}

/**
 * SQL as the server prints it, as a person would have written it: the home database's name is gone, and quotes stand
 * only where they are needed. `home` is that database; empty where nothing is to be taken away.
 *
 * @example
 * ```ts
 * readableSql("`app`.`task`.`id` > 0", "app"); // "task.id > 0"
 * ```
 */
export function readableSql(sql: string, home: string): string {
  if (!sql.includes("`")) return sql;
  return joinPieces(readablePieces(piecesOf(sql), home));
}

/** The same, token by token. */
export function readablePieces(pieces: readonly Piece[], home: string): Piece[] {
  const readable: Piece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at];
    if (piece === undefined) break;
    if (piece.kind !== "quotedIdentifier") readable.push(piece);
    else if (qualifies(pieces, at, home)) at++;
    else readable.push({ kind: piece.kind, text: bareName(piece.text, pieces, at) });
  }
  return readable;
}

/** The text that tokens make. */
export function joinPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** The name that a quoted identifier stands for. */
export function nameOf(quoted: string): string {
  return quoted.slice(1, -1).replaceAll("``", "`");
}

function qualifies(pieces: readonly Piece[], at: number, home: string): boolean {
  return home !== "" && nameOf(pieces[at]?.text ?? "") === home && pieces[at + 1]?.text === "." &&
    pieces[at + 2]?.kind === "quotedIdentifier" && pieces[at - 1]?.text !== ".";
}

/** A name before a string could be read as the string's character set. */
function bareName(quoted: string, pieces: readonly Piece[], at: number): string {
  const name = nameOf(quoted);
  if (quoteWhereNeeded(name) !== name || AMBIGUOUS.has(name.toUpperCase())) return quoted;
  const following = pieces[at + 1];
  const next = following?.kind === "space" ? pieces[at + 2] : following;
  return next?.kind === "string" ? quoted : name;
}
