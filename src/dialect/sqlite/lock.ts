import type { Connection, LockRequest } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { SqliteConnection } from "./connection.ts";
import { clock, type HeldLock, jitter, lockHolder, lockPath, tryLockFile } from "./lock_file_driver.ts";
import { databasePath, MEMORY } from "./path.ts";
import { pause } from "./pause.ts";

/** Pauses between two tries, in milliseconds: short at first, then easy on the machine. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 250;

const UNKNOWN_HOLDER = "another process";

/**
 * One runner a database: an exclusive lock of the operating system on a file beside it. All ledgers of a file
 * share the lock, for SQLite has one writer anyway. A database in memory has one connection and needs none.
 *
 * While waiting the connection is closed, so that the holder can change the journal mode; what it had attached
 * or kept in temporary tables is gone then.
 *
 * Throws a `RetortError` of code `lock-unavailable`.
 */
export async function lock(
  connection: Connection,
  url: DatabaseUrl,
  request: LockRequest,
): Promise<AsyncDisposable> {
  const database = databasePath(url);
  if (database === MEMORY) return { [Symbol.asyncDispose]: () => Promise.resolve() };
  const path = await lockPath(database);
  const held = tryLock(path) ??
    await whileClosed(connection, () => waitForLock(path, database, request));
  return {
    [Symbol.asyncDispose]: () => {
      held.release();
      return Promise.resolve();
    },
  };
}

async function whileClosed<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  return connection instanceof SqliteConnection ? await connection.whileClosed(work) : await work();
}

async function waitForLock(path: string, database: string, request: LockRequest): Promise<HeldLock> {
  const deadline = clock() + request.wait;
  let wait = FIRST_PAUSE;
  let announced = false;
  for (;;) {
    const held = tryLock(path);
    if (held !== undefined) return held;
    if (clock() >= deadline) throw unavailable(path, database);
    await pause(Math.min(wait * (0.5 + jitter()), Math.max(0, deadline - clock()) + 1));
    request.signal?.throwIfAborted();
    wait = Math.min(wait * 1.5, LONGEST_PAUSE);
    if (announced) continue;
    // A holder that has only just begun is given the time to write who it is.
    announced = true;
    request.onWait(lockHolder(path) ?? UNKNOWN_HOLDER);
  }
}

function unavailable(path: string, database: string): RetortError {
  const holder = lockHolder(path) ?? UNKNOWN_HOLDER;
  return new RetortError("lock-unavailable", `Another retort is at work on ${database}: ${holder}`, {
    hint: "Wait for it to end, or allow more time with --lock-wait; the lock goes when that process ends",
  });
}

function tryLock(path: string): HeldLock | undefined {
  try {
    return tryLockFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RetortError("lock-unavailable", `Cannot lock ${path}: ${reason}`, {
      hint: full(error)
        ? "retort keeps its lock beside the database, where SQLite keeps its journal: make room on that disk"
        : "retort keeps its lock beside the database, where SQLite keeps its journal: " +
          "the user that runs it must be allowed to write to that folder",
      cause: error,
    });
  }
}

function full(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
