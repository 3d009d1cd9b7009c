import type { Dialect } from "../../dialect/dialect.ts";
import type { ScriptStatement } from "../../script/parse.ts";
import type { Script } from "../../script/script.ts";
import { canonicalTokens } from "../../sql/canonical.ts";
import { positionAt } from "../../sql/position.ts";
import { RetortError } from "../../util/errors.ts";
import { type ChunkedStatement, isChunked, statementRange } from "./chunked_statement.ts";

/**
 * Looks at every statement that runs in chunks before anything runs.
 *
 * @throws {RetortError} `file-invalid` where it does not say where the range goes, or where its walk might never end.
 */
export function checkChunks(script: Script, statements: readonly ScriptStatement[], dialect: Dialect): void {
  for (const statement of statements) {
    if (!isChunked(statement)) continue;
    const template = statementRange(statement, dialect);
    if (template.kind === "flaw") {
      const { message, hint, start } = template.flaw;
      throw invalid(script, statement.span.start + start, message, hint);
    }
    refuseEndless(script, statement, dialect);
  }
}

function invalid(script: Script, offset: number, message: string, hint: string): RetortError {
  const { line } = positionAt(script.text, offset);
  return new RetortError("file-invalid", `${script.path}:${line}: ${message}`, { hint });
}

/** What moves rows ahead of the walk would meet them again. */
function refuseEndless(script: Script, { sql, span, chunks }: ChunkedStatement, { lexicon }: Dialect): void {
  const tokens = canonicalTokens(sql, lexicon);
  const words = tokens.map((token) => token.toLowerCase());
  const table = canonicalTokens(chunks.table, lexicon).join("").toLowerCase();
  const into = words.indexOf("into");
  if (into >= 0 && nameAt(words, into + 1) === table) {
    throw invalid(
      script,
      span.start,
      `The statement puts rows into ${chunks.table}, which it walks: it would meet them again`,
      "Put them into another table, or write one INSERT … SELECT without migrate:chunks",
    );
  }
  const moved = words[0] === "update" ? movedColumn(words, chunks.key) : undefined;
  if (moved === undefined) return;
  throw invalid(
    script,
    span.start,
    `The statement changes ${moved}, by which it walks ${chunks.table}: it might meet a row again`,
    "Walk the table by a key that stays as it is",
  );
}

function nameAt(words: readonly string[], at: number): string {
  let name = words[at] ?? "";
  for (let next = at + 1; words[next] === "."; next += 2) name += `.${words[next + 1] ?? ""}`;
  return name;
}

/** A column of the key that stands before an equals sign between SET and WHERE. */
function movedColumn(words: readonly string[], key: readonly string[]): string | undefined {
  const set = words.indexOf("set");
  let depth = 0;
  for (
    let at = set + 1;
    set >= 0 && at < words.length && words[at] !== "where" && words[at] !== "from";
    at++
  ) {
    if (words[at] === "(") depth++;
    if (words[at] === ")") depth--;
    const column = key.find((name) => name.toLowerCase() === words[at]);
    const assigned = words[at + 1] === "=" && [",", ".", "set"].includes(words[at - 1] ?? "");
    if (depth === 0 && column !== undefined && assigned) return column;
  }
  return undefined;
}
