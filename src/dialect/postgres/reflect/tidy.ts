import type { Constraint } from "../../../schema/constraint.ts";
import { objectKey, type Schema, type Table } from "../../../schema/schema.ts";
import { checkColumns } from "./check_columns.ts";
import { madeUpName } from "./made_up_name.ts";
import { tidyDefault } from "./tidy_default.ts";

/** The schema without the names that the server makes up, and without casts that change nothing. */
export function tidySchema(schema: Schema): Schema {
  const attached = aboveAttached(schema.tables);
  return { ...schema, tables: schema.tables.map((table) => tidyTable(table, attached.has(table))) };
}

/** Tables above a partition whose columns stand in another order: it is attached, and must have their checks by name. */
function aboveAttached(tables: readonly Table[]): ReadonlySet<Table> {
  const byKey = new Map(tables.map((table) => [objectKey("table", table), table]));
  const above = ({ partitionOf }: Table) =>
    partitionOf === undefined ? undefined : byKey.get(objectKey("table", partitionOf.table));
  const order = ({ columns }: Table) => JSON.stringify(columns.map(({ name }) => name));
  const found = new Set<Table>();
  for (const table of tables) {
    const parent = above(table);
    if (parent === undefined || order(parent) === order(table)) continue;
    for (let each: Table | undefined = parent; each !== undefined; each = above(each)) found.add(each);
  }
  return found;
}

function tidyTable(table: Table, checksNamed: boolean): Table {
  return {
    ...table,
    columns: table.columns.map(tidyDefault),
    constraints: table.constraints.map((constraint) =>
      isMadeUp(constraint, table) && !(checksNamed && constraint.kind === "check")
        ? { ...constraint, name: "" }
        : constraint
    ),
  };
}

/** Whether the server gives the name again; a comment or a mark on its index would not find it without one. */
function isMadeUp(constraint: Constraint, table: Table): boolean {
  const { name, comment } = constraint;
  return comment === "" && !isNamedElsewhere(name, table) && name === expectedName(constraint, table);
}

function isNamedElsewhere(name: string, { options }: Table): boolean {
  const named = [options["replicaIdentity"], options["clusterOn"]].join(" ");
  return named.includes(name);
}

function expectedName(constraint: Constraint, table: Table): string | undefined {
  switch (constraint.kind) {
    case "primaryKey":
      return madeUpName(table.name, "", "pkey");
    case "unique":
      return madeUpName(table.name, joined([...constraint.columns, ...constraint.include]), "key");
    case "foreignKey":
      return madeUpName(table.name, joined(constraint.columns), "fkey");
    case "check": {
      const columns = checkColumns(constraint.condition, table.columns.map(({ name }) => name));
      if (columns === undefined) return undefined;
      return madeUpName(table.name, columns.length === 1 ? columns[0] ?? "" : "", "check");
    }
    case "exclude": {
      const columns = constraint.elements.map(({ sql }) =>
        table.columns.find(({ name }) => name === plain(sql))
      );
      if (columns.includes(undefined)) return undefined;
      return madeUpName(table.name, joined(columns.map((column) => column?.name ?? "")), "excl");
    }
  }
}

/** The server stops adding columns when a name could hold no more. */
function joined(columns: readonly string[]): string {
  let text = "";
  for (const column of columns) {
    if (new TextEncoder().encode(text).length >= 64) break;
    text = text === "" ? column : `${text}_${column}`;
  }
  return text;
}

/** An identifier without its quotes. */
function plain(sql: string): string {
  return sql.startsWith('"') && sql.endsWith('"') ? sql.slice(1, -1).replaceAll('""', '"') : sql;
}
