import type { DatabaseKeeper } from "../database_keeper.ts";
import { RetortError } from "../../util/errors.ts";
import { lockPath } from "./lock_file_driver.ts";
import { databasePath, MEMORY } from "./path.ts";

/** What SQLite keeps beside a database. */
const COMPANIONS = ["-wal", "-shm", "-journal"];

/** Databases that are files. */
export const sqliteDatabases: DatabaseKeeper = {
  name: databasePath,
  file(url) {
    const path = databasePath(url);
    return path === MEMORY ? undefined : path;
  },
  isMissing: () => false,
  async create(url) {
    const path = databasePath(url);
    if (path === MEMORY) return false;
    try {
      (await Deno.open(path, { write: true, createNew: true })).close();
      return true;
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) return false;
      throw unusable(path, error);
    }
  },
  async drop(url) {
    const path = databasePath(url);
    if (path === MEMORY) return false;
    const lock = await lockPath(path).catch(() => undefined);
    const dropped = await remove(path);
    for (const companion of COMPANIONS) await remove(path + companion);
    if (lock !== undefined) await remove(lock);
    return dropped;
  },
};

async function remove(path: string): Promise<boolean> {
  try {
    await Deno.remove(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw unusable(path, error);
  }
}

function unusable(path: string, cause: unknown): RetortError {
  const reason = cause instanceof Error
    ? cause.message.replace(/ \(os error \d+\).*$/s, "").toLowerCase()
    : "";
  return new RetortError("file-unwritable", `Cannot make or remove ${path}: ${reason}`, {
    hint: "The folder must be there, and this user must be let to write to it",
    cause,
  });
}
