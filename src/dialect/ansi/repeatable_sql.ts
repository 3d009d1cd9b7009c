import type { LedgerName, RepeatableRow, RepeatableSql } from "../dialect.ts";
import {
  columnList,
  type ColumnTypes,
  createTable,
  definitions,
  insertRows,
  type LedgerOptions,
  tableName,
} from "./ledger.ts";

const TYPES: ColumnTypes<keyof RepeatableRow> = {
  name: ["id", "NOT NULL"],
  checksum: ["text", "NOT NULL"],
  checksum_version: ["integer", "NOT NULL"],
  applied_at: ["timestamp", "NOT NULL"],
  applied_by: ["text", "NOT NULL"],
  duration_ms: ["bigint", ""],
  retort_version: ["text", "NOT NULL"],
};

/** The table of repeatables: `retort_repeatable` beside `retort_ledger`, `x_repeatable` beside `x`. */
export function repeatableName(name: LedgerName): LedgerName {
  const table = name.table.endsWith("_ledger") ? name.table.slice(0, -"ledger".length) : name.table + "_";
  return { ...name, table: table + "repeatable" };
}

/** The statements that keep the record of repeatables, in the SQL that all engines share. */
export function repeatableSql(options: LedgerOptions): RepeatableSql {
  const { quote, placeholder } = options;
  const table = (ledger: LedgerName) => tableName(options, repeatableName(ledger));
  const where = (position: number) => `WHERE ${quote("name")} = ${placeholder(position)}`;
  return {
    create: (ledger) =>
      createTable(options, repeatableName(ledger), [
        ...definitions(options, TYPES),
        `PRIMARY KEY (${quote("name")})`,
      ]),
    readAll: (ledger) => ({
      sql: `SELECT ${columnList(options, ["name", "checksum", "checksum_version"])} ` +
        `FROM ${table(ledger)} ORDER BY ${quote("name")}`,
    }),
    insert: (ledger, row) => insertRows(options, repeatableName(ledger), Object.keys(TYPES), [{ ...row }]),
    measure: (ledger, name, durationMs) => ({
      sql: `UPDATE ${table(ledger)} SET ${quote("duration_ms")} = ${placeholder(1)} ${where(2)}`,
      parameters: [durationMs, name],
    }),
    remove: (ledger, name) => ({ sql: `DELETE FROM ${table(ledger)} ${where(1)}`, parameters: [name] }),
  };
}
