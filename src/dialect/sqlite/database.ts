/** What retort uses of node:sqlite's `StatementSync`. */
export interface PreparedStatement {
  /** The text as far as SQLite read it. */
  readonly sourceSQL: string;
  /** The same with values where parameters stand: NULL for each that has none. */
  readonly expandedSQL: string;
  run(...values: readonly BoundValue[]): { readonly changes: number | bigint };
  all(...values: readonly BoundValue[]): readonly unknown[];
  columns(): readonly { readonly name: string | null }[];
  setReadBigInts(enabled: boolean): void;
  /** Not in Deno's types yet, but there. Rows are arrays then: quicker, and fewer objects to rebuild. */
  setReturnArrays?(enabled: boolean): void;
}

/** What retort uses of node:sqlite's `DatabaseSync`. */
export interface Database {
  readonly isTransaction: boolean;
  open(): void;
  close(): void;
  exec(sql: string): void;
  prepare(sql: string): PreparedStatement;
}

/** What SQLite stores; a JavaScript number is bound as REAL. */
export type BoundValue = null | string | number | bigint | Uint8Array;
