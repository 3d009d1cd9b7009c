import type { Deferral, ForeignKey, KeyAction } from "../../../schema/constraint.ts";
import { keyColumns } from "./key_columns.ts";
import type { SqlCursor } from "./sql_cursor.ts";

/** Takes what follows a foreign key's columns, from REFERENCES on. */
export function foreignKey(cursor: SqlCursor, name: string, columns: readonly string[]): ForeignKey {
  cursor.expect("REFERENCES");
  const table = { name: cursor.name() };
  const references = cursor.comes("(") ? keyColumns(cursor).columns : [];
  const rules = keyRules(cursor);
  const deferral = deferralClause(cursor) ?? "immediate";
  return {
    kind: "foreignKey",
    name,
    columns,
    table,
    references,
    ...rules,
    deferral,
    comment: "",
    options: {},
  };
}

function keyRules(cursor: SqlCursor): Pick<ForeignKey, "onDelete" | "onUpdate" | "match"> {
  let onDelete: KeyAction = "NO ACTION";
  let onUpdate: KeyAction = "NO ACTION";
  let match = "";
  for (;;) {
    if (cursor.skip("ON", "DELETE")) onDelete = keyAction(cursor);
    else if (cursor.skip("ON", "UPDATE")) onUpdate = keyAction(cursor);
    else if (cursor.skip("ON", "INSERT")) keyAction(cursor);
    else if (cursor.skip("MATCH")) match = cursor.name().toUpperCase();
    else return { onDelete, onUpdate, match: match === "SIMPLE" ? "" : match };
  }
}

function keyAction(cursor: SqlCursor): KeyAction {
  if (cursor.skip("SET", "NULL")) return "SET NULL";
  if (cursor.skip("SET", "DEFAULT")) return "SET DEFAULT";
  if (cursor.skip("NO", "ACTION")) return "NO ACTION";
  if (cursor.skip("CASCADE")) return "CASCADE";
  return cursor.skip("RESTRICT") ? "RESTRICT" : cursor.fail();
}

/** Takes `[NOT] DEFERRABLE [INITIALLY …]`; undefined where it does not come. */
export function deferralClause(cursor: SqlCursor): Deferral | undefined {
  const never = cursor.skip("NOT", "DEFERRABLE");
  if (!never && !cursor.skip("DEFERRABLE")) return undefined;
  const deferred = cursor.skip("INITIALLY", "DEFERRED");
  if (!deferred) cursor.skip("INITIALLY", "IMMEDIATE");
  if (never) return "immediate";
  return deferred ? "deferred" : "deferrable";
}
