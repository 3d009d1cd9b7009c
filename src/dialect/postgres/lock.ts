import type { Connection, LockRequest } from "../dialect.ts";
import { hash64, pollLock } from "../ansi/lock_poll.ts";
import type { Timing } from "../timing.ts";

/**
 * Takes a session advisory lock by polling in autocommit. A waiter that blocks would make the holder's CREATE INDEX
 * CONCURRENTLY die of a deadlock, and one that polls in a transaction would make it wait for ever.
 *
 * @throws {RetortError} `lock-unavailable`, naming the holder, when the wait is over.
 */
export async function lockSession(
  connection: Connection,
  request: LockRequest,
  timing: Timing,
): Promise<AsyncDisposable> {
  const key = await lockKey(connection, request);
  const sql = `SELECT pg_catalog.pg_try_advisory_lock(${key}) AS held`;
  const lock = {
    take: () => isHeld(connection, sql),
    holder: () => holder(connection, key),
    hint:
      "Wait for the other run, give --lock-wait more time, or end its server process with pg_terminate_backend",
  };
  await pollLock(lock, request, timing);
  return { [Symbol.asyncDispose]: () => release(connection, key) };
}

/** The key of a ledger's lock, the same for all who mean this ledger: 64 bits of its full name's hash. */
async function lockKey(connection: Connection, { ledger }: LockRequest): Promise<bigint> {
  const schema = ledger.schema ?? (await currentSchema(connection));
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

/** `pg_locks` holds a 64-bit key in two halves. */
async function holder(connection: Connection, key: bigint): Promise<string> {
  const bits = BigInt.asUintN(64, key);
  const [row] = await connection.query<HolderRow>(
    `SELECT l.pid, a.usename, a.application_name, a.client_hostname,
            pg_catalog.host(a.client_addr) AS address, pg_catalog.date_trunc('second', a.backend_start) AS since
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND l.classid = ${bits >> 32n}::oid AND l.objid = ${bits & 0xffffffffn}::oid`,
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
