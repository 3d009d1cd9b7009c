import { scratchDisposal } from "../ansi/scratch_disposal.ts";
import { isLeftover, LEFTOVER_AGE, scratchName } from "../ansi/scratch_name.ts";
import { succeeds } from "../ansi/succeeds.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import type { ScratchDatabase, ScratchKeeper, ScratchRequest, ScratchServer } from "../scratch.ts";
import { connectMysql } from "./driver.ts";
import { quote } from "./quote.ts";
import { openLentDatabase } from "./scratch_lent.ts";

/** Scratch databases of a MariaDB or MySQL server. */
export const mysqlScratch: ScratchKeeper = {
  async open(request) {
    const keeper = await connectKeeper(request);
    try {
      await drop(keeper, await left(keeper, request, LEFTOVER_AGE));
      return await openDatabase(keeper, request);
    } catch (error) {
      if (isRefused(error) && request.lent) return await openLentDatabase(keeper, request);
      await keeper[Symbol.asyncDispose]();
      throw isRefused(error) ? await withWayOut(request, error) : error;
    }
  },
  async leftovers(server, age) {
    await using keeper = await connectKeeper(server);
    return await left(keeper, server, age);
  },
  async clean(server, age) {
    await using keeper = await connectKeeper(server);
    return await drop(keeper, await left(keeper, server, age));
  },
};

/** A session that is in no database: the one that is named may not be there, and is not to be held up. */
async function connectKeeper({ url, options }: Omit<ScratchServer, "now">): Promise<Connection> {
  const { database: _database, ...server } = url;
  const keeper = await connectMysql(server, { ...options, onNotice: () => {} });
  // The server's own wait is a day.
  await keeper.execute("SET SESSION lock_wait_timeout = 60");
  return keeper;
}

async function openDatabase(keeper: Connection, request: ScratchRequest): Promise<ScratchDatabase> {
  const { url, options, now, id } = request;
  const name = scratchName(now, id);
  await keeper.execute(`CREATE DATABASE ${quote(name)}${await charset(keeper, url.database)}`);
  const own = { ...url, database: name };
  try {
    const connection = await connectMysql(own, options);
    return {
      name,
      connection,
      url: own,
      limits: [],
      hidden: [],
      [Symbol.asyncDispose]: scratchDisposal({
        connection,
        keeper,
        reconnect: () => connectKeeper({ url, options }),
        drop: (session) => session.execute(dropDatabase(name)),
      }),
    };
  } catch (error) {
    await keeper.execute(dropDatabase(name));
    throw error;
  }
}

/** What a table gets that names no character set hangs on its database. */
async function charset(keeper: Connection, database: string | undefined): Promise<string> {
  const [row] = await keeper.query<{ charset: string; collation: string }>(
    `SELECT DEFAULT_CHARACTER_SET_NAME AS charset, DEFAULT_COLLATION_NAME AS collation
FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?`,
    [database ?? ""],
  );
  return row === undefined ? "" : ` CHARACTER SET ${row.charset} COLLATE ${row.collation}`;
}

function dropDatabase(name: string): string {
  return `DROP DATABASE IF EXISTS ${quote(name)}`;
}

/** Other users' sessions are told only to those who may see them; databases only to those who have a right on them. */
async function left(keeper: Connection, { now }: ScratchServer, age: number): Promise<string[]> {
  const rows = await keeper.query<{ name: string }>(
    `SELECT s.SCHEMA_NAME AS name FROM information_schema.SCHEMATA AS s
WHERE s.SCHEMA_NAME LIKE 'retort\\_scratch\\_%'
  AND NOT EXISTS (SELECT 1 FROM information_schema.PROCESSLIST AS p WHERE p.DB = s.SCHEMA_NAME)
ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => isLeftover(name, now, age));
}

async function drop(keeper: Connection, names: readonly string[]): Promise<string[]> {
  const dropped: string[] = [];
  for (const name of names) {
    if (await succeeds(keeper.execute(dropDatabase(name)))) dropped.push(name);
  }
  return dropped;
}

function isRefused(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.facts.condition === "permission-denied";
}

async function withWayOut(request: ScratchRequest, error: DatabaseError): Promise<DatabaseError> {
  const user = await accountOf(request);
  return new DatabaseError(error.code, `Cannot make a scratch database: ${error.message}`, {
    ...error.facts,
    wayOut:
      `GRANT ALL PRIVILEGES ON \`retort\\_scratch\\_%\`.* TO ${user}, or name an empty database that this ` +
      "user may fill with --dev-url",
    cause: error,
  });
}

async function accountOf(request: ScratchRequest): Promise<string> {
  try {
    await using keeper = await connectKeeper(request);
    const [row] = await keeper.query<{ account: string }>("SELECT CURRENT_USER() AS account");
    const [, user, host] = /^(.*)@([^@]*)$/s.exec(row?.account ?? "") ?? [];
    if (user !== undefined && host !== undefined) return `'${user}'@'${host}'`;
  } catch {
    // The message says it in other words then.
  }
  return "this user";
}
