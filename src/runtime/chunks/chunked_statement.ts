import type { Dialect } from "../../dialect/dialect.ts";
import type { Chunks } from "../../script/chunks.ts";
import { type RangePiece, type RangeTemplate, rangeTemplate } from "../../script/key_range.ts";
import type { ScriptStatement } from "../../script/parse.ts";
import { canonicalTokens } from "../../sql/canonical.ts";
import { walkDigest } from "./walk_place.ts";

/** A statement with a directive that says to run it in chunks. */
export interface ChunkedStatement extends ScriptStatement {
  readonly chunks: Chunks;
}

/** Whether a statement is one that runs in chunks. */
export function isChunked(statement: ScriptStatement): statement is ChunkedStatement {
  return statement.chunks !== undefined;
}

/** What a statement in chunks does: the size of a chunk and the pause may change on the way, nothing else. */
export function statementWalk(
  { sql, chunks }: ChunkedStatement,
  { lexicon }: Pick<Dialect, "lexicon">,
): string {
  return walkDigest(chunks.table, chunks.key, canonicalTokens(sql, lexicon));
}

/** Where the range goes in a chunked statement, or what is wrong with it. */
export function statementRange(
  { sql, chunks }: ChunkedStatement,
  { lexicon }: Pick<Dialect, "lexicon">,
): RangeTemplate {
  return rangeTemplate(sql, chunks.key, lexicon);
}

/** The pieces of a chunked statement that was checked: text, and where the ends of the range go. */
export function rangePieces(
  statement: ChunkedStatement,
  dialect: Pick<Dialect, "lexicon">,
): readonly RangePiece[] {
  const template = statementRange(statement, dialect);
  if (template.kind === "template") return template.pieces;
  throw new Error(`A statement that was checked has a flaw: ${template.flaw.message}`);
}
