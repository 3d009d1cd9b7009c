import type { Schema } from "../../../src/schema/schema.ts";
import type { Engine } from "../../support/engine.ts";

/**
 * A schema without what means nothing to the engine. Only SQLite keeps the text that it was given: the case of types, white
 * space in views, redundant quotes and parentheses of defaults are the writer's.
 */
export function comparable(schema: Schema, engine: Engine): unknown {
  if (engine !== "sqlite") return plain(schema);
  const definitions = schema.definitions.map((object) => ({ ...object, create: object.create.replace(/\s+/g, " ") }));
  return plain({ ...schema, definitions, tables: schema.tables.map(comparableTable) });
}

type Table = Schema["tables"][number];
type Column = Table["columns"][number];

function comparableTable(table: Table): Table {
  return { ...table, columns: table.columns.map(comparableColumn) };
}

function comparableColumn(column: Column): Column {
  const type = column.type.kind === "native"
    ? { kind: "native", sql: typeText(column.type.sql) } as const
    : column.type;
  const { default: value } = column;
  if (value.kind !== "expression") return { ...column, type };
  return { ...column, type, default: { kind: "expression", sql: bare(value.sql) } };
}

/** All names of whole numbers mean the same, and retort writes one. */
function typeText(sql: string): string {
  const text = sql.toUpperCase().replaceAll(" ", "");
  return text === "BIGINT" || text === "SMALLINT" ? "INTEGER" : text;
}

function bare(sql: string): string {
  const inside = /^\((.*)\)$/s.exec(sql)?.[1] ?? sql;
  return /^'-?\d+'$/.test(inside) ? inside.slice(1, -1) : inside;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
