import { DatabaseError } from "../database_error.ts";
import type { ConnectOptions, Server } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { SqliteConnection } from "./connection.ts";
import type { Database } from "./database.ts";
import { isBusy, resultCode } from "./failure.ts";
import { baseName, databasePath, folderOf, MEMORY } from "./path.ts";

/** What is left of the wait after SQLite's own: the connection's loop does the rest, so that it can be reported. */
const BUSY_TIMEOUT = 50;

const LOCK_TIMEOUT = 5000;

/**
 * Opens an SQLite file; it is created where it is missing, unless `readOnly`: then a missing file reads as an
 * empty database, and nothing appears on the disk.
 *
 * Foreign keys are enforced, against SQLite's own default and the sqlite3 shell's: a migration must not leave a
 * dangling row that nobody asked for. Sections that rebuild tables switch it off by `foreign_keys:off`.
 * Double-quoted strings are refused, as in the shell since 3.41: `"name"` is an identifier.
 *
 * Throws a `DatabaseError` of code `cannot-connect`.
 */
export async function connect(url: DatabaseUrl, options: ConnectOptions): Promise<SqliteConnection> {
  const path = databasePath(url);
  const readOnly = options.readOnly === true;
  const { DatabaseSync } = await import("node:sqlite");
  const missing = readOnly && path !== MEMORY && await isMissing(path);
  const settings = { timeout: BUSY_TIMEOUT, readOnly: url.parameters.get("mode") === "ro" && !missing };
  const configure = (database: Database) => prepareSession(database, readOnly);
  let database: Database;
  try {
    database = opened(new DatabaseSync(missing ? MEMORY : path, settings), configure);
  } catch (error) {
    throw await cannotConnect(path, error);
  }
  return new SqliteConnection(database, {
    server: describe(new DatabaseSync(MEMORY)),
    path,
    lockTimeout: options.lockTimeout ?? LOCK_TIMEOUT,
    now: () => performance.now(),
    onNotice: options.onNotice ?? (() => {}),
    configure,
  });
}

function opened(database: Database, configure: (database: Database) => void): Database {
  try {
    configure(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * A read-only session is an ordinary one that may only query: opened without the right to write, SQLite could
 * not roll back what a killed process left in the journal, and would leave a `-wal` and a `-shm` file behind.
 */
function prepareSession(database: Database, readOnly: boolean): void {
  if (readOnly) database.exec("PRAGMA query_only = ON");
  try {
    // Reads the file's first page, so that what is no database is found now.
    database.prepare("PRAGMA schema_version").all();
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

/** Asked of a database in memory: the file may be locked, and then it answers nothing. */
function describe(database: Database): Server {
  const [row] = database.prepare("SELECT sqlite_version() AS version").all();
  database.close();
  const version = String(Object.values(Object(row))[0]);
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return { product: "sqlite", version, versionNumbers: [major, minor, patch] };
}

/** A missing file in an existing folder; a missing folder is a mistake in the URL. */
async function isMissing(path: string): Promise<boolean> {
  return await look(path) === "missing" && await look(folderOf(path)) === "folder";
}

/** What stands at a path, as far as it can be seen. */
async function look(path: string): Promise<"file" | "folder" | "missing" | "hidden"> {
  try {
    return (await Deno.stat(path)).isDirectory ? "folder" : "file";
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? "missing" : "hidden";
  }
}

async function cannotConnect(path: string, error: unknown): Promise<DatabaseError> {
  const { message, hint } = await explain(path, error);
  return new DatabaseError("cannot-connect", message, { hint, cause: error });
}

interface Explanation {
  readonly message: string;
  readonly hint: string;
}

async function explain(path: string, error: unknown): Promise<Explanation> {
  if (resultCode(error) === 26) {
    return {
      message: `${path} is not an SQLite database`,
      hint: "It is another kind of file, or encrypted: check the path in the URL",
    };
  }
  const found = await look(path);
  if (found === "folder") {
    return {
      message: `${path} is a folder, not a database`,
      hint: `Name a file in it: sqlite:${path.replace(/[\\/]+$/, "")}/app.db`,
    };
  }
  return found === "missing" ? await explainMissing(path) : explainUnopened(path, error);
}

async function explainMissing(path: string): Promise<Explanation> {
  const folder = folderOf(path);
  if (await look(folder) === "missing") {
    return {
      message: `Cannot create ${path}: the folder ${folder} does not exist`,
      hint: `Create it (mkdir -p '${folder}'), or correct the path in the URL; it starts at ${Deno.cwd()}`,
    };
  }
  return {
    message: `Cannot create ${baseName(path)} in ${folder}`,
    hint: "The user that runs retort must be allowed to write to that folder",
  };
}

function explainUnopened(path: string, error: unknown): Explanation {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    message: reason.startsWith("unable to open") ? `Cannot open ${path}` : `Cannot open ${path}: ${reason}`,
    hint: "The user that runs retort must be allowed to read and write the file and its folder",
  };
}
