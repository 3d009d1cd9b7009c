import type { Span } from "../../../sql/statement.ts";
import type { SqlCursor } from "./sql_cursor.ts";

/** What may follow a column's type, one thing at a time. */
export type ClauseKind =
  | "notNull"
  | "null"
  | "primaryKey"
  | "unique"
  | "check"
  | "default"
  | "collate"
  | "generated"
  | "references"
  | "deferrable";

/** Where a part of a column's definition stands, with the CONSTRAINT that names it. */
export interface Clause {
  readonly kind: ClauseKind;
  readonly span: Span;
}

/** Takes the names that stand before a constraint; the last one counts, and one that nothing follows does not. */
export function constraintName(cursor: SqlCursor): string {
  let name = "";
  while (cursor.skip("CONSTRAINT")) name = cursor.name();
  return name;
}

/** Takes ON CONFLICT; gives what is to be done in upper case, and nothing where it is what SQLite does unless told. */
export function conflictClause(cursor: SqlCursor): string {
  if (!cursor.skip("ON", "CONFLICT")) return "";
  const action = cursor.upper();
  cursor.take();
  return action === "ABORT" ? "" : action;
}
