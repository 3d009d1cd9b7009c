import { once } from "../../util/once.ts";
import { isLeftover, scratchName } from "../ansi/scratch_name.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import type { ScratchDatabase, ScratchRequest } from "../scratch.ts";
import { connectMysql } from "./driver.ts";
import { quote } from "./quote.ts";

/** What a database can hold, by the statement that takes it away; triggers and indexes go with their tables. */
const CONTENTS =
  `SELECT CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END
    AS kind, TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?
UNION ALL SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?
UNION ALL SELECT 'EVENT', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?`;

interface Content {
  readonly kind: string;
  readonly name: string;
}

/**
 * The database that the URL itself names, lent for such work, for users who may make none. It must be empty, and one
 * run uses it at a time; a table that is called as a scratch database would be says that what else is there is ours.
 */
export async function openLentDatabase(
  keeper: Connection,
  { url, options, now, id }: ScratchRequest,
): Promise<ScratchDatabase> {
  const { database } = url;
  const mark = scratchName(now, id);
  let connection: Connection | undefined;
  try {
    if (database === undefined) throw unnamed();
    await take(keeper, database);
    await makeEmpty(keeper, database, now);
    connection = await connectMysql(url, options);
    await connection.execute(`CREATE TABLE ${quote(mark)} (id integer)`);
    const made = { keeper, connection, database };
    return {
      name: database,
      connection,
      url,
      limits: [],
      hidden: [{ name: mark }],
      [Symbol.asyncDispose]: once(() => dispose(made)),
    };
  } catch (error) {
    await connection?.[Symbol.asyncDispose]();
    await keeper[Symbol.asyncDispose]();
    throw error;
  }
}

function unnamed(): DatabaseError {
  return new DatabaseError("statement-failed", "This user may make no database, and --dev-url names none", {
    wayOut: "Write an empty database that this user may fill behind the host: mysql://user@host/scratch",
  });
}

/** Freed by the end of the keeper's session, however that comes. */
async function take(keeper: Connection, database: string): Promise<void> {
  const [row] = await keeper.query<{ held: unknown }>("SELECT GET_LOCK(?, 60) AS held", [lockName(database)]);
  if (row?.held === 1) return;
  throw new DatabaseError(
    "statement-failed",
    `The database ${database} of --dev-url is in use by another run`,
    {
      wayOut: "Wait for it, name another database, or let this user make databases",
    },
  );
}

function lockName(database: string): string {
  return `retort_scratch:${database.toLowerCase()}`.slice(0, 64);
}

async function makeEmpty(keeper: Connection, database: string, now: Date): Promise<void> {
  const there = await contents(keeper, database);
  if (there.length === 0) return;
  // The lock is ours, so that whoever made the mark is gone.
  if (there.some(({ kind, name }) => kind === "TABLE" && isLeftover(name, now, -Infinity))) {
    return await empty(keeper, database);
  }
  const found = there.slice(0, 3).map(({ name }) => name).join(", ");
  throw new DatabaseError(
    "statement-failed",
    `The database ${database} of --dev-url is not empty: ${found}`,
    {
      wayOut: "Name one that is empty: what is in it would be dropped; or let this user make databases",
    },
  );
}

async function contents(keeper: Connection, database: string): Promise<Content[]> {
  return await keeper.query<Content>(CONTENTS, [database, database, database]);
}

/** The mark goes last: what is left of a killed run is known for ours as long as there is anything. */
async function empty(keeper: Connection, database: string): Promise<void> {
  const marked = ({ name }: Content) => isLeftover(name, new Date(8.64e15), -Infinity);
  const there = await contents(keeper, database);
  const inOrder = [...there.filter((each) => !marked(each)), ...there.filter(marked)];
  await keeper.execute("SET SESSION foreign_key_checks = 0");
  for (const { kind, name } of inOrder) {
    await keeper.execute(`DROP ${kind} IF EXISTS ${quote(database)}.${quote(name)}`);
  }
}

interface Lent {
  readonly keeper: Connection;
  readonly connection: Connection;
  readonly database: string;
}

async function dispose({ keeper, connection, database }: Lent): Promise<void> {
  await connection[Symbol.asyncDispose]();
  try {
    await empty(keeper, database);
  } finally {
    await keeper[Symbol.asyncDispose]();
  }
}
