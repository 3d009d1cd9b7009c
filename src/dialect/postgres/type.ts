import type { ColumnType } from "../../schema/column_type.ts";
import { assertNever } from "../../util/assert_never.ts";
import { objectNameSql } from "../ansi/compile/names.ts";
import { withArguments } from "../ansi/compile/type_arguments.ts";
import { quoteWhereNeeded } from "./quote.ts";

/** A type as PostgreSQL spells it. */
export function typeSql(type: ColumnType): string {
  switch (type.kind) {
    case "native":
      return type.sql;
    case "double":
      return "double precision";
    case "numeric":
      return withArguments("numeric", type.precision, type.scale);
    case "bytes":
      return "bytea";
    case "varchar":
    case "char":
      return withArguments(type.kind, type.length);
    case "time":
    case "timestamp":
    case "timestamptz":
      return withArguments(type.kind, type.precision);
    case "enum":
      return objectNameSql(type.name, quoteWhereNeeded);
    case "array":
      return `${typeSql(type.of)}[]`;
    case "integer":
    case "bigint":
    case "smallint":
    case "real":
    case "boolean":
    case "text":
    case "date":
    case "interval":
    case "uuid":
    case "json":
    case "jsonb":
      return type.kind;
    default:
      return assertNever(type);
  }
}
