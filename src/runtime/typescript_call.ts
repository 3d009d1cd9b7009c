import type { Connection } from "../dialect/dialect.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { leadingWords } from "../sql/statement_kind.ts";
import type { Value } from "../sql/statement.ts";

/** One statement that the revision asks for. */
export interface Call<T> {
  readonly sql: string;
  readonly parameters: readonly Value[];
  readonly send: (connection: Connection) => Promise<T>;
  /** The number of rows affected; undefined where rows came back, which nobody can give again. */
  readonly rows: (result: T) => number | undefined;
  /** What it gives when it was done before. */
  readonly again: (rows: number) => T | undefined;
}

const READING = new Set(["SELECT", "SHOW", "EXPLAIN", "VALUES", "PRAGMA", "DESCRIBE", "TABLE"]);

/** Whether a statement only looks, as far as its first word tells. */
export function reads(sql: string, lexicon: Lexicon): boolean {
  const [word = ""] = leadingWords(sql, lexicon, 1);
  return READING.has(word);
}
