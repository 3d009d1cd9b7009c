/** What an ASCII character is: 1 for the inside of a word, 2 for white space, 0 for the rest. */
const CLASSES = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(128);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    if (/[A-Za-z0-9_$]/.test(character)) table[code] = 1;
    else if (code === 32 || (code >= 9 && code <= 13)) table[code] = 2;
  }
  return table;
}

/** Whether a character can stand inside a bare word: letters, digits, `_`, `$` and all that is not ASCII. */
function isWordCode(code: number): boolean {
  return code >= 128 || CLASSES[code] === 1;
}

/** Whether a bare word can start with a character. */
export function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

/** `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Space, tab, line feed, vertical tab, form feed, carriage return. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Where the run of white space that holds `at` ends. */
export function endOfSpace(source: string, at: number): number {
  let end = at;
  while (end < source.length && isSpace(source.charCodeAt(end))) end++;
  return end;
}

/** Where the bare word that holds `at` ends. */
export function endOfWord(source: string, at: number): number {
  let end = at;
  while (end < source.length && isWordCode(source.charCodeAt(end))) end++;
  return end;
}

/** Where a number ends, with what is glued to it: `0x1F`, `1_000`, `1.5e3`; a sign ends it. */
export function endOfNumber(source: string, at: number): number {
  let end = at;
  while (end < source.length) {
    const code = source.charCodeAt(end);
    if (code === 36 || !(isWordCode(code) || code === 46)) break;
    end++;
  }
  return end;
}

/** Where a line comment ends: at its line end, which is not part of it. */
export function endOfLineComment(source: string, at: number, returnEnds: boolean): number {
  let end = at;
  while (end < source.length) {
    const code = source.charCodeAt(end);
    if (code === 10 || (returnEnds && code === 13)) break;
    end++;
  }
  return end;
}

/** Where the block comment that opens at `at` ends, or -1 where it is never closed. */
export function endOfBlockComment(source: string, at: number, nested: boolean): number {
  if (!nested) {
    const close = source.indexOf("*/", at + 2);
    return close < 0 ? -1 : close + 2;
  }
  let depth = 1;
  let end = at + 2;
  while (end < source.length) {
    const code = source.charCodeAt(end++);
    if (code === 42 && source.charCodeAt(end) === 47) {
      end++;
      if (--depth === 0) return end;
    } else if (code === 47 && source.charCodeAt(end) === 42) {
      end++;
      depth++;
    }
  }
  return -1;
}

/** Where a quoted text ends whose body starts at `at`, or -1. A doubled closing quote stands for itself. */
export function endOfQuoted(source: string, at: number, close: string): number {
  let end = source.indexOf(close, at);
  while (end >= 0) {
    if (source[end + 1] !== close) return end + 1;
    end = source.indexOf(close, end + 2);
  }
  return -1;
}

/** Where a text in brackets ends whose body starts at `at`, or -1. Nothing is escaped in it. */
export function endOfBracketed(source: string, at: number): number {
  const end = source.indexOf("]", at);
  return end < 0 ? -1 : end + 1;
}

/** Like `endOfQuoted()`, for strings in which a backslash escapes what follows. */
export function endOfEscaped(source: string, at: number, close: number): number {
  let end = at;
  while (end < source.length) {
    const code = source.charCodeAt(end);
    if (code === 92) {
      end += 2;
    } else if (code !== close) {
      end++;
    } else if (source.charCodeAt(end + 1) === close) {
      end += 2;
    } else {
      return end + 1;
    }
  }
  return -1;
}

/**
 * Where PostgreSQL's E-string ends whose body starts at `at`, or -1. A string that goes on after a line end
 * (`E'a'`, line end, `'b'`) keeps its escapes, so it is one text with what it goes on in.
 */
export function endOfEscapeString(source: string, at: number): number {
  let end = endOfEscaped(source, at, 39);
  while (end >= 0) {
    const next = continuationOf(source, end);
    if (next < 0) return end;
    end = endOfEscaped(source, next, 39);
  }
  return -1;
}

/** Where the body of a continued string starts, when only white space with a line end stands before it. */
function continuationOf(source: string, at: number): number {
  let next = at;
  let newline = false;
  while (next < source.length) {
    const code = source.charCodeAt(next);
    if (code === 39) return newline ? next + 1 : -1;
    if (code === 45 && source.charCodeAt(next + 1) === 45) {
      next = endOfLineComment(source, next, true);
    } else if (isSpace(code)) {
      newline ||= code === 10 || code === 13;
      next++;
    } else {
      return -1;
    }
  }
  return -1;
}

/** The opening of a dollar-quoted text at `at` (`$$`, `$tag$`), or undefined where there is none. */
export function dollarTag(source: string, at: number): string | undefined {
  let end = at + 1;
  if (source.charCodeAt(end) !== 36 && !isWordStart(source.charCodeAt(end))) return undefined;
  while (end < source.length && source.charCodeAt(end) !== 36) {
    if (!isWordCode(source.charCodeAt(end))) return undefined;
    end++;
  }
  return end < source.length ? source.slice(at, end + 1) : undefined;
}

/** `~ ! @ # ^ & | ? + - * / % < > =` and the backquote: what PostgreSQL makes operators of. */
export function isOperatorCode(code: number): boolean {
  switch (code) {
    case 33:
    case 35:
    case 37:
    case 38:
    case 42:
    case 43:
    case 45:
    case 47:
    case 60:
    case 61:
    case 62:
    case 63:
    case 64:
    case 94:
    case 96:
    case 124:
    case 126:
      return true;
    default:
      return false;
  }
}

/** PostgreSQL has no longer names; without a limit a long run of signs would be read over and over. */
const LONGEST_OPERATOR = 63;

/** Where PostgreSQL's operator at `at` ends: before a comment, and before a sign that belongs to what follows. */
export function endOfOperator(source: string, at: number): number {
  let end = at + 1;
  const limit = Math.min(source.length, at + LONGEST_OPERATOR);
  let special = isSpecialOperator(source.charCodeAt(at));
  while (end < limit && isOperatorCode(source.charCodeAt(end)) && !startsComment(source, end)) {
    special ||= isSpecialOperator(source.charCodeAt(end));
    end++;
  }
  while (!special && end > at + 1 && isSign(source.charCodeAt(end - 1))) end--;
  return end;
}

function startsComment(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  const next = source.charCodeAt(at + 1);
  return (code === 45 && next === 45) || (code === 47 && next === 42);
}

function isSign(code: number): boolean {
  return code === 43 || code === 45;
}

/** The characters that let an operator end with a sign. */
function isSpecialOperator(code: number): boolean {
  switch (code) {
    case 33:
    case 35:
    case 37:
    case 38:
    case 63:
    case 64:
    case 94:
    case 96:
    case 124:
    case 126:
      return true;
    default:
      return false;
  }
}
