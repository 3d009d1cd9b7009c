import type { Connection } from "../dialect.ts";
import { RetortError } from "../../util/errors.ts";
import type { Timing } from "../timing.ts";
import { PostgresSession } from "./session.ts";

/** A pooler lets a session wait when it has no server left. Milliseconds. */
export const LONGEST_PROBE = 2000;

/** How often a session is asked whether it still has the same backend. */
const PROBES = 5;

/**
 * Refuses a transaction pooler: a session's lock would stay with a server connection that others get.
 *
 * @throws {RetortError} `lock-unavailable`, with the ways around it.
 */
export async function checkPooler(
  connection: Connection,
  connect: () => Promise<PostgresSession>,
  timing: Timing,
): Promise<void> {
  if (!(connection instanceof PostgresSession) || !connection.pooled) return;
  if (!(await sharesBackends(connection, connect, timing))) return;
  throw new RetortError("lock-unavailable", "A transaction pooler stands before the database", {
    hint:
      "Give the database's own address with --direct-url, or use --lock transaction, which needs two connections",
  });
}

/** Whether another session can get the backend that this one had, or this one another. */
async function sharesBackends(
  connection: PostgresSession,
  connect: () => Promise<PostgresSession>,
  timing: Timing,
): Promise<boolean> {
  // A pooler that keeps a server for each session may have no second one.
  await using other = await connect().catch(() => undefined);
  if (other === undefined) return false;
  const probe = async () => {
    const own = await backend(connection);
    await other.execute("BEGIN");
    const taken = await backend(other);
    for (let count = 0; count < PROBES; count++) {
      if (taken === own || (await backend(connection)) !== own) return true;
    }
    return false;
  };
  // BEGIN fails where even transactions have no backend of their own.
  return (await inTime(probe().catch(() => true), timing)) ?? false;
}

/** What a piece of work gives, or undefined when it takes as long as only a pooler makes it wait. */
export async function inTime<T>(work: Promise<T>, timing: Timing): Promise<T | undefined> {
  const done = new AbortController();
  const waited = timing.sleep(LONGEST_PROBE, done.signal).then(() => undefined);
  try {
    return await Promise.race([work, waited]);
  } finally {
    done.abort();
  }
}

async function backend(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ pid: number }>("SELECT pg_catalog.pg_backend_pid() AS pid");
  return row?.pid ?? 0;
}
