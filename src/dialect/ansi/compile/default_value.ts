import type { DefaultValue } from "../../../schema/column.ts";
import type { ColumnType } from "../../../schema/column_type.ts";
import { jsonText } from "../../../schema/json_text.ts";
import type { Value } from "../../../sql/statement.ts";

/**
 * The literal of a default. Lists and objects are written as JSON, and so are numbers and booleans of a JSON column,
 * which takes no others; a string stands as it is.
 */
export function defaultValueSql(
  value: DefaultValue,
  type: ColumnType | undefined,
  literal: (value: Value) => string,
): string {
  return literal(plainValue(value, type)).trimStart();
}

function plainValue(value: DefaultValue, type: ColumnType | undefined): Value {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "object") return jsonText(value);
  return type?.kind === "json" || type?.kind === "jsonb" ? String(value) : value;
}
