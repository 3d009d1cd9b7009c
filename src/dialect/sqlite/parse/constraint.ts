import type {
  CheckConstraint,
  Constraint,
  PrimaryKey,
  UniqueConstraint,
} from "../../../schema/constraint.ts";
import type { Options } from "../../../schema/schema.ts";
import { sqliteOptions } from "../options.ts";
import { conflictClause } from "./clause.ts";
import { foreignKey } from "./foreign_key.ts";
import { keyColumns } from "./key_columns.ts";
import type { SqlCursor } from "./sql_cursor.ts";

/** A constraint that stands after the columns. */
export interface TableConstraint {
  readonly constraint: Constraint;
  /** Whether a primary key says AUTOINCREMENT. */
  readonly autoincrement: boolean;
}

/** Takes one constraint of a table, after its name. */
export function tableConstraint(cursor: SqlCursor, name: string): TableConstraint {
  if (cursor.comes("CHECK")) return { constraint: checkClause(cursor, name), autoincrement: false };
  if (cursor.skip("FOREIGN", "KEY")) {
    const { columns } = keyColumns(cursor);
    return { constraint: foreignKey(cursor, name, columns), autoincrement: false };
  }
  const primary = cursor.skip("PRIMARY", "KEY");
  if (!primary) cursor.expect("UNIQUE");
  const { columns, options, autoincrement } = keyColumns(cursor);
  const all = keyOptions(options, conflictClause(cursor));
  return { constraint: primary ? primaryKey(name, columns, all) : unique(name, columns, all), autoincrement };
}

/** A key's options with its ON CONFLICT. */
export function keyOptions(options: Options, conflict: string): Options {
  return conflict === "" ? options : { ...options, [sqliteOptions.conflict]: conflict };
}

/** A primary key as SQLite knows it. */
export function primaryKey(name: string, columns: readonly string[], options: Options): PrimaryKey {
  return { kind: "primaryKey", name, columns, include: [], deferral: "immediate", comment: "", options };
}

/** A unique constraint as SQLite knows it. */
export function unique(name: string, columns: readonly string[], options: Options): UniqueConstraint {
  const rest = { include: [], nullsNotDistinct: false, deferral: "immediate", comment: "" } as const;
  return { kind: "unique", name, columns, ...rest, options };
}

/** A check as SQLite knows it. */
export function check(name: string, condition: string, options: Options): CheckConstraint {
  return { kind: "check", name, condition, comment: "", options };
}

/** Takes CHECK with its condition and what follows it. */
export function checkClause(cursor: SqlCursor, name: string): CheckConstraint {
  cursor.expect("CHECK");
  const condition = cursor.text(cursor.parenthesised());
  return check(name, condition, keyOptions({}, conflictClause(cursor)));
}
