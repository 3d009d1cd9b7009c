import type { LedgerName, LedgerRow, LedgerSql, LogRow } from "../dialect.ts";
import type { Statement, Value } from "../../sql/statement.ts";

/** What an engine calls the types of the ledger's columns. */
export interface LedgerTypes {
  /** A revision's id: a type that can be a primary key and compares byte for byte. */
  readonly id: string;
  readonly text: string;
  /** Whole files: `longtext` where `text` is short. */
  readonly longText: string;
  readonly integer: string;
  readonly bigint: string;
  /** Holds `YYYY-MM-DDTHH:MM:SS.mmmZ` as it is, or a type that `ledgerRow` can turn back into it. */
  readonly timestamp: string;
  /** The whole definition behind the name of the log's key: a number that the engine gives, primary key included. */
  readonly logKey: string;
}

/** What the ledger's statements have to know of an engine. */
export interface LedgerOptions {
  readonly quote: (identifier: string) => string;
  /** The placeholder of the nth bound value, from 1. */
  readonly placeholder: (position: number) => string;
  readonly types: LedgerTypes;
  /** What follows a table's closing bracket: `ENGINE=InnoDB`. */
  readonly tableSuffix?: string;
  /** Creates a configured schema that may be missing; without it the schema must exist. */
  readonly createSchema?: (schema: string) => Statement;
}

/** Columns with what they are. */
export type ColumnTypes<Name extends string> = Readonly<
  Record<Name, readonly [keyof LedgerTypes, "NOT NULL" | ""]>
>;

/** The layout of the ledger that this release writes, and the newest that it can read. */
export const LEDGER_LAYOUT = 1;

const LEDGER_TYPES: ColumnTypes<keyof LedgerRow> = {
  revision: ["id", "NOT NULL"],
  message: ["text", "NOT NULL"],
  down_revisions: ["text", "NOT NULL"],
  depends_on: ["text", "NOT NULL"],
  branch_labels: ["text", "NOT NULL"],
  path: ["text", "NOT NULL"],
  script: ["longText", ""],
  checksum: ["text", "NOT NULL"],
  checksum_version: ["integer", "NOT NULL"],
  file_digest: ["text", "NOT NULL"],
  origin: ["text", "NOT NULL"],
  state: ["text", "NOT NULL"],
  statements_done: ["integer", "NOT NULL"],
  journal: ["longText", ""],
  applied_at: ["timestamp", "NOT NULL"],
  applied_by: ["text", "NOT NULL"],
  duration_ms: ["bigint", ""],
  retort_version: ["text", "NOT NULL"],
  layout: ["integer", "NOT NULL"],
};

const LOG_TYPES: ColumnTypes<keyof LogRow> = {
  revision: ["id", "NOT NULL"],
  direction: ["text", "NOT NULL"],
  outcome: ["text", "NOT NULL"],
  started_at: ["timestamp", "NOT NULL"],
  duration_ms: ["bigint", "NOT NULL"],
  run_by: ["text", "NOT NULL"],
  retort_version: ["text", "NOT NULL"],
  error: ["longText", ""],
};

/** The log's table: `retort_log` beside `retort_ledger`, `x_log` beside `x`. */
export function logName(name: LedgerName): LedgerName {
  const table = name.table.endsWith("_ledger") ? name.table.slice(0, -"ledger".length) : name.table + "_";
  return { ...name, table: table + "log" };
}

/** The statements that keep the ledger, in the SQL that all engines share. */
export function ansiLedger(options: LedgerOptions): LedgerSql {
  return {
    create: (name) => createTables(options, name),
    readAll: (name) => ({
      sql:
        `SELECT ${columnList(options, Object.keys(LEDGER_TYPES).filter((column) => column !== "script"))} ` +
        `FROM ${tableName(options, name)} ORDER BY applied_at, revision`,
    }),
    readWhole: (name) => ({
      sql: `SELECT ${columnList(options, Object.keys(LEDGER_TYPES))} FROM ${tableName(options, name)} ` +
        "ORDER BY applied_at, revision",
    }),
    readOne: (name, revision) => ({
      sql: `SELECT ${columnList(options, Object.keys(LEDGER_TYPES))} FROM ${tableName(options, name)} ` +
        `WHERE ${keyIs(options, 1)}`,
      parameters: [revision],
    }),
    insert: (name, row) => insertRows(options, name, Object.keys(LEDGER_TYPES), [{ ...row }]),
    update: (name, revision, change) => updateRow(options, name, revision, change),
    remove: (name, revision) => ({
      sql: `DELETE FROM ${tableName(options, name)} WHERE ${keyIs(options, 1)}`,
      parameters: [revision],
    }),
    log: (name, rows) =>
      insertRows(options, logName(name), Object.keys(LOG_TYPES), rows.map((row) => ({ ...row }))),
    repeatable: async () => (await import("./repeatable_sql.ts")).repeatableSql(options),
  };
}

function createTables(options: LedgerOptions, name: LedgerName): readonly Statement[] {
  const { quote, types, createSchema } = options;
  const key = `PRIMARY KEY (${quote("revision")})`;
  const ledger = createTable(options, name, [...definitions(options, LEDGER_TYPES), key]);
  const logKey = `${quote("id")} ${types.logKey}`;
  const log = createTable(options, logName(name), [logKey, ...definitions(options, LOG_TYPES)]);
  const schema = name.schema === undefined || name.atHome ? undefined : createSchema?.(name.schema);
  return schema === undefined ? [ledger, log] : [schema, ledger, log];
}

function updateRow(
  options: LedgerOptions,
  name: LedgerName,
  revision: string,
  change: Partial<LedgerRow>,
): Statement {
  const parameters: Value[] = [];
  const assignments: string[] = [];
  for (const [column, value] of Object.entries(change)) {
    if (value === undefined) continue;
    assignments.push(`${options.quote(column)} = ${options.placeholder(parameters.push(value))}`);
  }
  if (assignments.length === 0) throw new Error("A ledger update must change something");
  const where = keyIs(options, parameters.push(revision));
  return {
    sql: `UPDATE ${tableName(options, name)} SET ${assignments.join(", ")} WHERE ${where}`,
    parameters,
  };
}

function keyIs({ quote, placeholder }: LedgerOptions, position: number): string {
  return `${quote("revision")} = ${placeholder(position)}`;
}

/** CREATE TABLE, harmless where it is there. */
export function createTable(options: LedgerOptions, name: LedgerName, parts: readonly string[]): Statement {
  const suffix = options.tableSuffix === undefined ? "" : ` ${options.tableSuffix}`;
  const body = parts.map((part) => `  ${part}`).join(",\n");
  return { sql: `CREATE TABLE IF NOT EXISTS ${tableName(options, name)} (\n${body}\n)${suffix}` };
}

/** Columns as CREATE TABLE takes them. */
export function definitions(
  { quote, types }: LedgerOptions,
  columns: ColumnTypes<string>,
): string[] {
  return Object.entries(columns).map(([column, [type, constraint]]) =>
    `${quote(column)} ${types[type]} ${constraint}`.trimEnd()
  );
}

/** One INSERT of many rows. Bound values are limited on every engine (32,766 on SQLite): a few thousand rows at most. */
export function insertRows(
  options: LedgerOptions,
  name: LedgerName,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Value>>[],
): Statement {
  const parameters: Value[] = [];
  const tuples = rows.map((row) => {
    const places = columns.map((column) => options.placeholder(parameters.push(row[column] ?? null)));
    return `(${places.join(", ")})`;
  });
  const target = `${tableName(options, name)} (${columnList(options, columns)})`;
  return { sql: `INSERT INTO ${target} VALUES ${tuples.join(", ")}`, parameters };
}

/** Columns as they stand in a list. */
export function columnList({ quote }: LedgerOptions, columns: readonly string[]): string {
  return columns.map(quote).join(", ");
}

/** The table, with its schema where that is known. */
export function tableName({ quote }: LedgerOptions, { schema, table }: LedgerName): string {
  return schema === undefined ? quote(table) : `${quote(schema)}.${quote(table)}`;
}
