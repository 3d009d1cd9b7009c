import type { Lexicon } from "./lexicon.ts";
import {
  dollarTag,
  endOfBlockComment,
  endOfBracketed,
  endOfEscaped,
  endOfEscapeString,
  endOfLineComment,
  endOfNumber,
  endOfOperator,
  endOfQuoted,
  endOfSpace,
  endOfWord,
  isDigit,
  isOperatorCode,
  isSpace,
  isWordStart,
} from "./scan.ts";
import type { Span } from "./statement.ts";

/** Files that were joined may hold one anywhere; no name starts with it. */
const BYTE_ORDER_MARK = 0xfeff;

/**
 * What a token is. `conditionalOpen` and `conditionalClose` are the ends of an executable comment, whose
 * inside is lexed like any other text; `hint` is a comment that starts with a plus sign; `delimiter` is what
 * ends a statement at the moment (`;` until a `delimiterCommand` says otherwise).
 */
export type TokenKind =
  | "space"
  | "lineComment"
  | "blockComment"
  | "hint"
  | "conditionalOpen"
  | "conditionalClose"
  | "word"
  | "number"
  | "string"
  | "dollarString"
  | "quotedIdentifier"
  | "parameter"
  | "symbol"
  | "delimiter"
  | "delimiterCommand";

/** A piece of source text. Tokens follow one another without a gap. */
export interface Token extends Span {
  readonly kind: TokenKind;
}

/** A quote or comment that is still open where a text ends. */
export interface OpenConstruct extends Span {
  /** In words: "string", "quoted identifier", "dollar-quoted string", "comment", "conditional comment". */
  readonly construct: string;
}

/**
 * Walks over a source token by token without making objects: after `next()` the token is in `kind`, `start`
 * and `end`. Never throws and never skips a character; what is not closed reaches to the end of the text.
 */
export class Lexer {
  readonly source: string;
  kind: TokenKind = "space";
  start = 0;
  end = 0;
  /** Whether the token's quote or comment is closed. */
  closed = true;
  /** What ends a statement at the moment. */
  delimiter = ";";
  readonly #lexicon: Lexicon;
  readonly #length: number;
  /** Where the executable comment that we are in was opened, or -1. */
  #conditional = -1;
  /** Whether no meaningful token came since the last delimiter. */
  #fresh = true;

  constructor(source: string, lexicon: Lexicon) {
    this.source = source;
    this.#lexicon = lexicon;
    this.#length = source.length;
  }

  /** Reads one token; false at the end of the text. */
  next(): boolean {
    const at = this.end;
    if (at >= this.#length) return false;
    this.start = at;
    this.closed = true;
    const code = this.source.charCodeAt(at);
    if (isSpace(code) || (code === BYTE_ORDER_MARK)) {
      return this.#set("space", endOfSpace(this.source, at + 1));
    }
    if (this.#comment(at, code)) return true;
    if (this.#delimiter(at, code)) return true;
    this.#meaningful(at, code);
    this.#fresh = this.kind === "delimiterCommand";
    return true;
  }

  /** What is still open here; ask it when `next()` has said false. */
  get open(): OpenConstruct | undefined {
    if (!this.closed) return { start: this.start, end: this.end, construct: constructOf(this.kind) };
    if (this.#conditional < 0) return undefined;
    return { start: this.#conditional, end: this.#length, construct: "conditional comment" };
  }

  #set(kind: TokenKind, end: number): true {
    this.kind = kind;
    this.closed = end >= 0;
    this.end = end < 0 ? this.#length : Math.min(end, this.#length);
    return true;
  }

  #comment(at: number, code: number): boolean {
    if (code === 45) return this.source.charCodeAt(at + 1) === 45 && this.#dashes(at);
    if (code === 47) return this.source.charCodeAt(at + 1) === 42 && this.#starComment(at);
    if (code === 35 && this.#lexicon.hashComments && !this.#delimiterStands(at)) {
      return this.#set("lineComment", endOfLineComment(this.source, at, false));
    }
    return false;
  }

  #dashes(at: number): boolean {
    const after = at + 2 < this.#length ? this.source.charCodeAt(at + 2) : 0;
    if (this.#lexicon.dashNeedsSpace && after > 32 && after !== 127) return false;
    if (this.#delimiterStands(at)) return false;
    return this.#set("lineComment", endOfLineComment(this.source, at, this.#lexicon.returnEndsComment));
  }

  #starComment(at: number): boolean {
    if (this.#delimiterStands(at)) return false;
    const mark = this.source.charCodeAt(at + 2);
    if (this.#lexicon.conditionalComments && this.#conditional < 0) {
      if (mark === 33) return this.#openConditional(at, at + 3);
      if (mark === 77 && this.source.charCodeAt(at + 3) === 33) return this.#openConditional(at, at + 4);
    }
    return this.#set(
      mark === 43 ? "hint" : "blockComment",
      endOfBlockComment(this.source, at, this.#lexicon.nestedComments),
    );
  }

  /** The version number belongs to the opening: up to six digits. */
  #openConditional(at: number, body: number): true {
    let end = body;
    while (end < body + 6 && isDigit(this.source.charCodeAt(end))) end++;
    this.#conditional = at;
    return this.#set("conditionalOpen", end);
  }

  #delimiterStands(at: number): boolean {
    return this.delimiter !== ";" && this.source.startsWith(this.delimiter, at);
  }

  #delimiter(at: number, code: number): boolean {
    if (this.delimiter === ";") {
      if (code !== 59) return false;
    } else if (!this.source.startsWith(this.delimiter, at)) {
      return false;
    }
    if (this.#conditional >= 0) return this.#set("symbol", at + 1);
    this.#fresh = true;
    return this.#set("delimiter", at + this.delimiter.length);
  }

  #meaningful(at: number, code: number): void {
    if (isWordStart(code)) return this.#word(at, code);
    if (isDigit(code)) return this.#plain("number", at, endOfNumber(this.source, at));
    if (code === 39 || code === 34 || code === 96 || code === 91) {
      if (this.#quoted(at)) return;
    }
    if (code === 36) return this.#dollar(at);
    if (this.#conditional >= 0 && code === 42 && this.source.charCodeAt(at + 1) === 47) {
      this.#conditional = -1;
      this.#set("conditionalClose", at + 2);
      return;
    }
    const run = this.#lexicon.operatorRuns && isOperatorCode(code);
    this.#set("symbol", run ? endOfOperator(this.source, at) : at + 1);
  }

  #word(at: number, code: number): void {
    if (
      this.#lexicon.backslash === "E" && (code === 69 || code === 101) &&
      this.source.charCodeAt(at + 1) === 39
    ) {
      this.#set("string", endOfEscapeString(this.source, at + 2));
      return;
    }
    const end = endOfWord(this.source, at);
    if (this.#lexicon.delimiterCommand && this.#fresh && isDelimiterWord(this.source, at, end)) {
      return this.#delimiterCommand(end);
    }
    this.#plain("word", at, end);
  }

  /** A delimiter of the user's own ends a word or number even in the middle, as in the client. */
  #plain(kind: TokenKind, at: number, end: number): void {
    if (this.delimiter === ";") {
      this.#set(kind, end);
      return;
    }
    const stop = indexWithin(this.source, this.delimiter, at + 1, end);
    this.#set(kind, stop);
  }

  #delimiterCommand(wordEnd: number): void {
    const end = endOfLineComment(this.source, wordEnd, true);
    const delimiter = delimiterArgument(this.source.slice(wordEnd, end));
    if (delimiter !== undefined) this.delimiter = delimiter;
    this.#set("delimiterCommand", end);
  }

  #quoted(at: number): boolean {
    const quote = this.source.charAt(at);
    const { stringQuotes, identifierQuotes, backslash } = this.#lexicon;
    if (stringQuotes.includes(quote)) {
      const end = backslash === "always"
        ? endOfEscaped(this.source, at + 1, quote.charCodeAt(0))
        : endOfQuoted(this.source, at + 1, quote);
      return this.#set("string", end);
    }
    if (!identifierQuotes.includes(quote)) return false;
    const end = quote === "[" ? endOfBracketed(this.source, at + 1) : endOfQuoted(this.source, at + 1, quote);
    return this.#set("quotedIdentifier", end);
  }

  #dollar(at: number): void {
    if (!this.#lexicon.dollarQuotes) return this.#plain("word", at, endOfWord(this.source, at));
    let end = at + 1;
    while (isDigit(this.source.charCodeAt(end))) end++;
    if (end > at + 1) {
      this.#set("parameter", end);
      return;
    }
    const tag = dollarTag(this.source, at);
    if (tag === undefined) {
      this.#set("symbol", at + 1);
      return;
    }
    const close = this.source.indexOf(tag, at + tag.length);
    this.#set("dollarString", close < 0 ? -1 : close + tag.length);
  }
}

function isDelimiterWord(source: string, at: number, end: number): boolean {
  return end - at === 9 && source.slice(at, end).toUpperCase() === "DELIMITER" &&
    (end >= source.length || isSpace(source.charCodeAt(end)));
}

/** The delimiter that the rest of a DELIMITER line names, or undefined where it names none that can work. */
export function delimiterArgument(rest: string): string | undefined {
  const text = rest.trim();
  const quote = text.charAt(0);
  const quoted = quote !== "" && "'\"`".includes(quote);
  const end = quoted ? text.indexOf(quote, 1) : text.search(/\s/);
  const argument = text.slice(quoted ? 1 : 0, end < 0 ? text.length : end);
  return argument === "" || argument.includes("\\") ? undefined : argument;
}

/** The first place from `from` on where `needle` starts before `end`, or `end`. */
function indexWithin(source: string, needle: string, from: number, end: number): number {
  const first = needle.charCodeAt(0);
  for (let at = from; at < end; at++) {
    if (source.charCodeAt(at) === first && source.startsWith(needle, at)) return at;
  }
  return end;
}

function constructOf(kind: TokenKind): string {
  switch (kind) {
    case "string":
      return "string";
    case "dollarString":
      return "dollar-quoted string";
    case "quotedIdentifier":
      return "quoted identifier";
    default:
      return "comment";
  }
}

/**
 * The tokens of a source, one after the other, covering every character. It never throws.
 *
 * @example
 * ```ts
 * for (const token of tokenize(text, postgresLexicon)) console.log(token.kind, text.slice(token.start, token.end));
 * ```
 */
export function* tokenize(source: string, lexicon: Lexicon): Generator<Token> {
  const lexer = new Lexer(source, lexicon);
  while (lexer.next()) yield { kind: lexer.kind, start: lexer.start, end: lexer.end };
}

/** What is still open where a text ends, with the place where it was opened; undefined where nothing is. */
export function openConstruct(text: string, lexicon: Lexicon): OpenConstruct | undefined {
  const lexer = new Lexer(text, lexicon);
  while (lexer.next());
  return lexer.open;
}

/** Whether a token says nothing to the engine: white space, comments and hints. */
export function isTrivia(kind: TokenKind): boolean {
  return kind === "space" || kind === "lineComment" || kind === "blockComment" || kind === "hint";
}
