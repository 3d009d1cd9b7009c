import { dispatch } from "../../src/operation/dispatch.ts";
import type { Operation, TableChange } from "../../src/operation/operation.ts";
import type { Schema, Table } from "../../src/schema/schema.ts";
import type { CompiledStatement } from "../../src/dialect/compiler.ts";
import type { SqliteConnection } from "../../src/dialect/sqlite/connection.ts";
import { withoutForeignKeys } from "../../src/dialect/sqlite/foreign_keys.ts";
import { sqliteCompiler } from "../../src/dialect/sqlite/compiler.ts";
import { connect } from "../../src/dialect/sqlite/driver.ts";
import { sqliteReflector } from "../../src/dialect/sqlite/reflector.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";

/** An SQLite database, in memory unless a path is given, with these statements run. */
export async function openSqlite(
  statements: readonly string[],
  path = ":memory:",
): Promise<SqliteConnection> {
  const url = parseDatabaseUrl(`sqlite:${path}`);
  const connection = await connect(url, { applicationName: "retort", connectTimeout: 1000 });
  await connection.execute("PRAGMA foreign_keys = ON");
  for (const sql of statements) await connection.execute(sql);
  return connection;
}

/** What the database declares. */
export async function schemaOf(connection: SqliteConnection): Promise<Schema> {
  return await sqliteReflector.reflect(connection, {});
}

/** One table of it. */
export async function tableOf(connection: SqliteConnection, name: string): Promise<Table> {
  const { tables } = await schemaOf(connection);
  const table = tables.find((each) => each.name === name);
  if (table === undefined) throw new Error(`There is no table ${name}`);
  return table;
}

/** The statements of an operation on this database. */
export async function compiled(
  connection: SqliteConnection,
  operation: Operation,
  version = connection.server.version,
): Promise<readonly CompiledStatement[]> {
  const schema = await schemaOf(connection);
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const server = { product: "sqlite", version, versionNumbers: [major, minor, patch] } as const;
  return dispatch(sqliteCompiler.handlers, operation, { schema, server, offline: false });
}

/** Carries an operation out as a run does: in one transaction, without foreign keys where it must be. */
export async function carryOut(
  connection: SqliteConnection,
  operation: Operation,
  version?: string,
): Promise<readonly CompiledStatement[]> {
  const statements = await compiled(connection, operation, version);
  const off = statements.some(({ foreignKeys }) => foreignKeys === "off");
  await using guard = off ? await withoutForeignKeys(connection) : undefined;
  try {
    await connection.execute("BEGIN IMMEDIATE");
    await connection.pipeline(statements);
    await guard?.check();
    await connection.execute("COMMIT");
    return statements;
  } catch (error) {
    if (connection.inTransaction()) await connection.execute("ROLLBACK");
    throw error;
  }
}

/** A batch on a table. */
export function batch(
  name: string,
  changes: readonly TableChange[],
  rebuild: "auto" | "always" | "never" = "auto",
): Operation {
  return { kind: "alterTable", table: { name }, changes, rebuild };
}

/** The rows of a query. */
export async function rows(connection: SqliteConnection, sql: string): Promise<Record<string, unknown>[]> {
  return await connection.query<Record<string, unknown>>(sql);
}
