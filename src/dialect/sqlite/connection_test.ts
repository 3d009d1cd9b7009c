import assert from "node:assert/strict";
import { DatabaseError } from "../database_error.ts";
import type { ConnectOptions } from "../dialect.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import type { SqliteConnection } from "./connection.ts";
import { connect } from "./driver.ts";

type Options = Partial<ConnectOptions>;

async function open(path: string, options: Options = {}): Promise<SqliteConnection> {
  return await connect(parseDatabaseUrl(`sqlite:${path}`), {
    applicationName: "retort",
    connectTimeout: 1000,
    ...options,
  });
}

/** A test with a connection to a file of its own, and the path for a second one. */
function withFile(name: string, body: (connection: SqliteConnection, path: string) => Promise<void>): void {
  Deno.test(name, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await using connection = await open(`${folder}/app.db`);
      await body(connection, `${folder}/app.db`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

async function failure(promise: Promise<unknown>): Promise<DatabaseError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DatabaseError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "nothing failed" });
}

withFile("query() gives back what was bound, exact", async (connection) => {
  await connection.execute("CREATE TABLE v (id INTEGER PRIMARY KEY, x)");
  const values = [
    1,
    -5,
    1.5,
    9007199254740991,
    9007199254740993n,
    -9223372036854775808n,
    "emoji 🎉\ttab\r\nline",
    "",
    null,
    new Uint8Array([0, 255, 10]),
    new Uint8Array(),
  ];
  for (const value of values) await connection.execute("INSERT INTO v (x) VALUES (?)", [value]);
  const rows = await connection.query<{ x: unknown }>("SELECT x FROM v ORDER BY id");
  assert.deepEqual(rows, values.map((x) => ({ x })));
});

withFile("execute() binds integral numbers as INTEGER and booleans as 1 and 0", async (connection) => {
  const rows = await connection.query(
    "SELECT typeof(?) AS a, typeof(?) AS b, ? AS c, ? AS d, typeof(?) AS e",
    [
      7,
      7.5,
      true,
      false,
      1e300,
    ],
  );
  assert.deepEqual(rows, [{ a: "integer", b: "real", c: 1, d: 0, e: "real" }]);
});

withFile("execute() stores text with NUL whole", async (connection) => {
  await connection.execute("CREATE TABLE n (x TEXT)");
  await connection.execute("INSERT INTO n VALUES (?)", ["a\0b"]);
  assert.deepEqual(await connection.query("SELECT hex(x) AS h FROM n"), [{ h: "610062" }]);
});

withFile("execute() counts the rows of data changes and no others", async (connection) => {
  assert.equal(await connection.execute("CREATE TABLE c (a)"), 0);
  assert.equal(await connection.execute("INSERT INTO c VALUES (1), (2), (3)"), 3);
  assert.equal(await connection.execute("/* x */ -- y\n update c SET a = 1"), 3);
  assert.equal(await connection.execute("WITH w AS (SELECT 1) DELETE FROM c WHERE rowid = 1"), 1);
  assert.equal(await connection.execute("CREATE INDEX i ON c (a)"), 0);
  assert.equal(await connection.execute("SELECT 1"), 0);
  assert.equal(await connection.execute("  -- nothing at all\n;"), 0);
});

withFile("execute() runs a query to its end", async (connection) => {
  await connection.execute("CREATE TABLE t (a)");
  await connection.execute("CREATE TABLE seen (a)");
  await connection.execute("INSERT INTO t VALUES (1), (2), (3)");
  assert.deepEqual(await connection.query("INSERT INTO seen SELECT a FROM t RETURNING a + 1 AS b"), [
    { b: 2 },
    { b: 3 },
    { b: 4 },
  ]);
  assert.deepEqual(await connection.query("SELECT count(*) AS n FROM seen"), [{ n: 3 }]);
});

withFile("execute() keeps quoted, tabbed and foreign names apart", async (connection) => {
  await connection.execute(
    'CREATE TABLE "we""ird 🎉\ttable" (\r\n\t"a;b" TEXT DEFAULT \'x\ty\',\r\n\t[c d], `e`\r\n)',
  );
  await connection.execute('INSERT INTO "we""ird 🎉\ttable" ("c d") VALUES (1)');
  const rows = await connection.query('SELECT "a;b", [c d], `e` FROM "we""ird 🎉\ttable"');
  assert.deepEqual(rows, [{ "a;b": "x\ty", "c d": 1, "e": null }]);
});

withFile("execute() sees the columns of a table that was made anew", async (connection) => {
  for (const column of ["a", "b"]) {
    await connection.execute("DROP TABLE IF EXISTS t");
    await connection.execute(`CREATE TABLE t (${column})`);
    await connection.execute("INSERT INTO t VALUES (?)", [1]);
    assert.deepEqual(await connection.query("SELECT * FROM t WHERE 1 = ?", [1]), [{ [column]: 1 }]);
  }
});

interface Case {
  readonly sql: string;
  readonly message: RegExp;
  readonly at?: string;
  readonly sqlState?: string;
  readonly condition?: string;
  readonly near?: string;
}

const CASES: readonly Case[] = [
  { sql: "SELEC 1", message: /syntax error/, at: "SELEC", near: "SELEC" },
  { sql: "-- c\r\n\tSELECT '🎉', nope FROM t", message: /no such column: nope/, at: "nope" },
  { sql: "CREATE TABLE u (a INTEGER,, b)", message: /syntax error/, at: ", b", near: "," },
  { sql: "SELECT * FROM nope", message: /no such table: nope/, at: "nope", condition: "missing-table" },
  {
    sql: 'INSERT INTO "no 🎉" VALUES (1)',
    message: /no such table/,
    at: "no 🎉",
    condition: "missing-table",
  },
  { sql: "SELECT 1 +  ", message: /incomplete input/, at: "  " },
  { sql: "SELECT 'open", message: /unrecognized token/, at: "'open", near: "'open" },
  { sql: "CREATE TABLE t (a)", message: /table t already exists/, at: "t (a)" },
  { sql: "CREATE TABLE u (a, bb, bb)", message: /duplicate column name: bb/ },
  { sql: 'SELECT "text" FROM t', message: /string literal in single-quotes/, at: '"text"' },
  { sql: "SELECT nope(1)", message: /no such function: nope/, at: "nope" },
  { sql: "SELECT 1; DROP TABLE t", message: /More than one statement/, at: "DROP" },
  { sql: "SELECT 1 \0; x", message: /NUL character/, at: "\0" },
  {
    sql: "INSERT INTO t (b) VALUES ('x'), ('x')",
    message: /UNIQUE constraint failed: t\.b/,
    sqlState: "SQLITE_CONSTRAINT_UNIQUE",
    condition: "unique-violation",
  },
  {
    sql: "INSERT INTO t (id, b) VALUES (1, 'p'), (1, 'q')",
    message: /UNIQUE constraint failed: t\.id/,
    sqlState: "SQLITE_CONSTRAINT_PRIMARYKEY",
    condition: "unique-violation",
  },
  {
    sql: "INSERT INTO t (b) VALUES (NULL)",
    message: /NOT NULL constraint failed/,
    sqlState: "SQLITE_CONSTRAINT_NOTNULL",
  },
  {
    sql: "INSERT INTO t (b) VALUES ('bad')",
    message: /CHECK constraint failed/,
    sqlState: "SQLITE_CONSTRAINT_CHECK",
  },
  {
    sql: "INSERT INTO t (b, up) VALUES ('y', 99)",
    message: /FOREIGN KEY constraint failed/,
    sqlState: "SQLITE_CONSTRAINT_FOREIGNKEY",
  },
];

withFile("execute() says what failed, where and of what kind", async (connection) => {
  await connection.execute(
    "CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT NOT NULL UNIQUE CHECK (b <> 'bad'), up REFERENCES t (id))",
  );
  for (const { sql, message, at, sqlState = "", condition, near } of CASES) {
    const error = await failure(connection.execute(sql));
    assert.match(error.message, message, sql);
    assert.equal(error.code, "statement-failed");
    assert.equal(error.facts.position, at === undefined ? undefined : sql.lastIndexOf(at), sql);
    if (sqlState !== "") assert.equal(error.facts.sqlState, sqlState, sql);
    assert.equal(error.facts.condition, condition, sql);
    assert.equal(error.facts.near, near, sql);
  }
  assert.deepEqual(await connection.query("SELECT * FROM t"), []);
});

withFile("execute() refuses more values than placeholders", async (connection) => {
  const error = await failure(connection.execute("SELECT ?", [1, 2]));
  assert.match(error.message, /More values/);
});

withFile("pipeline() names the statement that failed", async (connection) => {
  const statements = [
    { sql: "BEGIN IMMEDIATE" },
    { sql: "CREATE TABLE p (a)" },
    { sql: "INSERT INTO p VALUES (?)", parameters: [1] },
    { sql: "INSERT INTO missing VALUES (1)" },
    { sql: "COMMIT" },
  ];
  const error = await failure(connection.pipeline(statements));
  assert.equal(error.facts.index, 3);
  assert.equal(error.facts.condition, "missing-table");
  assert.equal(error.facts.position, "INSERT INTO ".length);
  assert.ok(connection.inTransaction());
  await connection.execute("ROLLBACK");
  assert.deepEqual(await connection.query("SELECT * FROM sqlite_master"), []);
});

withFile("pipeline() stops where a statement takes the transaction with it", async (connection) => {
  await connection.execute("CREATE TABLE t (a PRIMARY KEY)");
  const error = await failure(connection.pipeline([
    { sql: "BEGIN IMMEDIATE" },
    { sql: "INSERT INTO t VALUES (1)" },
    { sql: "INSERT OR ROLLBACK INTO t VALUES (1)" },
    { sql: "INSERT INTO t VALUES (2)" },
    { sql: "COMMIT" },
  ]));
  assert.equal(error.facts.index, 2);
  assert.match(error.facts.detail ?? "", /rolled the whole transaction back/);
  assert.ok(connection.inTransaction(), "ROLLBACK is still to be said");
  const next = await failure(connection.execute("INSERT INTO t VALUES (3)"));
  assert.match(next.message, /The transaction is gone/);
  assert.match(next.facts.detail ?? "", /INSERT OR ROLLBACK/);
  await connection.execute("ROLLBACK");
  assert.ok(!connection.inTransaction());
  assert.deepEqual(await connection.query("SELECT * FROM t"), []);
});

withFile("execute() refuses COMMIT after RAISE(ROLLBACK), and takes new work then", async (connection) => {
  await connection.execute("CREATE TABLE t (a)");
  await connection.execute(
    "CREATE TRIGGER g BEFORE INSERT ON t WHEN new.a = 2 BEGIN SELECT RAISE(ROLLBACK, 'no twos'); END",
  );
  await connection.execute("BEGIN");
  await connection.execute("INSERT INTO t VALUES (1)");
  assert.match((await failure(connection.execute("INSERT INTO t VALUES (2)"))).message, /no twos/);
  assert.match((await failure(connection.execute("COMMIT"))).message, /The transaction is gone/);
  await connection.execute("INSERT INTO t VALUES (3)");
  assert.deepEqual(await connection.query("SELECT a FROM t"), [{ a: 3 }]);
});

withFile("execute() lets savepoints end without alarm", async (connection) => {
  await connection.execute("CREATE TABLE t (a)");
  await connection.pipeline(["SAVEPOINT s", "INSERT INTO t VALUES (1)", "RELEASE s"].map((sql) => ({ sql })));
  assert.ok(!connection.inTransaction());
  await connection.pipeline(["BEGIN", "SAVEPOINT s", "ROLLBACK TO s", "COMMIT"].map((sql) => ({ sql })));
  assert.deepEqual(await connection.query("SELECT a FROM t"), [{ a: 1 }]);
});

withFile("execute() refuses to set foreign_keys inside a transaction", async (connection) => {
  await connection.execute("BEGIN IMMEDIATE");
  const error = await failure(connection.execute("pragma main . foreign_keys=off"));
  assert.match(error.message, /does nothing inside a transaction/);
  assert.match(error.hint ?? "", /foreign_keys:off/);
  assert.deepEqual(await connection.query("PRAGMA foreign_keys"), [{ foreign_keys: 1 }]);
  await connection.execute("ROLLBACK");
});

withFile("execute() waits for another writer and takes its turn", async (connection, path) => {
  await connection.execute("CREATE TABLE t (a)");
  await using other = await open(path);
  await other.execute("BEGIN IMMEDIATE");
  const waiting = connection.execute("BEGIN IMMEDIATE");
  setTimeout(() => other.execute("COMMIT"), 120);
  await waiting;
  assert.ok(connection.inTransaction());
  await connection.execute("ROLLBACK");
});

withFile("execute() reports a long wait and gives up at the time-out", async (connection, path) => {
  await connection.execute("BEGIN IMMEDIATE");
  const notices: string[] = [];
  await using other = await open(path, { lockTimeout: 1200, onNotice: (text) => notices.push(text) });
  const error = await failure(other.execute("BEGIN IMMEDIATE"));
  assert.equal(error.facts.condition, "lock-timeout");
  assert.equal(error.facts.sqlState, "SQLITE_BUSY");
  assert.match(notices[0] ?? "", /Waiting for another connection to unlock .*app\.db \(1 s\)/);
  await connection.execute("ROLLBACK");
});

withFile("execute() retries COMMIT alone while a reader is in the way", async (connection, path) => {
  await connection.execute("CREATE TABLE t (a)");
  await using reader = await open(path);
  await reader.execute("BEGIN");
  await reader.query("SELECT * FROM t");
  await connection.execute("BEGIN IMMEDIATE");
  await connection.execute("INSERT INTO t VALUES (1)");
  setTimeout(() => reader.execute("ROLLBACK"), 120);
  await connection.execute("COMMIT");
  assert.deepEqual(await reader.query("SELECT a FROM t"), [{ a: 1 }]);
});

withFile("cancel() ends a wait for a lock and touches nothing else", async (connection, path) => {
  await connection.cancel();
  await connection.execute("BEGIN IMMEDIATE");
  await using other = await open(path);
  const waiting = failure(other.execute("BEGIN IMMEDIATE"));
  setTimeout(() => other.cancel(), 80);
  assert.equal((await waiting).facts.condition, "cancelled");
  await connection.execute("ROLLBACK");
  await other.execute("BEGIN IMMEDIATE");
  await other.execute("ROLLBACK");
});

withFile("cancel() ends a pipeline between two statements", async (connection) => {
  await connection.execute("CREATE TABLE t (a)");
  const slow =
    "INSERT INTO t WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200000) " +
    "SELECT max(n) FROM c";
  const running = failure(connection.pipeline(Array.from({ length: 100 }, () => ({ sql: slow }))));
  setTimeout(() => connection.cancel(), 1);
  const error = await running;
  assert.equal(error.facts.condition, "cancelled");
  const [row] = await connection.query<{ n: number }>("SELECT count(*) AS n FROM t");
  assert.ok(row !== undefined && row.n > 0 && row.n < 100);
});

withFile(
  "dispose() rolls back, and later calls say that the connection is closed",
  async (connection, path) => {
    const other = await open(path);
    await other.execute("CREATE TABLE t (a)");
    await other.execute("BEGIN IMMEDIATE");
    await other.execute("INSERT INTO t VALUES (1)");
    await other[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
    assert.equal((await failure(other.query("SELECT 1"))).code, "connection-lost");
    assert.ok(!other.inTransaction());
    assert.deepEqual(await connection.query("SELECT * FROM t"), []);
  },
);

withFile("whileClosed() opens the file again with the same settings", async (connection) => {
  await connection.execute("CREATE TABLE t (a)");
  await connection.execute("INSERT INTO t VALUES (?)", [1]);
  const error = await connection.whileClosed(() => failure(connection.query("SELECT 1")));
  assert.equal(error.code, "connection-lost");
  await connection.execute("INSERT INTO t VALUES (?)", [1]);
  const [row] = await connection.query(
    "SELECT count(*) AS n, (SELECT foreign_keys FROM pragma_foreign_keys) AS f FROM t",
  );
  assert.deepEqual(row, { n: 2, f: 1 });
});

withFile("a parameter without a value is refused, not taken as NULL", async (connection) => {
  await connection.execute("CREATE TABLE v (x)");
  for (
    const sql of [
      "INSERT INTO v VALUES (?)",
      "SELECT :x",
      "WITH a AS (SELECT @a) DELETE FROM v",
      "VALUES ($1)",
    ]
  ) {
    const { message, facts: { position } } = await failure(connection.query(sql));
    assert.match(message, /has a parameter/);
    assert.equal(position, sql.search(/[?:@$]/));
  }
  await connection.execute("INSERT INTO v VALUES ('?') -- :x");
  assert.deepEqual(await connection.query("SELECT x, '$.a' AS \"a:b\" FROM v"), [{ x: "?", "a:b": "$.a" }]);
});
