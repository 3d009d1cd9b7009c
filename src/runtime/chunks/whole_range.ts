import type { ChunkRange } from "../../script/operations.ts";
import { ChunkBound } from "./key_bound.ts";
import type { WalkRequest } from "./key_walk.ts";

/** The first key of a table or the last one, as a query without parentheses around it. */
export function endOfTable(
  { table, key }: Pick<WalkRequest, "table" | "key">,
  end: "after" | "upto",
  columns: readonly string[] = key,
): string {
  const all = key.join(", ");
  const order = end === "after" ? all : key.map((column) => `${column} DESC`).join(", ");
  // MySQL lets no statement ask the table that it changes, but for what it has taken aside.
  return `SELECT ${
    columns.join(", ")
  } FROM (SELECT ${all} FROM ${table} ORDER BY ${order} LIMIT 1) AS retort_${end}`;
}

/** All of a table as one range, for scripts that are written without asking the database. */
export function wholeRange(walk: Pick<WalkRequest, "table" | "key">): ChunkRange {
  const bound = (end: "after" | "upto") =>
    new ChunkBound({
      end,
      first: true,
      values: undefined,
      write: (enclosed) => {
        const query = endOfTable(walk, end);
        return { parts: [enclosed ? query : `(${query})`], values: [] };
      },
    });
  return { after: bound("after"), upto: bound("upto") };
}
