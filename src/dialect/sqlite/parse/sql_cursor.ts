import { isTrivia, type Token, tokenize } from "../../../sql/lexer.ts";
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

/** Reads a statement that SQLite has accepted, token by token; comments and white space are passed over. */
export class SqlCursor {
  readonly sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string, span: Span = { start: 0, end: sql.length }) {
    this.sql = sql;
    this.#tokens = [...tokenize(sql.slice(span.start, span.end), sqliteLexicon)]
      .filter(({ kind }) => !isTrivia(kind))
      .map(({ kind, start, end }) => ({ kind, start: start + span.start, end: end + span.start }));
  }

  /** Whether nothing comes any more. */
  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** The token that comes next; undefined at the end. */
  get token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Where the next token starts. */
  get start(): number {
    return this.token?.start ?? this.sql.length;
  }

  /** Where the token before ended. */
  get reached(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** A token's text in upper case, counted from the next; empty for what is quoted, and at the end. */
  upper(ahead = 0): string {
    const token = this.#tokens[this.#at + ahead];
    if (token === undefined || token.kind === "string" || token.kind === "quotedIdentifier") return "";
    return this.sql.slice(token.start, token.end).toUpperCase();
  }

  /** Whether these words come next. */
  comes(...words: readonly string[]): boolean {
    return words.every((word, index) => this.upper(index) === word);
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
  take(): Token {
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
    for (let at = ahead; this.#at + at < this.#tokens.length; at++) {
      const text = this.upper(at);
      if (text === "(") depth++;
      else if (text === ")" && --depth === 0) return at;
    }
    return this.fail();
  }

  /** Takes what stands in parentheses; gives its inside without what says nothing at both ends. */
  parenthesised(): Span {
    if (!this.comes("(")) this.fail();
    const first = this.#at + 1;
    this.#at += this.closing(0) + 1;
    const start = this.#tokens[first]?.start ?? this.reached;
    return { start, end: Math.max(start, this.#tokens[this.#at - 2]?.end ?? start) };
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
