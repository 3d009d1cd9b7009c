import { delimiterArgument, Lexer } from "./lexer.ts";
import type { Lexicon } from "./lexicon.ts";
import { SourceError } from "./source_error.ts";
import type { SourceStatement } from "./statement.ts";
import { StatementCursor } from "./statement_cursor.ts";

/**
 * The statements of a source, each from its first to its last meaningful token: without its delimiter and
 * without the comments before and after it. A hint before it and the ends of conditional comments belong to it.
 *
 * Empty statements are dropped; the last one may lack its delimiter. `base` is where `source` starts in its
 * file, and is added to every span.
 *
 * @throws {SourceError} for a quote, comment or body that is never closed, a command of the engine's own
 * shell, COPY … FROM STDIN, and a DELIMITER that names none.
 *
 * @example
 * ```ts
 * split("SELECT 1; SELECT 2", sqliteLexicon).map((statement) => statement.sql); // ["SELECT 1", "SELECT 2"]
 * ```
 */
export function split(source: string, lexicon: Lexicon, base = 0): SourceStatement[] {
  const cursor = new StatementCursor(source, lexicon);
  const statements: SourceStatement[] = [];
  const run: Run = { start: -1, end: 0, empty: true };
  for (;;) {
    const step = cursor.advance();
    if (step === "token") {
      extend(run, cursor, lexicon, base);
      continue;
    }
    if (step === "end") refuseOpen(cursor, run, lexicon, base);
    else refuseDelimiter(cursor.lexer, base);
    if (!run.empty) statements.push(statementOf(source, run, lexicon, base));
    if (step === "end") return statements;
    run.start = -1;
    run.empty = true;
    cursor.hint = -1;
  }
}

/** The statement that is being read. */
interface Run {
  start: number;
  end: number;
  /** Whether nothing came but the ends of conditional comments. */
  empty: boolean;
}

function extend(run: Run, cursor: StatementCursor, lexicon: Lexicon, base: number): void {
  const lexer = cursor.lexer;
  if (lexer.kind === "symbol") refuseShellCommand(lexer, run.start < 0, lexicon, base);
  if (run.start < 0) run.start = cursor.hint >= 0 ? cursor.hint : lexer.start;
  run.end = lexer.end;
  run.empty &&= lexer.kind === "conditionalOpen" || lexer.kind === "conditionalClose";
}

function statementOf(source: string, run: Run, lexicon: Lexicon, base: number): SourceStatement {
  const sql = source.slice(run.start, run.end);
  const span = { start: base + run.start, end: base + run.end };
  if (lexicon.copyFromStdin && readsStandardInput(sql, lexicon)) {
    throw new SourceError(
      "COPY … FROM STDIN cannot run from a file",
      span,
      "write INSERT statements, or bulkInsert in a TypeScript revision",
    );
  }
  return { sql, span };
}

function readsStandardInput(sql: string, lexicon: Lexicon): boolean {
  if (!/^copy\b|^\/\*\+/i.test(sql)) return false;
  const cursor = new StatementCursor(sql, lexicon);
  let previous = "";
  let first = true;
  let depth = 0;
  while (cursor.advance() === "token") {
    const text = sql.slice(cursor.lexer.start, cursor.lexer.end).toUpperCase();
    if (first && text !== "COPY") return false;
    first = false;
    if (text === "(") depth++;
    else if (text === ")") depth--;
    else if (depth === 0 && previous === "FROM" && text === "STDIN") return true;
    previous = text;
  }
  return false;
}

function refuseOpen(cursor: StatementCursor, run: Run, lexicon: Lexicon, base: number): void {
  const open = cursor.lexer.open;
  if (open !== undefined) {
    const span = { start: base + open.start, end: base + open.end };
    throw new SourceError(`This ${open.construct} is never closed`, span);
  }
  if (!cursor.pending) return;
  const hint = lexicon.delimiterCommand
    ? "put a line `DELIMITER //` before the statement, `//` after it, then a line `DELIMITER ;`"
    : lexicon.compound === "trigger-body"
    ? "a trigger ends with `END;` after the semicolon of its last statement"
    : "a body that starts with BEGIN ATOMIC ends with `END` after the semicolon of its last statement";
  throw new SourceError("The body of this statement is never closed", {
    start: base + run.start,
    end: base + run.end,
  }, hint);
}

function refuseDelimiter(lexer: Lexer, base: number): void {
  if (lexer.kind !== "delimiterCommand") return;
  const argument = lexer.source.slice(lexer.start + "DELIMITER".length, lexer.end);
  if (delimiterArgument(argument) !== undefined) return;
  const span = { start: base + lexer.start, end: base + lexer.end };
  throw new SourceError(
    "DELIMITER names no delimiter that can be used",
    span,
    "any characters but white space and backslashes will do: `DELIMITER //`",
  );
}

/** Commands of psql, mariadb and sqlite3 that stand where SQL cannot. */
function refuseShellCommand(lexer: Lexer, first: boolean, lexicon: Lexicon, base: number): void {
  const { source, start } = lexer;
  const shell = lexicon.shell;
  if (source.charAt(start) !== shell.mark || (shell.first && !first)) return;
  const text = source.slice(start, start + 40);
  if (!shell.command.test(text)) return;
  const command = /^\S+/.exec(text)?.[0] ?? shell.mark;
  const span = { start: base + start, end: base + start + command.length };
  throw new SourceError(`${command} is a command of ${shell.name}, not SQL`, span, shell.hint);
}
