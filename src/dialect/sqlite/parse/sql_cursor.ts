import { isTrivia, Lexer, type TokenKind } from "../../../sql/lexer.ts";
import type { Span } from "../../../sql/statement.ts";
import { sqliteLexicon } from "../lexicon.ts";
import { unquoted } from "./unquoted.ts";

/** Says that a text is not what its reader knows; nobody outside of `orUndefined()` meets it. */
class UnknownText extends Error {}

/** What reading a text gives, or undefined where the reader does not know what it meets there. */
export function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownText) return undefined;
    throw error;
  }
}

/** A token that says something. */
interface Piece extends Span {
  readonly kind: TokenKind;
  /** In upper case; empty for what is quoted. */
  readonly upper: string;
}

/** Reads a statement that SQLite has accepted, token by token; comments and white space are passed over. */
export class SqlCursor {
  readonly sql: string;
  readonly #pieces: readonly Piece[];
  #at: number;
  readonly #end: number;

  constructor(sql: string, pieces: readonly Piece[] = piecesOf(sql), from = 0, to = pieces.length) {
    this.sql = sql;
    this.#pieces = pieces;
    this.#at = from;
    this.#end = to;
  }

  /** Whether nothing comes any more. */
  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** The token that comes next; undefined at the end. */
  get token(): Piece | undefined {
    return this.done ? undefined : this.#pieces[this.#at];
  }

  /** Where the next token starts. */
  get start(): number {
    return this.token?.start ?? this.sql.length;
  }

  /** Where the token before ended. */
  get reached(): number {
    return this.#pieces[this.#at - 1]?.end ?? 0;
  }

  /** A token's text in upper case, counted from the next; empty for what is quoted, and at the end. */
  upper(ahead = 0): string {
    const at = this.#at + ahead;
    return at < this.#end ? this.#pieces[at]?.upper ?? "" : "";
  }

  /** Whether there is a token so many ahead. */
  has(ahead: number): boolean {
    return this.#at + ahead < this.#end;
  }

  /** Whether these words come next. */
  comes(...words: readonly string[]): boolean {
    for (let index = 0; index < words.length; index++) {
      if (this.upper(index) !== words[index]) return false;
    }
    return true;
  }

  /** Goes past these words if all of them come next. */
  skip(...words: readonly string[]): boolean {
    if (!this.comes(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Goes past words that must come. */
  expect(...words: readonly string[]): void {
    if (!this.skip(...words)) this.fail();
  }

  /** Goes past one token and gives it. */
  take(): Piece {
    const token = this.token ?? this.fail();
    this.#at++;
    return token;
  }

  /** Whether what comes next can be a name. */
  get atName(): boolean {
    const kind = this.token?.kind;
    return kind === "word" || kind === "quotedIdentifier" || kind === "string";
  }

  /** Takes a name, however it is quoted, as it is meant. */
  name(): string {
    return this.atName ? unquoted(this.text(this.take())) : this.fail();
  }

  /** How many tokens ahead the parenthesis is closed that is opened so many ahead. */
  closing(ahead: number): number {
    let depth = 0;
    for (let at = ahead; this.#at + at < this.#end; at++) {
      const text = this.upper(at);
      if (text === "(") depth++;
      else if (text === ")" && --depth === 0) return at;
    }
    return this.fail();
  }

  /** Takes what stands in parentheses; gives its inside without what says nothing at both ends. */
  parenthesised(): Span {
    const { reached } = this;
    const inside = this.inside();
    return inside.done ? { start: reached, end: reached } : { start: inside.start, end: inside.last };
  }

  /** Takes what stands in parentheses; gives a reader of its inside. */
  inside(): SqlCursor {
    if (!this.comes("(")) this.fail();
    const from = this.#at + 1;
    this.#at += this.closing(0) + 1;
    return new SqlCursor(this.sql, this.#pieces, from, this.#at - 1);
  }

  /** A reader of the next tokens, so many of them, which are taken. */
  part(count: number): SqlCursor {
    const from = this.#at;
    this.#at += count;
    return new SqlCursor(this.sql, this.#pieces, from, this.#at);
  }

  /** Where the last token ends. */
  get last(): number {
    return this.#pieces[this.#end - 1]?.end ?? 0;
  }

  /** The text of a span. */
  text({ start, end }: Span): string {
    return this.sql.slice(start, end);
  }

  /** Gives up: this is not what SQLite is known to write. */
  fail(): never {
    throw new UnknownText();
  }
}

function piecesOf(sql: string): Piece[] {
  const pieces: Piece[] = [];
  const lexer = new Lexer(sql, sqliteLexicon);
  while (lexer.next()) {
    const { kind, start, end } = lexer;
    if (isTrivia(kind)) continue;
    const quoted = kind === "string" || kind === "quotedIdentifier";
    pieces.push({ kind, start, end, upper: quoted ? "" : sql.slice(start, end).toUpperCase() });
  }
  return pieces;
}
