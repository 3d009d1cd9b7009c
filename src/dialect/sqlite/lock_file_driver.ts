import { baseName, folderOf } from "./path.ts";

/** The runner lock on a file: released when disposed, or by the system when the process dies. */
export interface HeldLock {
  release(): void;
}

/** The file beside a database that its runners lock: `.app.db.retort-lock`, found through symbolic links. */
export async function lockPath(database: string): Promise<string> {
  const real = await realPath(database);
  return `${folderOf(real).replace(/\/$/, "")}/.${baseName(real)}.retort-lock`;
}

/** A database that is not there yet is found by its folder. */
async function realPath(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return `${await Deno.realPath(folderOf(path))}/${baseName(path)}`;
  }
}

/**
 * Takes the lock if nobody holds it. The database file itself is never locked: closing any handle of it would
 * drop SQLite's own locks. Throws what `Deno.openSync` throws.
 */
export function tryLockFile(path: string): HeldLock | undefined {
  const file = Deno.openSync(path, { read: true, write: true, create: true });
  try {
    if (!file.tryLockSync(true) || !isAt(file, path)) {
      file.close();
      return undefined;
    }
    writeHolder(file);
    return { release: () => releaseFile(file, path) };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Who holds the lock, as its file says: `pid 12 on host since 2026-11-21T09:12:44.000Z`; undefined if it does not. */
export function lockHolder(path: string): string | undefined {
  try {
    const text = Deno.readTextFileSync(path).trim();
    return text === "" ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A clock that only runs forward, in milliseconds. */
export function clock(): number {
  return performance.now();
}

/** A random fraction, so that waiters do not poll in step. */
export function jitter(): number {
  return Math.random();
}

/** The last holder removed its file: a lock on a file that is no longer there keeps nobody out. */
function isAt(file: Deno.FsFile, path: string): boolean {
  try {
    const [held, there] = [file.statSync(), Deno.statSync(path)];
    return held.ino === there.ino && held.dev === there.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function writeHolder(file: Deno.FsFile): void {
  file.truncateSync(0);
  file.writeSync(
    new TextEncoder().encode(`pid ${Deno.pid} on ${host()} since ${new Date().toISOString()}\n`),
  );
}

function host(): string {
  try {
    return Deno.hostname();
  } catch {
    return "an unknown host";
  }
}

/** Removed while it is still locked, so that whoever opened it before finds out by `isAt`. */
function releaseFile(file: Deno.FsFile, path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // Windows keeps open files; what stays behind is an empty lock that the next runner takes.
  }
  file.close();
}
