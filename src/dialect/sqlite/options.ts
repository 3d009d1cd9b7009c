/** What only SQLite has, as the names under which `options` holds it. */
export const sqliteOptions = {
  /** Of a table, with an empty value: it ends in STRICT. */
  strict: "strict",
  /** Of a table, with an empty value: it ends in WITHOUT ROWID. */
  withoutRowid: "withoutRowid",
  /** Of a column that is not nullable: `n` of `CONSTRAINT n NOT NULL`. */
  notNullName: "notNullName",
  /** Of a column that is not nullable: `IGNORE` of `NOT NULL ON CONFLICT IGNORE`. */
  notNullConflict: "notNullConflict",
  /** Of a primary key, a unique or a check constraint: `REPLACE` of `ON CONFLICT REPLACE`. */
  conflict: "conflict",
} as const;

/**
 * Of a primary key or a unique constraint: what stands after its nth column, from 0, such as `DESC` or
 * `COLLATE nocase DESC`.
 *
 * A primary key of one column that has `DESC` here must be written beside the column: there, and not at the table's end,
 * it keeps an `INTEGER PRIMARY KEY DESC` from being the row's own number.
 */
export function keyColumnOption(position: number): string {
  return `column${position + 1}`;
}
