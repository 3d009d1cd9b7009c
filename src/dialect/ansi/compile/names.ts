import { type ObjectName, objectName } from "../../../schema/schema.ts";

/** Makes an identifier one that stands in SQL. */
export type Quote = (identifier: string) => string;

/** The name of a table, a type, a sequence: with its schema where it has one. */
export function objectNameSql(name: ObjectName, quote: Quote): string {
  return name.schema === undefined ? quote(name.name) : `${quote(name.schema)}.${quote(name.name)}`;
}

/** The name of an index or another thing that stands in its table's schema. */
export function nameBesideSql(table: ObjectName | undefined, name: string, quote: Quote): string {
  return objectNameSql(objectName(name, table?.schema), quote);
}

/** Names in parentheses. */
export function namesSql(names: readonly string[], quote: Quote): string {
  return `(${names.map(quote).join(", ")})`;
}
