import assert from "node:assert/strict";
import type { ConnectOptions } from "../dialect.ts";
import { DatabaseError } from "../database_error.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import type { SqliteConnection } from "./connection.ts";
import { connect } from "./driver.ts";

const OPTIONS: ConnectOptions = { applicationName: "retort", connectTimeout: 1000 };

async function open(path: string, readOnly = false): Promise<SqliteConnection> {
  return await connect(parseDatabaseUrl(`sqlite:${path}`), { ...OPTIONS, readOnly });
}

function withFolder(name: string, body: (folder: string) => Promise<void>): void {
  Deno.test(name, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await body(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

async function refused(promise: Promise<AsyncDisposable>): Promise<DatabaseError> {
  try {
    await using _connection = await promise;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "cannot-connect") return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "it connected" });
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

withFolder("connect() creates the file and enforces foreign keys", async (folder) => {
  await using connection = await open(`${folder}/my app 🎉.db`);
  assert.equal(connection.server.product, "sqlite");
  assert.match(connection.server.version, /^3\.\d+\.\d+$/);
  assert.equal(connection.server.versionNumbers[0], 3);
  assert.deepEqual(await connection.query("PRAGMA foreign_keys"), [{ foreign_keys: 1 }]);
  assert.deepEqual(names(folder), ["my app 🎉.db"]);
});

withFolder(
  "connect() read-only gives an empty database for a missing file and creates nothing",
  async (folder) => {
    await using connection = await open(`${folder}/none.db`, true);
    assert.deepEqual(await connection.query("SELECT * FROM sqlite_master"), []);
    assert.deepEqual(names(folder), []);
  },
);

withFolder("connect() read-only reads and refuses to write", async (folder) => {
  const path = `${folder}/app.db`;
  {
    await using writer = await open(path);
    await writer.execute("CREATE TABLE t (a)");
  }
  await using reader = await open(path, true);
  assert.deepEqual(await reader.query("SELECT * FROM t"), []);
  await assert.rejects(reader.execute("INSERT INTO t VALUES (1)"), (error: DatabaseError) => {
    assert.equal(error.facts.condition, "read-only");
    return true;
  });
  assert.deepEqual(names(folder), ["app.db"]);
});

withFolder("connect() read-only leaves no write-ahead files behind", async (folder) => {
  const path = `${folder}/app.db`;
  {
    await using writer = await open(path);
    await writer.execute("PRAGMA journal_mode = WAL");
    await writer.execute("CREATE TABLE t (a)");
  }
  {
    await using reader = await open(path, true);
    assert.deepEqual(await reader.query("SELECT * FROM t"), []);
  }
  assert.deepEqual(names(folder), ["app.db"]);
});

withFolder("connect() read-only gets past the journal of a killed process", async (folder) => {
  const path = `${folder}/app.db`;
  const script = `
    import { DatabaseSync } from "node:sqlite";
    const db = new DatabaseSync(${JSON.stringify(path)});
    db.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA cache_size = 1; BEGIN");
    db.exec("INSERT INTO t WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 50000) SELECT n FROM c");
    Deno.kill(Deno.pid, "SIGKILL");
  `;
  await new Deno.Command(Deno.execPath(), { args: ["eval", "--quiet", script] }).output();
  assert.deepEqual(names(folder), ["app.db", "app.db-journal"]);
  await using reader = await open(path, true);
  assert.deepEqual(await reader.query("SELECT a FROM t"), [{ a: 1 }]);
});

withFolder("connect() with mode=ro opens without the right to write", async (folder) => {
  const path = `${folder}/app.db`;
  {
    await using writer = await open(path);
    await writer.execute("CREATE TABLE t (a)");
  }
  await using reader = await open(`${path}?mode=ro`);
  await assert.rejects(reader.execute("PRAGMA user_version = 1"), /readonly/);
});

withFolder("connect() opens while somebody else holds the file", async (folder) => {
  await using holder = await open(`${folder}/app.db`);
  await holder.execute("CREATE TABLE t (a)");
  await holder.execute("BEGIN EXCLUSIVE");
  await using other = await open(`${folder}/app.db`);
  await holder.execute("ROLLBACK");
  assert.deepEqual(await other.query("SELECT * FROM t"), []);
});

withFolder("connect() explains what cannot be opened", async (folder) => {
  const directory = await refused(open(folder));
  assert.match(directory.message, /is a folder, not a database$/);
  assert.equal(directory.hint, `Name a file in it: sqlite:${folder}/app.db`);

  for (const readOnly of [false, true]) {
    const parent = await refused(open(`${folder}/no/app.db`, readOnly));
    assert.match(parent.message, /the folder .*\/no does not exist$/);
    assert.match(parent.hint ?? "", /mkdir -p/);
  }
  assert.deepEqual(names(folder), []);

  await Deno.writeTextFile(`${folder}/notes.txt`, "This is no database at all, it is text\n".repeat(20));
  const other = await refused(open(`${folder}/notes.txt`));
  assert.match(other.message, /notes\.txt is not an SQLite database$/);
});

Deno.test({
  name: "connect() explains missing rights",
  // Everything is allowed to root.
  ignore: Deno.uid() === 0,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await Deno.chmod(folder, 0o500);
    const error = await refused(open(`${folder}/app.db`));
    assert.match(error.message, /^Cannot create app\.db in /);
    await Deno.chmod(folder, 0o700);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test("connect() refuses a URL without a file", async () => {
  const url = { scheme: "sqlite", parameters: new Map<string, string>() };
  await assert.rejects(connect(url, OPTIONS), /names no SQLite file/);
});
