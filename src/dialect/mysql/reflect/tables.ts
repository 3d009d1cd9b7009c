import type { Constraint } from "../../../schema/constraint.ts";
import { objectKey, type ObjectName, type Options, type Table } from "../../../schema/schema.ts";
import type { Catalog } from "./catalog.ts";
import type { CheckRow, ColumnRow, KeyPartRow, TableRow } from "./catalog_rows.ts";
import { isJsonCheck, maybePeriod, reflectChecks } from "./checks.ts";
import { reflectColumn } from "./column.ts";
import { reflectForeignKeys } from "./foreign_keys.ts";
import { reflectKeys } from "./keys.ts";
import { tablesWithLostText } from "./lost_text.ts";
import { byName } from "../../../schema/by_name.ts";
import { nameOf, piecesOf } from "./printed_sql.ts";
import type { ShownTable } from "./shown_table.ts";
import { reflectTableOptions } from "./table_options.ts";
import { usedSequences } from "./used_objects.ts";

/** Where a catalog was read. */
export interface Place {
  readonly product: string;
  /** The database whose objects have no schema. */
  readonly home: string;
  /** The one that was read. */
  readonly database: string;
  /** The session's own sql_mode. */
  readonly sessionMode: string;
  /** How an object of any database is called. */
  objectName(database: string, name: string): ObjectName;
}

/** A catalog with its rows by table. */
interface Grouped {
  readonly catalog: Catalog;
  readonly columns: ReadonlyMap<string, readonly ColumnRow[]>;
  readonly keyParts: ReadonlyMap<string, readonly KeyPartRow[]>;
  readonly checks: ReadonlyMap<string, readonly CheckRow[]>;
  readonly foreignKeyColumns: ReadonlyMap<string, Catalog["foreignKeyColumns"]>;
  readonly foreignKeyRules: ReadonlyMap<string, Catalog["foreignKeyRules"]>;
  readonly srids: ReadonlyMap<string, Catalog["srids"]>;
}

/** The tables of a catalog, by name. */
export function reflectTables(
  rows: readonly TableRow[],
  catalog: Catalog,
  shown: ReadonlyMap<string, ShownTable>,
  place: Place,
): Table[] {
  const grouped = groupByTable(catalog);
  return rows.map((row) => reflectTable(row, grouped, shown.get(row.name), place)).toSorted(byName);
}

function groupByTable(catalog: Catalog): Grouped {
  const of = <Row extends { readonly table_name: string }>(rows: readonly Row[]) =>
    Map.groupBy(rows, ({ table_name }) => table_name);
  return {
    catalog,
    columns: of(catalog.columns),
    keyParts: of(catalog.keyParts),
    checks: of(catalog.checks),
    foreignKeyColumns: of(catalog.foreignKeyColumns),
    foreignKeyRules: of(catalog.foreignKeyRules),
    srids: of(catalog.srids),
  };
}

function reflectTable(row: TableRow, grouped: Grouped, shown: ShownTable | undefined, place: Place): Table {
  const { name } = row;
  const { product, home } = place;
  const columns = grouped.columns.get(name) ?? [];
  const keys = reflectKeys(grouped.keyParts.get(name) ?? [], { product, engine: row.engine ?? "", shown });
  const checks = reflectChecks(grouped.checks.get(name) ?? [], { product, home, columns, shown });
  const foreignKeys = reflectForeignKeys(
    grouped.foreignKeyColumns.get(name) ?? [],
    grouped.foreignKeyRules.get(name) ?? [],
    place.objectName,
    product,
  );
  const options = reflectTableOptions(row, grouped.catalog.defaults, shown);
  const dependsOn = [...usedSequences(columns, place), ...mergedTables(options, place)];
  return {
    ...place.objectName(place.database, name),
    columns: reflectColumns(row, columns, grouped, place),
    // The server looks at keys in their order, and SHOW CREATE TABLE prints them so.
    constraints: [...keys.constraints, ...[...foreignKeys, ...checks].toSorted(byConstraint)],
    indexes: keys.indexes,
    comment: row.comment,
    options,
    ...(shown?.partitionBy !== undefined && { partitionBy: shown.partitionBy }),
    ...(dependsOn.length > 0 && { dependsOn }),
  };
}

/** The tables that a MERGE table is made of. */
function mergedTables({ union = "" }: Options, place: Place): string[] {
  return piecesOf(union).filter(({ kind }) => kind === "word" || kind === "quotedIdentifier").map((
    { kind, text },
  ) => objectKey("table", place.objectName(place.database, kind === "word" ? text : nameOf(text))));
}

function reflectColumns(
  row: TableRow,
  columns: readonly ColumnRow[],
  grouped: Grouped,
  { product, home }: Place,
): Table["columns"] {
  const checks = grouped.checks.get(row.name) ?? [];
  const srids = grouped.srids.get(row.name) ?? [];
  return columns.toSorted((one, other) => one.position - other.position).map((column) =>
    reflectColumn(column, {
      product,
      home,
      tableCollation: row.collation ?? "",
      srid: sridOf(column, srids),
      json: checks.some((check) => isJsonCheck(check, column)),
    })
  );
}

/** Zero is MariaDB's word for none. */
function sridOf(column: ColumnRow, srids: Catalog["srids"]): number | undefined {
  if (typeof column.srid === "number") return column.srid;
  const srid = srids.find(({ column_name }) => column_name === column.name)?.srid ?? 0;
  return srid === 0 ? undefined : srid;
}

const KINDS: readonly Constraint["kind"][] = ["primaryKey", "unique", "foreignKey", "check", "exclude"];

function byConstraint(one: Constraint, other: Constraint): number {
  return KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || byName(one, other);
}

/** The tables of which SHOW CREATE TABLE tells more than information_schema. */
export function tablesToShow(rows: readonly TableRow[], catalog: Catalog): string[] {
  const wanted = new Set<string>([
    ...tablesWithLostText(catalog),
    ...catalog.keyParts.filter(({ type }) => type === "FULLTEXT").map(({ table_name }) => table_name),
    ...catalog.checks.filter(maybePeriod).map(({ table_name }) => table_name),
    ...catalog.columns.filter(({ generation }) => generation?.startsWith("ROW ")).map(({ table_name }) =>
      table_name
    ),
  ]);
  return rows.filter((row) =>
    wanted.has(row.name) || /\bpartitioned\b/.test(row.options ?? "") ||
    SPEAKING_ENGINES.test(row.engine ?? "")
  ).map(({ name }) => name);
}

/** Engines whose tables mean nothing without options that only SHOW CREATE TABLE prints. */
const SPEAKING_ENGINES = /^(?:MRG_MyISAM|FEDERATED|CONNECT|SPIDER)$/i;
