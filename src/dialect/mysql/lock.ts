import { hash64, pollLock } from "../ansi/lock_poll.ts";
import type { Connection, HeldLock, LockRequest } from "../dialect.ts";
import type { Timing } from "../timing.ts";

/**
 * Takes a named lock of the server by polling. It belongs to the session, and survives implicit commits.
 *
 * @throws {RetortError} `lock-unavailable`, naming the holder, when the wait is over.
 */
export async function lockSession(
  connection: Connection,
  request: LockRequest,
  timing: Timing,
): Promise<HeldLock> {
  const name = await lockName(connection, request);
  const lock = {
    take: () => isTaken(connection, name),
    holder: () => holder(connection, name),
    hint:
      "Wait for the other run, give --lock-wait more time, or end its connection with KILL; after a kill the " +
      "server finishes the statement first",
  };
  await pollLock(lock, request, timing);
  return { [Symbol.asyncDispose]: () => release(connection, name) };
}

/** Names of locks are known to the whole server, are compared without case and have 64 characters at most. */
async function lockName(connection: Connection, { ledger }: LockRequest): Promise<string> {
  const schema = ledger.schema ?? connection.homeSchema ?? (await currentDatabase(connection));
  return `retort_${hash64(`${schema}\0${ledger.table}`).toString(16).padStart(16, "0")}`;
}

async function currentDatabase(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ name: string | null }>("SELECT DATABASE() AS name");
  return row?.name ?? "";
}

/** 0 is somebody else's, NULL an error: only 1 is ours. */
async function isTaken(connection: Connection, name: string): Promise<boolean> {
  const [row] = await connection.query<{ held: unknown }>("SELECT GET_LOCK(?, 0) AS held", [name]);
  return row?.held === 1;
}

interface HolderRow {
  readonly id: number;
  readonly user: string | null;
  readonly host: string | null;
  readonly state: string | null;
  readonly seconds: number | null;
}

/** Other users' connections are told only to those who may see them. */
async function holder(connection: Connection, name: string): Promise<string> {
  const [row] = await connection.query<HolderRow>(
    `SELECT l.id, p.USER AS user, p.HOST AS host, p.COMMAND AS state, p.TIME AS seconds
       FROM (SELECT IS_USED_LOCK(?) AS id) AS l
       LEFT JOIN information_schema.PROCESSLIST p ON p.ID = l.id
      WHERE l.id IS NOT NULL`,
    [name],
  );
  return row === undefined ? "somebody who has just let it go" : describeHolder(row);
}

function describeHolder({ id, user, host, state, seconds }: HolderRow): string {
  const who = user === null ? "" : `, user ${user} from ${host}`;
  const since = state === null ? "" : `, in ${state} for ${seconds} s`;
  return `connection ${id}${who}${since}`;
}

/** The end of the session frees the lock as well, so a failure here has no consequence. */
async function release(connection: Connection, name: string): Promise<void> {
  await connection.query("SELECT RELEASE_LOCK(?) AS released", [name]).catch(() => []);
}
