import { DatabaseError } from "../database_error.ts";
import type { DatabaseKeeper } from "../database_keeper.ts";
import type { Connection, ConnectOptions } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { connectMysql } from "./driver.ts";
import { quote } from "./quote.ts";

/** Databases of a MariaDB or MySQL server, made and dropped from a session that is in none. */
export const mysqlDatabases: DatabaseKeeper = {
  name: nameOf,
  isMissing: (error) => error instanceof DatabaseError && error.facts.vendorCode === "1049",
  async create(url, options) {
    await using session = await connectNowhere(url, options);
    if (await isThere(session, nameOf(url))) return false;
    await session.execute(`CREATE DATABASE IF NOT EXISTS ${quote(nameOf(url))}`);
    return true;
  },
  async drop(url, options) {
    await using session = await connectNowhere(url, options);
    if (!await isThere(session, nameOf(url))) return false;
    await session.execute(`DROP DATABASE ${quote(nameOf(url))}`);
    return true;
  },
};

function nameOf({ database }: DatabaseUrl): string {
  if (database !== undefined) return database;
  throw new RetortError("usage", "The URL names no database", {
    hint: "Write it behind the host: mysql://user@host/app",
  });
}

async function connectNowhere(
  { database: _database, ...url }: DatabaseUrl,
  options: ConnectOptions,
): Promise<Connection> {
  return await connectMysql(url, options);
}

async function isThere(connection: Connection, name: string): Promise<boolean> {
  const sql = "SELECT 1 AS found FROM information_schema.schemata WHERE schema_name = ?";
  return (await connection.query(sql, [name])).length > 0;
}
