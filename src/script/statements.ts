import { openConstruct } from "../sql/lexer.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { SourceError } from "../sql/source_error.ts";
import { split } from "../sql/split.ts";
import { leadingWords } from "../sql/statement_kind.ts";
import type { SourceStatement, Span } from "../sql/statement.ts";
import { type Chunks, parseChunks } from "./chunks.ts";
import { findMarkers } from "./marker.ts";
import type { Section } from "./script.ts";
import { lineAt, ScriptError, type ScriptPlace } from "./script_error.ts";

/** A statement of a section, with what the directive before it says. Spans count in the file. */
export interface ScriptStatement extends SourceStatement {
  readonly chunks?: Chunks;
}

/**
 * The statements of a section; none for sections that are not SQL.
 *
 * @throws {ScriptError} for a quote or body that is never closed, a command of the engine's shell, and a
 * directive that cannot be understood or has no statement.
 */
export function statementsOf(section: Section, lexicon: Lexicon): ScriptStatement[] {
  if (section.body.kind !== "sql") return [];
  const { text, span } = section.body;
  const statements = splitSection(section, text, span.start, lexicon);
  return text.includes("migrate:chunks")
    ? withChunks(section, text, span.start, statements, lexicon)
    : statements;
}

function splitSection(section: Section, text: string, base: number, lexicon: Lexicon): SourceStatement[] {
  try {
    return split(text, lexicon, base);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const hint = error.hint ??
      `Close it before the section ends, on line ${lineIn(section, text, text.length)}`;
    throw new ScriptError(error.message, placeIn(section, text, error.span.start - base), hint, {
      cause: error,
    });
  }
}

function withChunks(
  section: Section,
  text: string,
  base: number,
  statements: readonly SourceStatement[],
  lexicon: Lexicon,
): ScriptStatement[] {
  const directives = new Map<SourceStatement, Chunks>();
  for (const line of findMarkers(text, 0, section.path)) {
    const place = placeIn(section, text, line.start);
    const span = { start: base + line.start, end: base + line.end };
    refuseInside(section, text, base, statements, span, lexicon);
    const next = statements.find((statement) => statement.span.start >= span.end);
    if (next === undefined || section.kind === "verify") throw withoutStatement(section, place);
    if (directives.has(next)) {
      throw new ScriptError("A second migrate:chunks stands before one statement", place);
    }
    refuseUnchunkable(next, place, lexicon);
    directives.set(next, parseChunks(line.rest, span, place));
  }
  return statements.map((statement) => {
    const chunks = directives.get(statement);
    return chunks === undefined ? statement : { ...statement, chunks };
  });
}

/** A directive inside a statement or a comment is text, and nobody meant it so. */
function refuseInside(
  section: Section,
  text: string,
  base: number,
  statements: readonly SourceStatement[],
  directive: Span,
  lexicon: Lexicon,
): void {
  const before = statements.findLast((statement) => statement.span.start < directive.start);
  const from = before === undefined ? 0 : before.span.end - base;
  const inStatement = before !== undefined && before.span.end > directive.start;
  const open = inStatement ? undefined : openConstruct(text.slice(from, directive.start - base), lexicon);
  if (!inStatement && open === undefined) return;
  const otherLine = lineIn(section, text, inStatement ? before.span.start - base : from + (open?.start ?? 0));
  const place = { ...placeIn(section, text, directive.start - base), otherLine };
  throw new ScriptError(
    `migrate:chunks stands inside the ${open?.construct ?? "statement"} that starts on line ${otherLine}`,
    place,
    "Put it on a line of its own before its statement",
  );
}

function withoutStatement(section: Section, place: ScriptPlace): ScriptError {
  const message = section.kind === "verify"
    ? "migrate:chunks stands in a verify section"
    : "migrate:chunks has no statement after it";
  return new ScriptError(
    message,
    place,
    "Put it on a line of its own before an UPDATE, DELETE or INSERT … SELECT",
  );
}

const CHUNKABLE: ReadonlySet<string> = new Set(["UPDATE", "DELETE", "INSERT", "REPLACE", "WITH"]);

function refuseUnchunkable(statement: SourceStatement, place: ScriptPlace, lexicon: Lexicon): void {
  const [word = ""] = leadingWords(statement.sql, lexicon, 1);
  if (CHUNKABLE.has(word)) return;
  throw new ScriptError(
    `migrate:chunks stands before a statement that starts with ${word}`,
    place,
    "It takes an UPDATE, DELETE or INSERT … SELECT",
  );
}

function placeIn(section: Section, text: string, offset: number): ScriptPlace {
  return { path: section.path, line: lineIn(section, text, offset) };
}

/** The body starts on the line after its marker. */
function lineIn(section: Section, text: string, offset: number): number {
  return section.line + lineAt(text, offset);
}
