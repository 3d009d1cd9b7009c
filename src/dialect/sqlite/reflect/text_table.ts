import type { Table } from "../../../schema/schema.ts";
import { columnsOf, constraintsOf, parseTable } from "../parse/parse_table.ts";
import type { ColumnFact } from "./catalog.ts";

/** A table as its text tells; undefined where the text is not understood, or SQLite itself reads it otherwise. */
export function textTable(name: string, sql: string, facts: readonly ColumnFact[]): Table | undefined {
  const parsed = parseTable(sql);
  if (parsed === undefined) return undefined;
  const table: Table = {
    name,
    columns: columnsOf(parsed),
    constraints: constraintsOf(parsed),
    indexes: [],
    comment: "",
    options: parsed.options,
  };
  return agrees(table, facts) ? table : undefined;
}

/** A text that is read wrongly would be written wrongly: what the engine has made of it decides. */
function agrees({ columns, constraints }: Table, facts: readonly ColumnFact[]): boolean {
  const key = constraints.find(({ kind }) => kind === "primaryKey");
  const members = key?.kind === "primaryKey" ? key.columns : [];
  return columns.length === facts.length && columns.every((column, at) => {
    const [name, , notNull, value, place, hidden] = facts[at] ?? [];
    const generated = column.generation.kind === "computed" ? (column.generation.stored ? 3 : 2) : 0;
    return column.name === name && members.indexOf(column.name) + 1 === place && generated === hidden &&
      (column.default.kind === "none") === (value === null) && (column.nullable || notNull === 1);
  });
}
