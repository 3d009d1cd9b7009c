import type { Connection, ConnectOptions, HeldLock, LockRequest } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { hash64, pollLock } from "../ansi/lock_poll.ts";
import type { Timing } from "../timing.ts";
import { RetortError } from "../../util/errors.ts";
import { checkPooler, inTime, LONGEST_PROBE } from "./pooler.ts";
import type { PostgresSession } from "./session.ts";

/** What a lock needs of the driver. */
export interface LockMeans {
  readonly timing: Timing;
  connect(url: DatabaseUrl, options: ConnectOptions): Promise<PostgresSession>;
}

const OPTIONS: ConnectOptions = { applicationName: "retort lock", connectTimeout: 10_000 };

const PROBE: ConnectOptions = { ...OPTIONS, connectTimeout: LONGEST_PROBE };

const HINT =
  "Wait for the other run, give --lock-wait more time, or end its server process with pg_terminate_backend";

/**
 * Takes the lock of a ledger.
 *
 * @throws {RetortError} `lock-unavailable`, naming the holder, when the wait is over, or when a transaction pooler
 * stands between, which would leave a session's lock behind.
 */
export async function lockPostgres(
  connection: Connection,
  url: DatabaseUrl,
  request: LockRequest,
  means: LockMeans,
): Promise<HeldLock> {
  if (request.mode === "transaction") return await lockTransaction(connection, url, request, means);
  await checkPooler(connection, () => means.connect(url, PROBE), means.timing);
  return await lockSession(connection, request, means.timing);
}

/**
 * A session advisory lock, taken by polling in autocommit. A waiter that blocks would make the holder's CREATE INDEX
 * CONCURRENTLY die of a deadlock, and one that polls in a transaction would make it wait for ever.
 */
async function lockSession(connection: Connection, request: LockRequest, timing: Timing): Promise<HeldLock> {
  const key = await lockKey(connection, request);
  const sql = `SELECT pg_catalog.pg_try_advisory_lock(${key}) AS held`;
  const lock = { take: () => isHeld(connection, sql), holder: () => holder(connection, key), hint: HINT };
  await pollLock(lock, request, timing);
  return {
    guard: { sql: guardSql(key, "pg_catalog.pg_backend_pid()"), own: true },
    [Symbol.asyncDispose]: () => release(connection, key),
  };
}

/**
 * A lock in a transaction of a second connection, open for the whole run: a pooler leaves it its server. It is READ
 * COMMITTED and asks nothing but for the lock, so it holds no snapshot that CONCURRENTLY would wait for.
 */
async function lockTransaction(
  connection: Connection,
  url: DatabaseUrl,
  request: LockRequest,
  { connect, timing }: LockMeans,
): Promise<HeldLock> {
  const key = await lockKey(connection, request);
  const sql = `SELECT pg_catalog.pg_try_advisory_xact_lock(${key}) AS held`;
  const keeper = await connect(url, OPTIONS);
  try {
    const lock = { take: () => beginHolding(keeper, sql), holder: () => holder(connection, key), hint: HINT };
    await pollLock(lock, request, timing);
    await checkSecondSlot(connection, timing);
    const [me] = await keeper.query<{ pid: number }>("SELECT pg_catalog.pg_backend_pid() AS pid");
    return {
      guard: { sql: guardSql(key, `${me?.pid}`), own: true },
      [Symbol.asyncDispose]: () => keeper[Symbol.asyncDispose](),
    };
  } catch (error) {
    await keeper[Symbol.asyncDispose]();
    throw error;
  }
}

/** Whoever has to wait gives its server back to the pool: all the waiters together would leave the holder none. */
async function beginHolding(keeper: Connection, sql: string): Promise<boolean> {
  await keeper.execute("BEGIN ISOLATION LEVEL READ COMMITTED");
  await keeper.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
  if (await isHeld(keeper, sql)) return true;
  await keeper.execute("ROLLBACK");
  return false;
}

/** A pooler with one server for this database has none left beside the lock. */
async function checkSecondSlot(connection: Connection, timing: Timing): Promise<void> {
  const answer = connection.query("SELECT 1").then(() => true, () => false);
  if ((await inTime(answer, timing)) === true) return;
  throw new RetortError("lock-unavailable", "The pooler gives no second connection beside the lock's own", {
    hint:
      "Let its pool have two connections for this database, or give the database's own address with --direct-url",
  });
}

/** Divides by nought when the lock is gone. */
function guardSql(key: bigint, pid: string): string {
  return `SELECT 1 / count(*) AS locked FROM pg_catalog.pg_locks l WHERE ${isKey(key)} AND l.pid = ${pid}`;
}

/** `pg_locks` holds a 64-bit key in two halves. */
function isKey(key: bigint): string {
  const bits = BigInt.asUintN(64, key);
  return `l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND l.classid = ${bits >> 32n}::oid AND l.objid = ${bits & 0xffffffffn}::oid`;
}

/** The key of a ledger's lock, the same for all who mean this ledger: 64 bits of its full name's hash. */
async function lockKey(connection: Connection, { ledger }: LockRequest): Promise<bigint> {
  const schema = ledger.schema ?? connection.homeSchema ?? (await currentSchema(connection));
  return BigInt.asIntN(64, hash64(`retort\0${schema}\0${ledger.table}`));
}

async function currentSchema(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ schema: string | null }>(
    "SELECT pg_catalog.current_schema() AS schema",
  );
  return row?.schema ?? "";
}

async function isHeld(connection: Connection, sql: string): Promise<boolean> {
  const [row] = await connection.query<{ held: boolean }>(sql);
  return row?.held === true;
}

async function holder(connection: Connection, key: bigint): Promise<string> {
  const [row] = await connection.query<HolderRow>(
    `SELECT l.pid, a.usename, a.application_name, a.client_hostname,
            pg_catalog.host(a.client_addr) AS address, pg_catalog.date_trunc('second', a.backend_start) AS since
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE ${isKey(key)}`,
  );
  return row === undefined ? "somebody who has just let it go" : describeHolder(row);
}

interface HolderRow {
  readonly pid: number;
  readonly usename: string | null;
  readonly application_name: string | null;
  readonly client_hostname: string | null;
  readonly address: string | null;
  readonly since: string | null;
}

function describeHolder(row: HolderRow): string {
  const name = row.application_name || "a session";
  const user = row.usename === null ? "" : `, user ${row.usename}`;
  const since = row.since === null ? "" : `, connected since ${row.since}`;
  return `${name} (server process ${row.pid} from ${
    row.client_hostname ?? row.address ?? "this host"
  }${user}${since})`;
}

/** The end of the session frees the lock as well, so a failure here has no consequence. */
async function release(connection: Connection, key: bigint): Promise<void> {
  await connection.execute(`SELECT pg_catalog.pg_advisory_unlock(${key})`).catch(() => 0);
}
