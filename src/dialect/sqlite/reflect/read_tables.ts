import type { Constraint } from "../../../schema/constraint.ts";
import type { Index } from "../../../schema/index.ts";
import type { Table, UnknownObject } from "../../../schema/schema.ts";
import type { Connection } from "../../dialect.ts";
import { folded, spelledAsIn } from "../parse/folded.ts";
import { parseIndex } from "../parse/parse_index.ts";
import type { Catalog, ColumnFact, Entry } from "./catalog.ts";
import { byName } from "../../../schema/by_name.ts";
import { inOrder } from "./in_order.ts";
import { pragmaTable, readKeyFacts } from "./pragma_table.ts";
import type { SortedEntries } from "./sorted_entries.ts";
import { textTable } from "./text_table.ts";

/** Tables with their indexes, by name, and what of them was not understood. */
export interface TablesRead {
  readonly tables: readonly Table[];
  readonly unknown: readonly UnknownObject[];
}

/** Makes tables of the catalog's entries; what their text does not tell, SQLite is asked for. */
export async function readTables(
  connection: Connection,
  { tables: entries, indexes }: SortedEntries,
  catalog: Catalog,
): Promise<TablesRead> {
  const read = entries.map((entry) => ({ entry, table: fromText(entry, catalog) }));
  const unclear = read.flatMap(({ entry: { name }, table }) => table === undefined ? [name] : []);
  const keys = await readKeyFacts(connection, unclear);
  const whole = read.map(({ entry: { name }, table }) =>
    table ?? pragmaTable(name, catalog.columns.get(name) ?? [], catalog.listed.get(name), keys)
  );
  const byTable = Map.groupBy(indexes, ({ table }) => table);
  const found = whole.map((table) => withIndexes(table, byTable.get(table.name) ?? []));
  return {
    tables: withParents(found.map(({ table }) => table), catalog).map(inOrder).sort(byName),
    unknown: [
      ...unclear.map((name) => ({ kind: "text of table", name })),
      ...found.flatMap(({ unknown }) => unknown),
    ],
  };
}

function fromText({ name, sql }: Entry, catalog: Catalog): Table | undefined {
  return sql === null ? undefined : textTable(name, sql, catalog.columns.get(name) ?? []);
}

interface IndexedTable {
  readonly table: Table;
  readonly unknown: readonly UnknownObject[];
}

function withIndexes(table: Table, entries: readonly Entry[]): IndexedTable {
  const columns = table.columns.map(({ name }) => name);
  const indexes: Index[] = [];
  const unknown: UnknownObject[] = [];
  for (const { name, sql } of entries) {
    const index = parseIndex(sql ?? "", columns);
    if (index === undefined) unknown.push({ kind: "index", name });
    else indexes.push({ ...index, name });
  }
  return { table: { ...table, indexes }, unknown };
}

/** Foreign keys name a table and its columns in any case: here they are spelled as they are called. */
function withParents(tables: readonly Table[], { columns }: Catalog): Table[] {
  const names = new Map([...columns.keys()].map((name) => [folded(name), name]));
  return tables.map((table) => ({
    ...table,
    constraints: table.constraints.map((constraint) => {
      const parent = constraint.kind === "foreignKey" ? names.get(folded(constraint.table.name)) : undefined;
      return parent === undefined ? constraint : withParent(constraint, parent, columns.get(parent) ?? []);
    }),
  }));
}

function withParent(constraint: Constraint, parent: string, columns: readonly ColumnFact[]): Constraint {
  if (constraint.kind !== "foreignKey") return constraint;
  const spelling = columns.map(([name]) => name);
  const references = constraint.references.map((name) => spelledAsIn(spelling, name));
  return { ...constraint, table: { name: parent }, references };
}
