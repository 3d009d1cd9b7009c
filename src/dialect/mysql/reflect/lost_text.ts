import type { Connection } from "../../dialect.ts";
import { literal, quote } from "../quote.ts";
import type { Catalog } from "./catalog.ts";
import type { CheckRow, ColumnRow } from "./catalog_rows.ts";
import type { ShownTable } from "./shown_table.ts";

/**
 * information_schema speaks utf8mb3: a character beyond it is four question marks there, or one in a default, and so
 * is a byte that is no text. What may have been lost is asked for in another way.
 */
export async function withLostText(
  connection: Connection,
  catalog: Catalog,
  database: string,
  shown: ReadonlyMap<string, ShownTable>,
): Promise<Catalog> {
  const defaults = await lostDefaults(connection, catalog.columns.filter(hasLostDefault), database);
  return {
    ...catalog,
    columns: catalog.columns.map((row) => {
      const generation = lostExpression(row.generation)
        ? shown.get(row.table_name)?.generation(row.name)
        : undefined;
      return {
        ...row,
        default_sql: defaults.get(row) ?? row.default_sql,
        generation: generation ?? row.generation,
      };
    }),
    checks: catalog.checks.map((row) => ({
      ...row,
      condition_sql:
        (lostExpression(row.condition_sql) ? shown.get(row.table_name)?.check(row) : undefined) ??
          row.condition_sql,
    })),
  };
}

/** The tables whose expressions SHOW CREATE TABLE has to tell. */
export function tablesWithLostText({ columns, checks }: Catalog): string[] {
  return [
    ...columns.filter(({ generation }) => lostExpression(generation)),
    ...checks.filter(({ condition_sql }: CheckRow) => lostExpression(condition_sql)),
  ].map(({ table_name }) => table_name);
}

function lostExpression(sql: string | null): boolean {
  return sql?.includes("????") === true;
}

function hasLostDefault({ default_sql }: ColumnRow): boolean {
  return default_sql !== null && /^'[^]*\?[^]*'$/.test(default_sql);
}

/** One question for all of them: a table without rows still knows the defaults of its columns. */
async function lostDefaults(
  connection: Connection,
  rows: readonly ColumnRow[],
  database: string,
): Promise<ReadonlyMap<ColumnRow, string>> {
  if (rows.length === 0) return new Map();
  const asked = rows.map((row, at) => {
    const value = `DEFAULT(asked.${quote(row.name)})`;
    const text = isBytes(row) ? `HEX(${value})` : `CONVERT(${value} USING utf8mb4)`;
    return `SELECT ${at} AS number, ${text} AS value FROM (SELECT 1 AS one) AS single ` +
      `LEFT JOIN ${quote(database)}.${quote(row.table_name)} AS asked ON FALSE`;
  });
  const answers = await connection.query<{ readonly number: number; readonly value: string | null }>(
    asked.join("\nUNION ALL "),
  );
  const found = new Map<ColumnRow, string>();
  for (const { number, value } of answers) {
    const row = rows[number];
    if (row !== undefined && value !== null) {
      found.set(row, isBytes(row) ? bytesSql(value, row) : literal(value));
    }
  }
  return found;
}

function isBytes({ type }: ColumnRow): boolean {
  return /^(?:var)?binary\b/.test(type);
}

/** Bytes that are text stay text. */
function bytesSql(hex: string, { default_sql }: ColumnRow): string {
  return /^(?:[2-7][0-9A-F])*$/.test(hex) ? default_sql ?? "" : `X'${hex}'`;
}
