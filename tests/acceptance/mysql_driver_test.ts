import assert from "node:assert/strict";
import { DatabaseError } from "../../src/dialect/database_error.ts";
import type { ConnectOptions } from "../../src/dialect/dialect.ts";
import { connectMysql } from "../../src/dialect/mysql/driver.ts";
import { mysql } from "../../src/dialect/mysql/mod.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";

const OPTIONS: ConnectOptions = { applicationName: "retort", connectTimeout: 5000 };
const ONLY = { engines: ["mysql"] } as const;

function open(url: string) {
  return connectMysql(parseDatabaseUrl(url), OPTIONS);
}

async function failure(work: Promise<unknown>): Promise<DatabaseError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DatabaseError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "it did not fail" });
}

forEachDialect("connectMysql() tells the server and keeps values exact", async (database) => {
  await using connection = await open(database.url);
  assert.ok(["mariadb", "mysql"].includes(connection.server.product));
  assert.ok(connection.server.versionNumbers[0] >= 8);
  await connection.execute(`CREATE TABLE count (
    big bigint unsigned, small bigint, exact decimal(20,0), yes boolean, nothing int, time datetime(6), day date,
    zero date, span time(3), json json, bytes varbinary(9), flags set('a','b'), bits bit(1), year year)`);
  await connection.execute("SET sql_mode = ''");
  await connection.execute(
    `INSERT INTO count VALUES (18446744073709551615, 12, 12345678901234567890, true, NULL,
    '2026-11-21 10:00:00.123456', '2026-11-21', '0000-00-00', '12:00:00.5', '{"a": 9007199254740993}', x'00ff',
    'a,b', b'1', 2026)`,
  );
  assert.deepEqual(await connection.query("SELECT count.*, 1 AS twice, 2 AS twice FROM count"), [{
    big: 18446744073709551615n,
    small: 12,
    exact: "12345678901234567890",
    yes: 1,
    nothing: null,
    time: "2026-11-21 10:00:00.123456",
    day: "2026-11-21",
    zero: "0000-00-00",
    span: "12:00:00.500",
    json: { a: 9007199254740993n },
    bytes: new Uint8Array([0, 255]),
    flags: "a,b",
    bits: new Uint8Array([1]),
    year: 2026,
    twice: 2,
  }]);
}, ONLY);

forEachDialect("query() binds values of every kind, and literal() writes the same", async (database) => {
  await using connection = await open(database.url);
  const values = [null, "it's \\ 🎉\n\0 %", 12, 9007199254740993n, 1.5, new Uint8Array([0, 39, 92, 255])];
  const names = values.map((_, index) => `v${index}`);
  const [bound] = await connection.query<object>(
    `SELECT ${names.map((name) => `? AS ${name}`).join(", ")} /* why? */, '?' AS question`,
    values,
  );
  assert.deepEqual(Object.values(bound ?? {}), [
    null,
    values[1],
    12,
    9007199254740993n,
    "1.5",
    values[5],
    "?",
  ]);
  const [written] = await connection.query<object>(
    `SELECT ${names.map((name, index) => `${mysql.literal(values[index] ?? null)} AS ${name}`).join(", ")}`,
  );
  assert.deepEqual(Object.values(written ?? {}), [null, values[1], 12, 9007199254740993n, "1.5", values[5]]);
  assert.deepEqual(await connection.query("SELECT ? AS yes", [true]), [{ yes: 1 }]);
}, ONLY);

forEachDialect("execute() counts rows, and a CALL gives its first result", async (database) => {
  await using connection = await open(database.url);
  await connection.execute("CREATE TABLE t (a int)");
  assert.equal(await connection.execute("INSERT INTO t VALUES (1), (2), (3)"), 3);
  assert.equal(await connection.execute("UPDATE t SET a = a WHERE a > 1"), 2);
  await connection.execute("CREATE PROCEDURE p() BEGIN SELECT a FROM t ORDER BY a; SELECT 9; END");
  assert.deepEqual(await connection.query("CALL p()"), [{ a: 1 }, { a: 2 }, { a: 3 }]);
}, ONLY);

forEachDialect("pipeline() ends at the first failure and names it", async (database) => {
  await using connection = await open(database.url);
  const error = await failure(connection.pipeline([
    { sql: "CREATE TABLE t (a int PRIMARY KEY)" },
    { sql: "START TRANSACTION" },
    { sql: "INSERT INTO t VALUES (?)", parameters: [1] },
    { sql: "INSERT INTO t VALUES (?)", parameters: [1] },
    { sql: "CREATE TABLE never (a int)" },
  ]));
  assert.deepEqual(
    [error.facts.index, error.facts.condition, error.facts.vendorCode, error.facts.sqlState],
    [3, "unique-violation", "1062", "23000"],
  );
  assert.equal(connection.inTransaction(), true);
  await connection.execute("ROLLBACK");
  assert.equal(connection.inTransaction(), false);
  assert.deepEqual(await database.sql("SHOW TABLES"), [["t"]]);
}, ONLY);

forEachDialect("inTransaction() knows implicit commits and deadlocks", async (database) => {
  await using connection = await open(database.url);
  await using other = await open(database.url);
  await connection.execute("CREATE TABLE t (a int PRIMARY KEY, b int)");
  await connection.execute("INSERT INTO t VALUES (1, 0), (2, 0)");
  await connection.execute("START TRANSACTION");
  await failure(connection.execute("CREATE TABLE t (a int)"));
  assert.equal(connection.inTransaction(), false);
  for (const one of [connection, other]) await one.execute("START TRANSACTION");
  await connection.execute("UPDATE t SET b = 1 WHERE a = 1");
  await other.execute("UPDATE t SET b = 2 WHERE a = 2");
  const crossed = await Promise.allSettled([
    connection.execute("UPDATE t SET b = 1 WHERE a = 2"),
    other.execute("UPDATE t SET b = 2 WHERE a = 1"),
  ]);
  const victim = crossed[0]?.status === "rejected" ? connection : other;
  const lost = crossed.find((outcome) => outcome.status === "rejected");
  assert.ok(lost?.reason instanceof DatabaseError && lost.reason.facts.condition === "deadlock");
  assert.deepEqual([connection, other].map((one) => one.inTransaction()), [
    victim !== connection,
    victim !== other,
  ]);
}, ONLY);

forEachDialect(
  "errors tell condition, line and place, wide characters before it or not",
  async (database) => {
    await using connection = await open(database.url);
    const place = async (sql: string) => {
      const { facts } = await failure(connection.execute(sql));
      assert.equal(facts.vendorCode, "1064");
      return [facts.line, sql.slice(facts.position)];
    };
    assert.deepEqual(await place("SELECT '🎉é漢',\n  nothing here, at all"), [2, "all"]);
    assert.deepEqual(await place("SELECT a\nFROM t WHERE\nAND b = '🎉 (x?)'"), [3, "AND b = '🎉 (x?)'"]);
    assert.deepEqual(await place("SELECT (1"), [1, ""]);
    assert.deepEqual(await place(`SELECT 1 FORM t${" ".repeat(100)}漢${"字".repeat(100)}`), [
      1,
      `t${" ".repeat(100)}漢${"字".repeat(100)}`,
    ]);
    assert.equal((await failure(connection.query("SELECT * FROM nothing"))).facts.condition, "missing-table");
    await using other = await open(database.url);
    await other.execute("CREATE TABLE t (a int) ENGINE=InnoDB");
    await other.execute("LOCK TABLES t WRITE");
    await connection.execute("SET lock_wait_timeout = 1");
    assert.equal(
      (await failure(connection.execute("ALTER TABLE t ADD b int"))).facts.condition,
      "lock-timeout",
    );
  },
  ONLY,
);

forEachDialect("a statement over max_allowed_packet is refused, and the session lives", async (database) => {
  await using connection = await open(database.url);
  const long = "x".repeat(17 * 1024 * 1024);
  for (const work of [connection.execute(`SELECT '${long}'`), connection.execute("SELECT ?", [long])]) {
    assert.match((await failure(work)).message, /max_allowed_packet/);
  }
  await connection.execute("CREATE TABLE t (a longtext)");
  await connection.execute("INSERT INTO t VALUES (?)", ["é'".repeat(4_000_000)]);
  assert.deepEqual(await connection.query("SELECT char_length(a) AS length FROM t"), [{ length: 8_000_000 }]);
}, ONLY);

forEachDialect("cancel() stops what runs, and the session lives", async (database) => {
  await using connection = await open(database.url);
  await connection.cancel();
  await connection.execute("CREATE TABLE t AS SELECT 1 AS a");
  const started = performance.now();
  const work = failure(connection.execute("INSERT INTO t SELECT a + SLEEP(20) FROM t"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await connection.cancel();
  assert.equal((await work).facts.condition, "cancelled");
  assert.ok(performance.now() - started < 5000);
  assert.deepEqual(await connection.query("SELECT count(*) AS n FROM t"), [{ n: 1 }]);
}, ONLY);

forEachDialect(
  "a session that is killed in a transaction is gone, and nothing runs on a new one",
  async (database) => {
    await using connection = await open(database.url);
    await connection.execute("CREATE TABLE t (a int)");
    const [me] = await connection.query<{ id: number }>("SELECT CONNECTION_ID() AS id");
    const work = failure(connection.pipeline([
      { sql: "START TRANSACTION" },
      { sql: "INSERT INTO t VALUES (1)" },
      { sql: "DO SLEEP(20)" },
      { sql: "INSERT INTO t VALUES (2)" },
      { sql: "COMMIT" },
    ]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await database.sql(`KILL ${me?.id}`);
    const error = await work;
    assert.deepEqual([error.code, error.facts.index], ["connection-lost", 2]);
    assert.equal((await failure(connection.execute("INSERT INTO t VALUES (3)"))).code, "connection-lost");
    assert.equal(connection.inTransaction(), false);
    assert.deepEqual(await database.sql("SELECT count(*) FROM t"), [["0"]]);
  },
  ONLY,
);

forEachDialect("a session that is killed while it is idle rejects the next call", async (database) => {
  await using connection = await open(database.url);
  const [me] = await connection.query<{ id: number }>("SELECT CONNECTION_ID() AS id");
  await database.sql(`KILL ${me?.id}`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await failure(connection.query("SELECT 1"))).code, "connection-lost");
}, ONLY);

forEachDialect("sessionReset puts back what a revision set, database and URL included", async (database) => {
  await using connection = await open(`${database.url}?time_zone=%2B02:00`);
  const look = () =>
    connection.query(
      `SELECT DATABASE() AS db, @@sql_mode AS mode, @@foreign_key_checks AS keys_checked, @@time_zone AS zone,
              @@character_set_client AS charset, @@autocommit AS own, @@lock_wait_timeout AS wait`,
    );
  const before = await look();
  await connection.execute(
    "SET sql_mode = 'ANSI', foreign_key_checks = 0, time_zone = '+05:00', autocommit = 0",
  );
  await connection.execute("SET NAMES latin1");
  await connection.execute("SET lock_wait_timeout = 3");
  await connection.execute("USE information_schema");
  await connection.pipeline(mysql.sessionReset);
  assert.deepEqual(await look(), before);
  const shown = JSON.stringify(before);
  assert.ok(!shown.includes("IGNORE_SPACE") && shown.includes("+02:00"), shown);
}, ONLY);

forEachDialect("the ledger's statements work", async (database) => {
  await using connection = await open(database.url);
  const name = { table: "ledger" };
  const row = {
    revision: "a1",
    message: "it's 🎉 \\",
    down_revisions: "",
    depends_on: "",
    branch_labels: "",
    path: "a.sql",
    script: "SELECT '\\';",
    checksum: "c",
    checksum_version: 1,
    file_digest: "d",
    origin: "run",
    state: "applied",
    statements_done: 0,
    journal: null,
    applied_at: "2026-11-21T10:00:00.123Z",
    applied_by: "me",
    duration_ms: 5,
    retort_version: "0.1.0",
    layout: 1,
  } as const;
  const create = mysql.ledger.create(name);
  await connection.pipeline([...create, ...create, mysql.ledger.insert(name, row)]);
  const { sql, parameters } = mysql.ledger.readOne(name, "a1");
  assert.deepEqual(await connection.query(sql, parameters), [row]);
  assert.equal(
    (await failure(connection.pipeline([mysql.ledger.insert(name, row)]))).facts.condition,
    "unique-violation",
  );
  const log = mysql.ledger.log(name, [{
    revision: "a1",
    direction: "upgrade",
    outcome: "done",
    started_at: row.applied_at,
    duration_ms: 1,
    run_by: "me",
    retort_version: "0.1.0",
    error: null,
  }]);
  await connection.execute(log.sql, log.parameters);
  const { sql: upper, parameters: id } = mysql.ledger.readOne(name, "A1");
  assert.deepEqual(await connection.query(upper, id), []);
}, ONLY);
