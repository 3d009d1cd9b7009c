/** A piece of a source text: UTF-16 offsets, `end` exclusive, so that `source.slice(start, end)` is the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value that can be bound to a statement; `null` is SQL's NULL. */
export type Value = null | string | number | bigint | boolean | Uint8Array;

/** One SQL statement, without its delimiter. */
export interface Statement {
  readonly sql: string;
  /** Bound in the dialect's own order (`?`, `$1`); absent for statements that bind nothing. */
  readonly parameters?: readonly Value[];
  /** Whether retort itself wrote it, with values that need not be kept out of the server's log. */
  readonly own?: boolean;
}

/** A statement that stands in a revision file. `span` covers `sql` in that file. */
export interface SourceStatement extends Statement {
  readonly span: Span;
}
