import { connectMysql } from "../../src/dialect/mysql/driver.ts";
import { connectPostgres } from "../../src/dialect/postgres/driver.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import type { TestDatabase } from "./test_database.ts";

/** A session that holds a lock until it is told to let it go. */
export interface LockHolder extends AsyncDisposable {
  release(): Promise<void>;
}

/** The name of the holder's session, where an engine has such names. */
export const HOLDER_NAME = "the blocker";

/** Takes a lock by statements of a transaction that stays open. */
export async function holdLock(
  database: TestDatabase,
  statements: readonly string[],
): Promise<LockHolder> {
  const { begin, run, end } = await openHolder(database);
  await run(begin);
  for (const statement of statements) await run(statement);
  let released = false;
  const release = async () => {
    if (released) return;
    released = true;
    await run("ROLLBACK");
    await end();
  };
  return { release, [Symbol.asyncDispose]: release };
}

async function openHolder({ engine, url }: TestDatabase) {
  const options = { applicationName: HOLDER_NAME, connectTimeout: 5000 };
  if (engine === "sqlite") return await openSqlite(url.replace(/^sqlite:/, ""));
  const parsed = parseDatabaseUrl(url);
  const connection = await (engine === "postgres" ? connectPostgres : connectMysql)(parsed, options);
  return {
    begin: "BEGIN",
    run: async (sql: string) => void (await connection.execute(sql)),
    end: () => connection[Symbol.asyncDispose](),
  };
}

async function openSqlite(file: string) {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file);
  return {
    begin: "BEGIN IMMEDIATE",
    run: (sql: string) => Promise.resolve(database.exec(sql)),
    end: () => Promise.resolve(database.close()),
  };
}
