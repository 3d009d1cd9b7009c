import { scratchDisposal } from "../ansi/scratch_disposal.ts";
import { scratchName } from "../ansi/scratch_name.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import type { ScratchDatabase, ScratchRequest } from "../scratch.ts";
import { connectPostgres } from "./driver.ts";
import { literal, quote } from "./quote.ts";

/** The first half of an advisory lock's key; the second is the schema's own. */
const LOCK_SPACE = 7_368_627;

const LIMITS: readonly string[] = [
  "This user may create no database (ALTER ROLE … CREATEDB, or --dev-url), so a scratch schema stands in: CREATE " +
  "EXTENSION, CREATE SCHEMA and names with a schema in front mean the database itself",
];

/**
 * An empty schema in the session's own database, for users who may make no database. Unqualified names mean nothing
 * outside of it, but for what extensions brought: a statement can touch a real table only by naming its schema.
 *
 * @throws {DatabaseError} where this user may make no schema either, with the ways out.
 */
export async function openScratchSchema(
  keeper: Connection,
  { url, options, now, id }: ScratchRequest,
): Promise<ScratchDatabase> {
  const name = scratchName(now, id);
  await takeLock(keeper, name);
  await keeper.execute(`CREATE SCHEMA ${quote(name)}`).catch((error) => {
    throw withWayOut(error);
  });
  try {
    const own = { ...url, parameters: await homeParameters(keeper, url.parameters, name) };
    const connection = await connectPostgres(own, options);
    const [row] = await connection.query<{ pid: number }>("SELECT pg_catalog.pg_backend_pid() AS pid");
    return {
      name,
      connection,
      url: own,
      limits: LIMITS,
      hidden: [],
      [Symbol.asyncDispose]: scratchDisposal({
        connection,
        keeper,
        reconnect: () => connectPostgres(url, options),
        drop: (session) => dropAfter(session, row?.pid ?? 0, name),
      }),
    };
  } catch (error) {
    await dropSchema(keeper, name);
    throw error;
  }
}

function withWayOut(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.facts.condition !== "permission-denied") return error;
  return new DatabaseError(error.code, `Cannot make a scratch database: ${error.message}`, {
    ...error.facts,
    wayOut: "Let this user make databases (ALTER ROLE … CREATEDB) or schemas (GRANT CREATE ON DATABASE …), " +
      "or name a server where it may with --dev-url",
    cause: error,
  });
}

/** A session parameter rather than a SET: a step's RESET ALL keeps it. */
async function homeParameters(
  keeper: Connection,
  parameters: ReadonlyMap<string, string>,
  name: string,
): Promise<ReadonlyMap<string, string>> {
  const path = [name, ...await extensionSchemas(keeper)].map(quote).join(", ");
  return new Map([...parameters, ["search_path", path]]);
}

/** Schemas that hold what extensions brought and nothing else: no table of anybody's can be meant by mistake. */
async function extensionSchemas(keeper: Connection): Promise<string[]> {
  const rows = await keeper.query<{ name: string }>(
    `SELECT n.nspname AS name FROM pg_catalog.pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  AND EXISTS (SELECT 1 FROM pg_catalog.pg_extension AS e WHERE e.extnamespace = n.oid)
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class AS c WHERE c.relnamespace = n.oid AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e'
      AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass))
ORDER BY n.nspname`,
  );
  return rows.map(({ name }) => name);
}

/** The session's statement may still run, and would be waited for. */
async function dropAfter(keeper: Connection, pid: number, name: string): Promise<void> {
  await keeper.query(
    `SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
WHERE pid = ${pid} AND datname = pg_catalog.current_database() AND usename = current_user`,
  );
  await dropSchema(keeper, name);
}

async function dropSchema(keeper: Connection, name: string): Promise<void> {
  await keeper.execute(`DROP SCHEMA IF EXISTS ${quote(name)} CASCADE`);
}

/** Schemas of this database, and of this user, that are called as scratch schemas are. */
export async function leftSchemas(keeper: Connection): Promise<readonly string[]> {
  const rows = await keeper.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_catalog.pg_namespace AS n
WHERE nspname LIKE 'retort\\_scratch\\_%' AND pg_catalog.pg_has_role(nspowner, 'USAGE')
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_locks AS l
    WHERE l.locktype = 'advisory' AND l.classid = ${LOCK_SPACE} AND l.objsubid = 2
      AND l.objid::bigint = pg_catalog.hashtext(nspname)::bigint & 4294967295
      AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
ORDER BY nspname`,
  );
  return rows.map(({ name }) => name);
}

/** Drops one unless somebody works in it. */
export async function dropLeftSchema(keeper: Connection, name: string): Promise<void> {
  if (!await takeLock(keeper, name)) throw new DatabaseError("statement-failed", `${name} is in use`);
  try {
    await dropSchema(keeper, name);
  } finally {
    await keeper.query(`SELECT pg_catalog.pg_advisory_unlock(${lockKey(name)})`);
  }
}

/** The keeper's session says by this lock that the schema is in use. */
async function takeLock(keeper: Connection, name: string): Promise<boolean> {
  const [row] = await keeper.query<{ held: boolean }>(
    `SELECT pg_catalog.pg_try_advisory_lock(${lockKey(name)}) AS held`,
  );
  return row?.held === true;
}

function lockKey(name: string): string {
  return `${LOCK_SPACE}, pg_catalog.hashtext(${literal(name)})`;
}
