import { canonicalTokens } from "../../sql/canonical.ts";
import type { Lexicon } from "../../sql/lexicon.ts";

/** The ends of an executable comment; what is between them counts. */
const CONDITIONAL = /^(?:\/\*M?!\d*|\*\/)$/;

/** Tokens beyond these are the body of something whose name came before. */
const MOST_TOKENS = 20_000;

/** Reads a statement from its start, word by word, for those who look for the names in it. */
export class TokenReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** The reader of a statement; comments are left out, the inside of executable ones is not. */
  static of(sql: string, lexicon: Lexicon): TokenReader {
    const tokens = canonicalTokens(sql, lexicon).filter((token) => !CONDITIONAL.test(token));
    return new TokenReader(tokens.slice(0, MOST_TOKENS));
  }

  /** The next token in upper case, which a quoted one never is a keyword by; empty at the end. */
  get next(): string {
    return (this.#tokens[this.#at] ?? "").toUpperCase();
  }

  /** Gives the next token as it stands and goes on. */
  take(): string {
    return this.#tokens[this.#at++] ?? "";
  }

  /** Goes past these words if all of them come next. */
  skip(...words: readonly string[]): boolean {
    const found = words.every((word, index) => this.#tokens[this.#at + index]?.toUpperCase() === word);
    if (found) this.#at += words.length;
    return found;
  }

  /** Goes past as many words as are in the list. */
  skipAny(words: ReadonlySet<string>): void {
    while (words.has(this.next)) this.#at++;
  }

  /** Goes on until a token is one of these words, and tells which; undefined where none is. */
  find(words: ReadonlySet<string>): string | undefined {
    while (this.#at < this.#tokens.length) {
      if (words.has(this.next)) return this.next;
      this.#at++;
    }
    return undefined;
  }

  /** What is left, in upper case. */
  rest(): readonly string[] {
    return this.#tokens.slice(this.#at).map((token) => token.toUpperCase());
  }
}
