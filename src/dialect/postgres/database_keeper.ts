import { DatabaseError } from "../database_error.ts";
import type { DatabaseKeeper } from "../database_keeper.ts";
import type { Connection, ConnectOptions } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { connectPostgres } from "./driver.ts";
import { quote } from "./quote.ts";

/** Databases that a server has of itself: one of them lets almost everybody in. */
const OTHERS = ["postgres", "template1"];

/** Databases of a PostgreSQL server, made and dropped from another one. */
export const postgresDatabases: DatabaseKeeper = {
  name: nameOf,
  isMissing: (error) => error instanceof DatabaseError && error.facts.sqlState === "3D000",
  async create(url, options) {
    await using other = await connectElsewhere(url, options);
    if (await isThere(other, nameOf(url))) return false;
    try {
      await other.execute(`CREATE DATABASE ${quote(nameOf(url))}`);
      return true;
    } catch (error) {
      // Somebody else was quicker.
      if (await isThere(other, nameOf(url))) return false;
      throw error;
    }
  },
  async drop(url, options) {
    await using other = await connectElsewhere(url, options);
    if (!await isThere(other, nameOf(url))) return false;
    await dropUnused(other, nameOf(url));
    return true;
  },
};

function nameOf({ database, user }: DatabaseUrl): string {
  const name = database ?? user;
  if (name !== undefined) return name;
  throw new RetortError("usage", "The URL names no database", {
    hint: "Write it behind the host: postgres://user@host/app",
  });
}

async function connectElsewhere(url: DatabaseUrl, options: ConnectOptions): Promise<Connection> {
  let first: unknown;
  for (const database of OTHERS.filter((name) => name !== url.database)) {
    try {
      return await connectPostgres({ ...url, database }, options);
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

async function isThere(connection: Connection, name: string): Promise<boolean> {
  const rows = await connection.query("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", [name]);
  return rows.length > 0;
}

async function dropUnused(connection: Connection, name: string): Promise<void> {
  try {
    await connection.execute(`DROP DATABASE ${quote(name)}`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.facts.sqlState !== "55006") throw error;
    throw new DatabaseError(error.code, error.message, {
      ...error.facts,
      hint:
        "End the other sessions first: SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = …",
      cause: error,
    });
  }
}
