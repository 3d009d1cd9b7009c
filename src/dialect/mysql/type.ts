import type { ColumnType, SimpleType } from "../../schema/column_type.ts";
import { assertNever } from "../../util/assert_never.ts";
import { refuse } from "../ansi/compile/refuse.ts";
import { withArguments } from "../ansi/compile/type_arguments.ts";
import { literal } from "./quote.ts";

/**
 * A type as MariaDB and MySQL spell it.
 *
 * @throws {RetortError} `usage` for a type that they do not have, or that would lose what it holds.
 */
export function typeSql(type: ColumnType): string {
  switch (type.kind) {
    case "native":
      return type.sql;
    case "numeric":
      return decimal(type.precision, type.scale);
    case "varchar":
      if (type.length === undefined) {
        refuse("MySQL's varchar has a length", "Say how long it may be, as in varchar(200), or take text");
      }
      return withArguments("varchar", type.length);
    case "char":
      return withArguments("char", type.length);
    case "bytes":
      return type.length === undefined ? "blob" : withArguments("varbinary", type.length);
    case "time":
      return withArguments("time", type.precision);
    // `timestamp` keeps UTC, and `datetime` what it is given.
    case "timestamp":
      return withArguments("datetime", type.precision);
    case "timestamptz":
      return withArguments("timestamp", type.precision);
    case "enum":
      return `enum(${type.values.map(literal).join(", ")})`;
    case "array":
      return refuse("MySQL has no arrays", "Take json, or a table of its own");
    case "interval":
      return refuse("MySQL has no intervals", "Keep a number of seconds, or text");
    case "uuid":
      return "char(36)";
    default:
      return simpleType(type.kind);
  }
}

/** Without a precision the engine takes ten digits and none after the point, and rounds what it is given. */
function decimal(precision: number | undefined, scale: number | undefined): string {
  if (precision === undefined) {
    refuse(
      "MySQL's numeric keeps no digits after the point unless told how many",
      "Say how many digits there are and how many of them after the point, as in numeric(12, 2)",
    );
  }
  return withArguments("decimal", precision, scale);
}

function simpleType(kind: Exclude<SimpleType, "interval" | "uuid">): string {
  switch (kind) {
    case "integer":
      return "int";
    case "real":
      return "float";
    case "jsonb":
      return "json";
    case "bigint":
    case "smallint":
    case "double":
    case "boolean":
    case "text":
    case "date":
    case "json":
      return kind;
    default:
      return assertNever(kind);
  }
}
