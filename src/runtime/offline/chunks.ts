import type { ChunkLoop } from "../../dialect/offline_sql.ts";
import { renderRange } from "../../script/key_range.ts";
import type { ScriptStatement } from "../../script/parse.ts";
import { type ChunkedStatement, isChunked, rangePieces, statementWalk } from "../chunks/chunked_statement.ts";
import type { WalkPlace } from "../chunks/walk_place.ts";
import { endOfTable } from "../chunks/whole_range.ts";
import type { OfflinePlace } from "./place.ts";

/** A loop over chunks, once it knows how a place is recorded. */
export type OfflineLoop = (mark: (before: WalkPlace) => JournalMark) => string;

/** Writes the statement that puts a place into the ledger, from the expressions that a loop has for it. */
export type JournalMark = ChunkLoop["mark"];

/**
 * A statement that runs in chunks online, over the whole table: what is written for engines whose scripts have no loop,
 * and for SQLite, where others wait for any writer.
 */
export function inOneGo(statement: ChunkedStatement, place: OfflinePlace): string {
  const { chunks } = statement;
  const { sql } = renderRange(rangePieces(statement, place.dialect), {
    first: true,
    write({ end, column, enclosed }) {
      if (column !== undefined) return `(${endOfTable(chunks, end, [chunks.key[column] ?? ""])})`;
      const query = endOfTable(chunks, end);
      return enclosed ? query : `(${query})`;
    },
  });
  return `-- in one go: a run with a connection does it in chunks of ${
    sizeOf(statement, place)
  } rows\n${sql}`;
}

/** The statements that an engine can do in a loop, by their index. */
export function chunkLoops(
  statements: readonly ScriptStatement[],
  place: OfflinePlace,
): ReadonlyMap<number, OfflineLoop> {
  const loops = new Map<number, OfflineLoop>();
  const { chunkLoop } = place.sql;
  if (chunkLoop === undefined) return loops;
  for (const [index, statement] of statements.entries()) {
    if (isChunked(statement)) loops.set(index, (mark) => chunkLoop(loopOf(statement, place, mark)));
  }
  return loops;
}

function loopOf(
  statement: ChunkedStatement,
  place: OfflinePlace,
  mark: (before: WalkPlace) => JournalMark,
): ChunkLoop {
  const { chunks: { table, key, pause } } = statement;
  const pieces = rangePieces(statement, place.dialect);
  const size = sizeOf(statement, place);
  const of = statementWalk(statement, place.dialect);
  return {
    table,
    key,
    size,
    pause,
    statement: (first, write) =>
      renderRange(pieces, {
        first,
        write({ end, column, enclosed }) {
          if (column !== undefined) return write(end, column);
          const list = key.map((_, index) => write(end, index)).join(", ");
          return key.length === 1 || enclosed ? list : `(${list})`;
        },
      }).sql,
    mark: mark({ of, table, after: [], rows: 0, chunks: 0 }),
  };
}

function sizeOf({ chunks: { size } }: ChunkedStatement, { config: { chunkSize } }: OfflinePlace): number {
  return chunkSize || size;
}
