import type { Connection } from "../../dialect/dialect.ts";
import type { Lexicon } from "../../sql/lexicon.ts";
import { leadingWords } from "../../sql/statement_kind.ts";
import type { Value } from "../../sql/statement.ts";

/** A statement as the journal tells it from others. */
export interface Told {
  readonly sql: string;
  readonly parameters: readonly Value[];
  /** Stands for both where the statement was made from what the database was then, which it is no more. */
  readonly identity?: string;
}

/** One statement that the revision asks for. */
export interface Call<T> extends Told {
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

/** A statement that is asked for its effect. */
export function executing(
  sql: string,
  parameters: readonly Value[],
  told: Pick<Told, "identity">,
): Call<number> {
  return {
    sql,
    parameters,
    ...told,
    send: (connection) => connection.execute(sql, parameters),
    rows: (affected) => affected,
    again: (affected) => affected,
  };
}

/** A statement that is asked for its rows. */
export function querying<Row>(sql: string, parameters: readonly Value[]): Call<Row[]> {
  return {
    sql,
    parameters,
    send: (connection) => connection.query<Row>(sql, parameters),
    rows: () => undefined,
    again: () => undefined,
  };
}
