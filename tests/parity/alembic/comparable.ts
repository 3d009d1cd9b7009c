import type { Schema } from "../../../src/schema/schema.ts";
import type { Engine } from "../../support/engine.ts";

/**
 * A schema without what means nothing to the engine. Only SQLite keeps the text that it was given: the case of types and
 * redundant quotes and parentheses of defaults are the writer's.
 */
export function comparable(schema: Schema, engine: Engine): unknown {
  if (engine !== "sqlite") return plain(schema);
  return plain({ ...schema, tables: schema.tables.map(comparableTable) });
}

type Table = Schema["tables"][number];
type Column = Table["columns"][number];

function comparableTable(table: Table): Table {
  return { ...table, columns: table.columns.map(comparableColumn) };
}

function comparableColumn(column: Column): Column {
  const type = column.type.kind === "native"
    ? { kind: "native", sql: column.type.sql.toUpperCase().replaceAll(" ", "") } as const
    : column.type;
  const { default: value } = column;
  if (value.kind !== "expression") return { ...column, type };
  return { ...column, type, default: { kind: "expression", sql: bare(value.sql) } };
}

function bare(sql: string): string {
  const inside = /^\((.*)\)$/s.exec(sql)?.[1] ?? sql;
  return /^'-?\d+'$/.test(inside) ? inside.slice(1, -1) : inside;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
