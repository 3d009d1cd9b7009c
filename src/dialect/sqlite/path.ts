import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";

/** What SQLite calls a database that lives in memory. */
export const MEMORY = ":memory:";

/** The file that a URL names, or `:memory:`. */
export function databasePath(url: DatabaseUrl): string {
  if (url.database !== undefined && url.database !== "") return url.database;
  throw new RetortError("cannot-connect", "The URL names no SQLite file", {
    hint: "Write sqlite:app.db, sqlite:/var/lib/app.db or sqlite::memory:",
  });
}

/** The folder that a path stands in. */
export function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end === -1 ? "." : end === 0 ? "/" : path.slice(0, end);
}

/** A path without its folder. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
