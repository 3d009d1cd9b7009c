import type { Column, Default, Generation } from "../../../schema/column.ts";
import type { Options } from "../../../schema/schema.ts";
import { literal } from "../quote.ts";
import { COLUMN_OPTIONS } from "../options.ts";
import type { ColumnRow } from "./catalog_rows.ts";
import { canonicalType, isCompressed } from "./canonical_type.ts";
import { readableSql } from "./printed_sql.ts";

/** What a column's row does not say of itself. */
export interface ColumnSurroundings {
  readonly product: string;
  readonly home: string;
  readonly tableCollation: string;
  readonly srid: number | undefined;
  /** Whether a check of its own makes it MariaDB's `json`. */
  readonly json: boolean;
}

/** A row of the catalog as a column. */
export function reflectColumn(row: ColumnRow, around: ColumnSurroundings): Column {
  const ownCollation = row.collation !== null && row.collation !== around.tableCollation && !around.json;
  return {
    name: row.name,
    type: { kind: "native", sql: around.json ? "json" : canonicalType(row.type) },
    nullable: row.nullable === "YES",
    default: reflectDefault(row, around),
    generation: reflectGeneration(row, around),
    collation: ownCollation ? row.collation ?? "" : "",
    comment: row.comment,
    options: reflectOptions(row, around),
  };
}

function reflectDefault(row: ColumnRow, { product, home }: ColumnSurroundings): Default {
  const { default_sql: text } = row;
  if (text === null || isGenerated(row)) return { kind: "none" };
  if (product !== "mariadb") return { kind: "expression", sql: mysqlDefault(text, row) };
  return text === "NULL"
    ? { kind: "none" }
    : { kind: "expression", sql: canonicalTime(readableSql(text, home)) };
}

/** MySQL prints the value itself unless EXTRA says that it is SQL (its manual, "The INFORMATION_SCHEMA COLUMNS Table"). */
function mysqlDefault(text: string, { extra, type }: ColumnRow): string {
  if (/DEFAULT_GENERATED/i.test(extra)) {
    const sql = canonicalTime(readableSql(unescaped(text), ""));
    return sql.startsWith("CURRENT_TIMESTAMP") ? sql : `(${sql})`;
  }
  if (/^CURRENT_TIMESTAMP(?:\(\d\))?$/i.test(text) && /^(?:timestamp|datetime)/.test(type)) return text;
  if (/^b'[01]*'$/.test(text) || /^0x[0-9a-f]*$/i.test(text)) return text;
  const numeric = /^(?:tinyint|smallint|mediumint|int|bigint|decimal|float|double|year)\b/.test(type);
  return numeric ? text : literal(text);
}

/** MySQL prints the quotes inside an expression with a backslash before them. */
export function unescaped(text: string): string {
  return text.replaceAll("\\'", "'");
}

function canonicalTime(sql: string): string {
  const match = /^(?:current_timestamp|now)(?:\((\d?)\))?$/i.exec(sql);
  if (match === null) return sql;
  const digits = match[1] ?? "";
  return digits === "" ? "CURRENT_TIMESTAMP" : `CURRENT_TIMESTAMP(${digits})`;
}

function isGenerated({ generation }: ColumnRow): boolean {
  return generation !== null && generation !== "";
}

function reflectGeneration(row: ColumnRow, { product, home }: ColumnSurroundings): Generation {
  if (/\bauto_increment\b/i.test(row.extra)) return { kind: "identity", always: false, options: {} };
  if (!isGenerated(row) || rowTime(row) !== undefined) return { kind: "none" };
  const text = row.generation ?? "";
  const sql = readableSql(product === "mariadb" ? text : unescaped(text), home);
  return { kind: "computed", sql, stored: /STORED GENERATED/i.test(row.extra) };
}

/** `START` or `END` for the columns in which MariaDB keeps since and until when a row stood. */
function rowTime({ generation }: ColumnRow): string | undefined {
  return /^ROW (START|END)$/.exec(generation ?? "")?.[1];
}

function reflectOptions(row: ColumnRow, around: ColumnSurroundings): Options {
  const options: Record<string, string> = {};
  const tableCharset = charsetOf(around.tableCollation);
  if (row.charset !== null && row.charset !== tableCharset && !around.json) {
    options[COLUMN_OPTIONS.charset] = row.charset;
  }
  const onUpdate = /on update (\w+(?:\(\d?\))?)/i.exec(row.extra)?.[1];
  if (onUpdate !== undefined) options[COLUMN_OPTIONS.onUpdate] = canonicalTime(onUpdate);
  if (/\bINVISIBLE\b/i.test(row.extra)) options[COLUMN_OPTIONS.invisible] = "";
  if (/\bWITHOUT SYSTEM VERSIONING\b/i.test(row.extra)) options[COLUMN_OPTIONS.withoutVersioning] = "";
  if (isCompressed(row.type)) options[COLUMN_OPTIONS.compressed] = "";
  const time = rowTime(row);
  if (time !== undefined) options[COLUMN_OPTIONS.row] = time;
  if (around.srid !== undefined) options[COLUMN_OPTIONS.srid] = String(around.srid);
  return options;
}

/** The character set of a collation: what stands before its first underscore. */
export function charsetOf(collation: string): string {
  return collation.split("_", 1)[0] ?? "";
}
