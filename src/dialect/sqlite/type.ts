import type { ColumnType } from "../../schema/column_type.ts";
import { assertNever } from "../../util/assert_never.ts";
import { refuse } from "../ansi/compile/refuse.ts";
import { withArguments } from "../ansi/compile/type_arguments.ts";

/**
 * A type as SQLite spells it: whole numbers are INTEGER whatever their size, because only that makes a key the row's
 * own number; and JSON is TEXT, because a name without an affinity of its own would turn its numbers into others.
 *
 * @throws {RetortError} `usage` for arrays.
 */
export function typeSql(type: ColumnType): string {
  switch (type.kind) {
    case "native":
      return type.sql;
    case "integer":
    case "bigint":
    case "smallint":
      return "INTEGER";
    case "real":
    case "double":
      return "REAL";
    case "numeric":
      return withArguments("NUMERIC", type.precision, type.scale);
    case "varchar":
    case "char":
      return withArguments(type.kind.toUpperCase(), type.length);
    case "bytes":
      return "BLOB";
    case "boolean":
    case "date":
    case "time":
      return type.kind.toUpperCase();
    case "timestamp":
    case "timestamptz":
      return "TIMESTAMP";
    case "text":
    case "interval":
    case "uuid":
    case "json":
    case "jsonb":
    case "enum":
      return "TEXT";
    case "array":
      return refuse("SQLite has no arrays", "Take json, or a table of its own");
    default:
      return assertNever(type);
  }
}

/** The same in a STRICT table, which knows five types. */
export function strictTypeSql(type: ColumnType): string {
  switch (type.kind) {
    case "boolean":
      return "INTEGER";
    case "numeric":
      return "REAL";
    case "varchar":
    case "char":
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
      return "TEXT";
    default:
      return typeSql(type);
  }
}
