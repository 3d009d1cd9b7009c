import { RetortError } from "../util/errors.ts";

/** A line, from its start: `export NAME=`, with `:` allowed for `=` as other readers do. */
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:=|:[ \t])[ \t]*/;

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "\\": "\\",
  $: "$",
  "`": "`",
};

/**
 * The variables of an `.env` file: `NAME=value` with `export`, comments, single, double and back quotes. Quoted values may
 * span lines; double quotes know `\n`, `\"` and their like; nothing is expanded, so that a `$` in a password is safe.
 * A later line wins.
 *
 * @throws RetortError `config-invalid` with the line, which is not shown: it may hold a secret
 */
export function parseDotenv(text: string, path: string): Record<string, string> {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const variables = new Map<string, string>();
  let offset = 0;
  while (offset < source.length) {
    const end = lineEnd(source, offset);
    const line = source.slice(offset, end);
    if (/^[ \t]*(?:#|$)/.test(line)) {
      offset = end + 1;
      continue;
    }
    const [start = "", name] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined) throw lineError(source, offset, path, "is no NAME=value");
    const value = readValue(source, offset + start.length, path);
    variables.set(name, value.text);
    offset = value.next;
  }
  return Object.fromEntries(variables);
}

function lineEnd(source: string, offset: number): number {
  const end = source.indexOf("\n", offset);
  return end < 0 ? source.length : end;
}

/** The value at an offset, and where the next line starts. */
function readValue(
  source: string,
  offset: number,
  path: string,
): { readonly text: string; readonly next: number } {
  const quote = source.charAt(offset);
  const end = lineEnd(source, offset);
  if (!/["'`]/.test(quote)) {
    // A `#` begins a comment only behind a space: passwords hold them.
    return { text: source.slice(offset, end).replace(/(?:^|[ \t]+)#.*$/, "").trim(), next: end + 1 };
  }
  const close = closingQuote(source, offset);
  if (close < 0) throw lineError(source, offset, path, `opens a ${quote} that is never closed`);
  const rest = source.slice(close + 1, lineEnd(source, close));
  if (!/^[ \t]*(?:#|$)/.test(rest)) throw lineError(source, close, path, "goes on behind the closing quote");
  const inner = source.slice(offset + 1, close);
  return { text: quote === '"' ? unescape(inner) : inner, next: close + rest.length + 2 };
}

function closingQuote(source: string, offset: number): number {
  const quote = source.charAt(offset);
  let at = offset + 1;
  while (at < source.length && source.charAt(at) !== quote) {
    at += quote === '"' && source.charAt(at) === "\\" ? 2 : 1;
  }
  return at < source.length ? at : -1;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (whole, letter: string) => ESCAPES[letter] ?? whole);
}

function lineError(source: string, offset: number, path: string, what: string): RetortError {
  const line = source.slice(0, offset).split("\n").length;
  return new RetortError("config-invalid", `Line ${line} of ${path} ${what}`, {
    hint: `Write NAME=value, NAME="value" or a comment that starts with #`,
  });
}
