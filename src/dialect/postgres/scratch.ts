import { scratchDisposal } from "../ansi/scratch_disposal.ts";
import { isLeftover, LEFTOVER_AGE, scratchName } from "../ansi/scratch_name.ts";
import { succeeds } from "../ansi/succeeds.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import type { ScratchDatabase, ScratchKeeper, ScratchRequest, ScratchServer } from "../scratch.ts";
import { connectPostgres } from "./driver.ts";
import { quote } from "./quote.ts";
import { copyDatabaseSettings, databaseLike } from "./scratch_database.ts";
import { dropLeftSchema, leftSchemas, openScratchSchema } from "./scratch_schema.ts";

/** Databases that a server has of itself, for when the one that is named is not there yet. */
const OTHERS = ["postgres", "template1"];

/** Scratch databases of a PostgreSQL server; a schema in the named database where this user may make none. */
export const postgresScratch: ScratchKeeper = {
  async open(request) {
    const keeper = await connectKeeper(request);
    try {
      await drop(keeper, await left(keeper, request, LEFTOVER_AGE));
      return await openDatabase(keeper, request) ?? await openScratchSchema(keeper, request);
    } catch (error) {
      await keeper[Symbol.asyncDispose]();
      throw error;
    }
  },
  async leftovers(server, age) {
    await using keeper = await connectKeeper(server);
    const { databases, schemas } = await left(keeper, server, age);
    return [...databases, ...schemas];
  },
  async clean(server, age) {
    await using keeper = await connectKeeper(server);
    return await drop(keeper, await left(keeper, server, age));
  },
};

async function connectKeeper({ url, options }: Omit<ScratchServer, "now">): Promise<Connection> {
  const quiet = { ...options, onNotice: () => {} };
  try {
    return await connectPostgres(url, quiet);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.facts.sqlState !== "3D000") throw error;
    return await connectAnother(url, quiet, error);
  }
}

async function connectAnother(
  url: ScratchServer["url"],
  options: ScratchServer["options"],
  first: DatabaseError,
): Promise<Connection> {
  for (const database of OTHERS) {
    const connection = await connectPostgres({ ...url, database }, options).catch(() => undefined);
    if (connection !== undefined) return connection;
  }
  throw first;
}

/** A database, or undefined where this user may make none, or may not get into it. */
async function openDatabase(
  keeper: Connection,
  { url, options, now, id }: ScratchRequest,
): Promise<ScratchDatabase | undefined> {
  const name = scratchName(now, id);
  if (!await mayCreateDatabase(keeper)) return undefined;
  await keeper.execute(await databaseLike(keeper, name));
  const own = { ...url, database: name };
  try {
    await copyDatabaseSettings(keeper, name);
    const connection = await connectHome(own, options, keeper.homeSchema);
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
    if (error instanceof DatabaseError && error.code === "cannot-connect") return undefined;
    throw error;
  }
}

/** The schema that unqualified names mean is there when the database that it stands for is first used. */
async function connectHome(
  url: ScratchServer["url"],
  options: ScratchServer["options"],
  home: string | undefined,
): Promise<Connection> {
  const connection = await connectPostgres(url, options);
  if (home === undefined || home.startsWith("pg_") || connection.homeSchema === home) return connection;
  await using first = connection;
  await first.execute(`CREATE SCHEMA IF NOT EXISTS ${quote(home)}`);
  return await connectPostgres(url, options);
}

/** Asked, not tried: a refusal would stand in the server's log as an error each time. */
async function mayCreateDatabase(keeper: Connection): Promise<boolean> {
  const [row] = await keeper.query<{ may: boolean }>(
    "SELECT rolcreatedb OR rolsuper AS may FROM pg_catalog.pg_roles WHERE rolname = current_user",
  );
  return row?.may === true;
}

function dropDatabase(name: string): string {
  return `DROP DATABASE IF EXISTS ${quote(name)} WITH (FORCE)`;
}

interface Left {
  readonly databases: readonly string[];
  readonly schemas: readonly string[];
}

async function left(keeper: Connection, { now }: ScratchServer, age: number): Promise<Left> {
  const rows = await keeper.query<{ name: string }>(
    `SELECT datname AS name FROM pg_catalog.pg_database AS d
 WHERE datname LIKE 'retort\\_scratch\\_%' AND pg_catalog.pg_has_role(datdba, 'USAGE')
   AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity AS a WHERE a.datid = d.oid)
 ORDER BY datname`,
  );
  const old = ({ name }: { name: string }) => isLeftover(name, now, age);
  return {
    databases: rows.filter(old).map(({ name }) => name),
    schemas: (await leftSchemas(keeper)).filter((name) => old({ name })),
  };
}

/** Without force: somebody may have connected a moment ago, or been quicker, and then it is no leftover. */
async function drop(keeper: Connection, { databases, schemas }: Left): Promise<string[]> {
  const dropped: string[] = [];
  for (const name of databases) {
    if (await succeeds(keeper.execute(`DROP DATABASE ${quote(name)}`))) dropped.push(name);
  }
  for (const name of schemas) if (await succeeds(dropLeftSchema(keeper, name))) dropped.push(name);
  return dropped;
}
