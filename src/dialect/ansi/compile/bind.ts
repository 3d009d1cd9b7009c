import type { Execute } from "../../../operation/operation.ts";
import type { Value } from "../../../sql/statement.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";

/** How values come into a statement. */
export interface BindSpelling {
  /** The placeholder of the nth bound value, from 1. */
  placeholder(position: number): string;
  literal(value: Value): string;
}

/** SQL of the user's own: values are bound, and stand in the text where it becomes a script. */
export function executeSql(
  { parts, values }: Execute,
  { offline }: Pick<CompileContext, "offline">,
  { placeholder, literal }: BindSpelling,
): CompiledStatement {
  if (values.length === 0) return { sql: parts.join("") };
  const write = (value: Value, index: number) => offline ? literal(value) : placeholder(index + 1);
  const sql = parts.map((part, index) => {
    const value = values[index];
    return value === undefined ? part : part + write(value, index);
  }).join("");
  return offline ? { sql } : { sql, parameters: values };
}
