import { classifyHeaderLine, type HeaderKey } from "./header_key.ts";
import { headerOf } from "./header_value.ts";
import type { Header, ScriptLanguage } from "./script.ts";
import { lineAt, ScriptError } from "./script_error.ts";

export { cleanMessage, renderHeader } from "./render_header.ts";

/** A header, and where the body starts: at the first line that is neither blank nor a comment, or at a marker. */
export interface ParsedHeader {
  readonly header: Header;
  readonly bodyStart: number;
}

/** The language that a file's name tells. */
export function languageOf(path: string): ScriptLanguage {
  return path.endsWith(".ts") ? "typescript" : "sql";
}

/**
 * Reads the comment lines at the top of a revision file. Runs no code.
 *
 * @throws {ScriptError} for a key that is misspelt, stands twice, has a bad value, or for a missing revision.
 *
 * @example
 * ```ts
 * parseHeader("-- add users\n-- revision: 8f3a\n", "a.sql").header.message; // "add users"
 * ```
 */
export function parseHeader(text: string, path: string): ParsedHeader {
  refuseNul(text, path);
  const scan = new HeaderScan(text, path);
  const revision = scan.fields.get("revision");
  if (revision === undefined) throw missingRevision(text, path, scan.bodyStart);
  const header = headerOf(scan.message(), scan.fields, revision.value, path);
  return { header, bodyStart: scan.bodyStart };
}

/** What only a revision has. */
const OF_REVISIONS: readonly HeaderKey[] = [
  "revision",
  "down_revision",
  "branch_labels",
  "replaces",
  "phase",
];

/**
 * Reads the comment lines at the top of a repeatable, which is known by its name and has no id.
 *
 * @throws {ScriptError} as `parseHeader`, and for keys that only a revision has.
 */
export function parseRepeatableHeader(text: string, path: string, name: string): ParsedHeader {
  refuseNul(text, path);
  const scan = new HeaderScan(text, path);
  for (const key of OF_REVISIONS) {
    const field = scan.fields.get(key);
    if (field !== undefined) throw ofRevisions(key, path, field.line);
  }
  const header = headerOf(scan.message(), scan.fields, "repeatable", path);
  return { header: { ...header, id: name }, bodyStart: scan.bodyStart };
}

function ofRevisions(key: HeaderKey, path: string, line: number): ScriptError {
  return new ScriptError(
    `A repeatable has no '${key}'`,
    { path, line },
    "Take the line out, or move the file out of `repeatable` if it is a revision",
  );
}

/** Whether a file has a header at all: TypeScript files without one are libraries of the revisions. */
export function hasHeader(text: string, path: string): boolean {
  return new HeaderScan(text, path).fields.size > 0;
}

/** One pass over the lines at the top of a file. */
class HeaderScan {
  readonly fields = new Map<HeaderKey, { readonly value: string; readonly line: number }>();
  bodyStart = 0;
  readonly #path: string;
  readonly #messageLines: string[] = [];

  constructor(text: string, path: string) {
    this.#path = path;
    const mark = languageOf(path) === "sql" ? "--" : "//";
    let line = 1;
    let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (start < text.length) {
      const end = lineEnd(text, start);
      const first = skipBlanks(text, start, end);
      if (text.startsWith("/*", first)) {
        const after = afterBlockComment(text, first);
        if (after === undefined) break;
        line += lineAt(text.slice(start, after), after) - 1;
        start = after;
        continue;
      }
      if (first < end && !this.#take(text, mark, first, end, line)) break;
      start = end + 1;
      line++;
    }
    this.bodyStart = Math.min(start, text.length);
  }

  /** The message: what the lines before the first key say. */
  message(): string {
    const lines = this.#messageLines;
    return lines.length === 1 ? (lines[0] ?? "").trim() : lines.join("\n").trim();
  }

  /** Takes a line in; false for one that is not part of the header. */
  #take(text: string, mark: string, first: number, end: number, line: number): boolean {
    if (!text.startsWith(mark, first)) return false;
    const content = text.slice(first + 2, end);
    const trimmed = content.trim();
    if (trimmed.startsWith("migrate:")) return false;
    const read = classifyHeaderLine(trimmed);
    if (read.kind === "key") this.#set(read.key, read.value, line);
    else if (read.kind === "mistake") throw mistake(read.word, read.meant, this.#path, line);
    else if (read.kind === "text" && this.fields.size === 0) this.#messageLines.push(messageLine(content));
    return true;
  }

  #set(key: HeaderKey, value: string, line: number): void {
    const before = this.fields.get(key);
    if (before !== undefined) {
      throw new ScriptError(
        `Header key '${key}' stands twice, on lines ${before.line} and ${line}`,
        { path: this.#path, line, otherLine: before.line },
        "Keep one of the two lines",
      );
    }
    this.fields.set(key, { value, line });
  }
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) <= 32) at++;
  return at;
}

/** Where the line after a licence text starts; undefined for comments that hold SQL or markers, or end before code. */
function afterBlockComment(text: string, start: number): number | undefined {
  if (text[start + 2] === "!" || text.startsWith("/*M!", start)) return undefined;
  const close = text.indexOf("*/", start + 2);
  if (close < 0 || text.slice(start, close).includes("migrate:")) return undefined;
  const end = lineEnd(text, close);
  return skipBlanks(text, close + 2, end) === end ? end + 1 : undefined;
}

/** A line of the message: one blank after the comment mark is the mark's, and a backslash makes a key text. */
function messageLine(content: string): string {
  const line = (content.charCodeAt(0) <= 32 ? content.slice(1) : content).trimEnd();
  return line.includes("\\") ? line.replace(/^(\s*)\\(?=\\*(.*)$)/, unescaped) : line;
}

function unescaped(matched: string, blanks: string, rest: string): string {
  return classifyHeaderLine(rest).kind === "text" ? matched : blanks;
}

function refuseNul(text: string, path: string): void {
  const at = text.indexOf("\0");
  if (at < 0) return;
  throw new ScriptError(
    "The file holds a NUL character",
    { path, line: lineAt(text, at) },
    "Take it out: no engine takes one in SQL, and editors show it as ^@ or NUL",
  );
}

function mistake(word: string, meant: HeaderKey, path: string, line: number): ScriptError {
  return new ScriptError(
    `Unknown header key '${word}'`,
    { path, line },
    `Did you mean '${meant}'? A line of the message that is no key can start with a backslash`,
  );
}

function missingRevision(text: string, path: string, bodyStart: number): ScriptError {
  const mark = languageOf(path) === "sql" ? "--" : "//";
  const late = text.indexOf(`${mark} revision:`, bodyStart);
  if (late >= 0) {
    const place = { path, line: lineAt(text, late) };
    return new ScriptError(
      "The header stands below the body",
      place,
      "Move the header to the top of the file",
    );
  }
  return new ScriptError(
    "The file has no revision id",
    { path },
    `Add a line \`${mark} revision: <id>\` at its top, or let \`retort revision -m "…"\` write the file`,
  );
}
