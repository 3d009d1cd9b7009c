import assert from "node:assert/strict";
import { DatabaseError } from "../../src/dialect/database_error.ts";
import type { ConnectOptions } from "../../src/dialect/dialect.ts";
import { connectPostgres } from "../../src/dialect/postgres/driver.ts";
import { postgres } from "../../src/dialect/postgres/mod.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";

const OPTIONS: ConnectOptions = { applicationName: "retort", connectTimeout: 5000 };
const ONLY = { engines: ["postgres"] } as const;

function open(url: string, options: Partial<ConnectOptions> = {}) {
  return connectPostgres(parseDatabaseUrl(url), { ...OPTIONS, ...options });
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

forEachDialect("connectPostgres() tells the server and keeps values exact", async (database) => {
  await using connection = await open(database.url);
  assert.equal(connection.server.product, "postgres");
  assert.ok(connection.server.versionNumbers[0] >= 13);
  const [row] = await connection.query<Record<string, unknown>>(
    `SELECT 9007199254740993::int8 AS big, 12::int8 AS small, 1.50::numeric AS exact, true AS yes, NULL AS nothing,
            '2026-11-21 10:00:00.123456+00'::timestamptz AS time, '2026-11-21'::date AS day, '1 day'::interval AS span,
            '{"a": 9007199254740993}'::jsonb AS json, '\\x00ff'::bytea AS bytes, 'NaN'::float8 AS nan,
            ARRAY['a,b', 'c"d\\', NULL, ''] AS texts, ARRAY[[1, 2], [3, NULL]] AS numbers, '{}'::int8[] AS none,
            1 AS twice, 2 AS twice`,
  );
  assert.deepEqual(row, {
    big: 9007199254740993n,
    small: 12,
    exact: "1.50",
    yes: true,
    nothing: null,
    time: "2026-11-21 10:00:00.123456+00",
    day: "2026-11-21",
    span: "1 day",
    json: { a: 9007199254740993n },
    bytes: new Uint8Array([0, 255]),
    nan: NaN,
    texts: ["a,b", 'c"d\\', null, ""],
    numbers: [[1, 2], [3, null]],
    none: [],
    twice: 2,
  });
}, ONLY);

forEachDialect("query() binds values of every kind, and literal() writes the same", async (database) => {
  await using connection = await open(database.url);
  const values = [null, "it's \\ 🎉\n", 12, 9007199254740993n, 1.5, true, new Uint8Array([0, 92, 255])];
  const types = ["text", "text", "int4", "int8", "float8", "bool", "bytea"];
  const bound = types.map((type, index) => `$${index + 1}::${type} AS v${index}`).join(", ");
  assert.deepEqual(
    Object.values((await connection.query<object>(`SELECT ${bound}`, values))[0] ?? {}),
    values,
  );
  for (const conforming of ["on", "off"]) {
    await connection.execute(
      `SET standard_conforming_strings = ${conforming}; SET escape_string_warning = off`,
    );
    const written = values.map((value, index) => `${postgres.literal(value)}::${types[index]} AS v${index}`);
    const [row] = await connection.query<object>(`SELECT ${written.join(", ")}`);
    assert.deepEqual(Object.values(row ?? {}), values);
  }
}, ONLY);

forEachDialect("execute() counts rows and passes notices on", async (database) => {
  const notices: string[] = [];
  await using connection = await open(database.url, { onNotice: (text) => notices.push(text) });
  assert.equal(await connection.execute("CREATE TABLE t (a int)"), 0);
  assert.equal(await connection.execute("INSERT INTO t SELECT generate_series(1, 10)"), 10);
  await connection.execute("CREATE TABLE IF NOT EXISTS t (a int)");
  assert.deepEqual(notices, ['NOTICE: relation "t" already exists, skipping']);
}, ONLY);

forEachDialect("pipeline() runs in order, parameters included, and names the failure", async (database) => {
  await using connection = await open(database.url);
  await connection.pipeline([
    { sql: "CREATE TABLE t (a int PRIMARY KEY, b text)" },
    { sql: "BEGIN" },
    { sql: "INSERT INTO t VALUES ($1, $2)", parameters: [1, "one"] },
    { sql: "UPDATE t SET a = a + 1" },
    { sql: "INSERT INTO t VALUES ($1, $2)", parameters: [1, null] },
    { sql: "COMMIT" },
  ]);
  assert.deepEqual(await connection.query("SELECT a, b FROM t ORDER BY a"), [{ a: 1, b: null }, {
    a: 2,
    b: "one",
  }]);
  const error = await failure(connection.pipeline([
    { sql: "BEGIN" },
    { sql: "DELETE FROM t" },
    { sql: "INSERT INTO t VALUES ($1)", parameters: [7] },
    { sql: "INSERT INTO t VALUES ($1)", parameters: [7] },
    { sql: "SELECT 1" },
    { sql: "COMMIT" },
  ]));
  assert.equal(error.facts.index, 3);
  assert.equal(error.facts.condition, "unique-violation");
  assert.deepEqual([error.facts.table, error.facts.constraint], ["t", "t_pkey"]);
  assert.match(error.facts.detail ?? "", /Key \(a\)=\(7\)/);
  assert.equal(connection.inTransaction(), false);
  assert.deepEqual(await database.sql("SELECT count(*) FROM t"), [["2"]]);
}, ONLY);

forEachDialect("pipeline() takes twenty thousand statements and large ones", async (database) => {
  await using connection = await open(database.url);
  await connection.execute("CREATE TABLE t (a int, b text)");
  const long = "x".repeat(2_000_000);
  const many = Array.from({ length: 20_000 }, (_, index) => ({ sql: `INSERT INTO t VALUES (${index})` }));
  await connection.pipeline([
    { sql: "BEGIN" },
    ...many,
    { sql: `INSERT INTO t VALUES (-1, '${long}')` },
    { sql: "INSERT INTO t VALUES (-2, $1)", parameters: [long] },
    { sql: "COMMIT" },
  ]);
  assert.deepEqual(await database.sql("SELECT count(*), sum(length(b)) FROM t"), [["20002", "4000000"]]);
}, ONLY);

forEachDialect("inTransaction() says what the server says", async (database) => {
  await using connection = await open(database.url);
  const states: boolean[] = [];
  for (const sql of ["SELECT 1", "BEGIN", "SAVEPOINT a", "ROLLBACK TO a", "COMMIT AND CHAIN", "ROLLBACK"]) {
    await connection.execute(sql);
    states.push(connection.inTransaction());
  }
  assert.deepEqual(states, [false, true, true, true, true, false]);
  await connection.execute("BEGIN");
  await failure(connection.execute("SELECT nothing"));
  assert.equal(connection.inTransaction(), true);
  await connection.execute("ROLLBACK");
  assert.equal(connection.inTransaction(), false);
}, ONLY);

forEachDialect("a COMMIT that the server answers with ROLLBACK is a failure", async (database) => {
  await using connection = await open(database.url);
  await connection.execute("BEGIN");
  await failure(connection.execute("SELECT nothing"));
  const error = await failure(connection.execute("/* so */ COMMIT"));
  assert.match(error.message, /rolled the transaction back/);
  await connection.execute("BEGIN");
  await failure(connection.execute("SELECT nothing"));
  assert.equal((await failure(connection.pipeline([{ sql: "END" }]))).facts.index, 0);
}, ONLY);

forEachDialect("a deferred constraint fails at COMMIT, which has that index", async (database) => {
  await using connection = await open(database.url);
  await connection.execute("CREATE TABLE p (a int PRIMARY KEY)");
  await connection.execute("CREATE TABLE c (a int REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
  const error = await failure(
    connection.pipeline([{ sql: "BEGIN" }, { sql: "INSERT INTO c VALUES (1)" }, { sql: "COMMIT" }]),
  );
  assert.equal(error.facts.index, 2);
  assert.equal(error.facts.position, undefined);
  assert.equal(connection.inTransaction(), false);
}, ONLY);

forEachDialect("pipeline() names the failure among statements that were sent as one", async (database) => {
  await using connection = await open(database.url);
  await connection.execute("CREATE TABLE t (a int PRIMARY KEY)");
  const begin = { sql: "BEGIN" };
  const emoji = { sql: "INSERT INTO t SELECT length('🎉') -- one" };
  const twice = { sql: "INSERT INTO t VALUES (1)" };
  const wrong = { sql: "SELECT '🎉', nothing" };
  const garbled = { sql: "SELEC 1" };
  const commit = { sql: "COMMIT" };
  const cases = [
    { body: [emoji, twice], index: 2, position: undefined, state: "23505" },
    { body: [emoji, wrong, twice], index: 2, position: wrong.sql.indexOf("nothing"), state: "42703" },
    { body: [emoji, emoji, garbled], index: 3, position: 0, state: "42601" },
    { body: [emoji, { sql: "DO $$ BEGIN\n  PERFORM 1/0; END $$" }], index: 2, position: 14, state: "22012" },
  ];
  for (const { body, index, position, state } of cases) {
    const { facts } = await failure(connection.pipeline([begin, ...body, commit]));
    assert.deepEqual([facts.index, facts.position, facts.sqlState], [index, position, state]);
    assert.equal(facts.sql, [begin, ...body][index]?.sql);
    assert.equal(connection.inTransaction(), false);
    assert.deepEqual(await connection.query("SELECT * FROM t"), []);
  }
  await connection.execute("BEGIN");
  const inside = await failure(connection.pipeline([emoji, twice]));
  assert.deepEqual([inside.facts.index, connection.inTransaction()], [1, true]);
  const refused = await failure(connection.pipeline([{ sql: "SELECT 1" }, commit]));
  assert.deepEqual([refused.facts.index, refused.facts.sqlState], [0, "25P02"]);
  assert.equal(connection.inTransaction(), false);
}, ONLY);

forEachDialect("a position counts what JavaScript counts", async (database) => {
  await using connection = await open(database.url);
  const sql = "SELECT '🎉é漢🎉',\n       nothing, 'x'";
  const error = await failure(connection.execute(sql));
  assert.equal(error.facts.position, sql.indexOf("nothing"));
  const bound = await failure(connection.execute(`${sql}, $1`, [1]));
  assert.equal(bound.facts.position, sql.indexOf("nothing"));
}, ONLY);

forEachDialect("errors tell their condition, and PL/pgSQL where it was", async (database) => {
  await using connection = await open(database.url);
  await using other = await open(database.url);
  assert.equal((await failure(connection.query("SELECT * FROM nothing"))).facts.condition, "missing-table");
  const inner = await failure(connection.execute("DO $$ BEGIN PERFORM 1/0; END $$"));
  assert.match(inner.facts.where ?? "", /PL\/pgSQL function inline_code_block line 1/);
  await connection.execute("SET default_transaction_read_only = on");
  assert.equal((await failure(connection.execute("CREATE TABLE t ()"))).facts.condition, "read-only");
  await connection.pipeline(postgres.sessionReset);
  await connection.execute("CREATE TABLE t (a int)");
  await other.execute("BEGIN; LOCK TABLE t");
  await connection.execute("SET lock_timeout = '50ms'");
  assert.equal((await failure(connection.execute("SELECT * FROM t"))).facts.condition, "lock-timeout");
  await connection.execute("SET statement_timeout = '50ms'");
  assert.equal((await failure(connection.execute("SELECT pg_sleep(5)"))).facts.condition, "cancelled");
}, ONLY);

forEachDialect("cancel() stops what runs, and nothing that comes later", async (database) => {
  await using connection = await open(database.url);
  await connection.cancel();
  const started = performance.now();
  const work = failure(connection.pipeline([
    ...postgres.sessionReset,
    { sql: "BEGIN" },
    { sql: "CREATE TABLE t (a int)" },
    { sql: "SELECT pg_sleep(20)" },
    { sql: "COMMIT" },
  ]));
  await connection.cancel();
  const early = await work;
  assert.ok(early.facts.condition === "cancelled" && performance.now() - started < 5000);
  assert.deepEqual(await connection.query("SELECT to_regclass('t') AS t"), [{ t: null }]);
}, ONLY);

forEachDialect(
  "a backend that dies in BEGIN takes all with it: nothing runs on a new connection",
  async (database) => {
    await using connection = await open(database.url);
    await connection.execute("CREATE TABLE t (a int)");
    const [me] = await connection.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const work = failure(connection.pipeline([
      { sql: "BEGIN" },
      { sql: "INSERT INTO t VALUES (1)" },
      { sql: "SELECT pg_sleep(20)" },
      ...Array.from({ length: 100 }, () => ({ sql: "INSERT INTO t VALUES (2)" })),
      { sql: "COMMIT" },
    ]));
    await database.sql(`SELECT pg_terminate_backend(${me?.pid})`);
    const error = await work;
    assert.equal(error.code, "connection-lost");
    assert.match(error.message, /terminating connection due to administrator command/);
    assert.ok((error.facts.index ?? 99) <= 2);
    assert.equal((await failure(connection.execute("INSERT INTO t VALUES (3)"))).code, "connection-lost");
    assert.equal((await failure(connection.pipeline([{ sql: "SELECT 1" }]))).code, "connection-lost");
    assert.equal(connection.inTransaction(), false);
    assert.deepEqual(await database.sql("SELECT count(*) FROM t"), [["0"]]);
  },
  ONLY,
);

forEachDialect("a session that dies while it is idle rejects the next call", async (database) => {
  await using connection = await open(database.url);
  const [me] = await connection.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  await database.sql(`SELECT pg_terminate_backend(${me?.pid})`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const error = await failure(connection.query("SELECT 1"));
  assert.equal(error.code, "connection-lost");
  assert.match(error.message, /terminating connection/);
}, ONLY);

forEachDialect("COPY through the client and NUL are refused before anything is sent", async (database) => {
  await using connection = await open(database.url);
  const copy = await failure(
    connection.pipeline([{ sql: "CREATE TABLE t (a int)" }, { sql: "COPY t FROM -- so\n STDIN" }]),
  );
  assert.equal(copy.facts.index, 1);
  assert.match(copy.hint ?? "", /INSERT/);
  assert.deepEqual(await connection.query("SELECT to_regclass('t') AS t"), [{ t: null }]);
  assert.match((await failure(connection.execute("COPY t TO STDOUT"))).message, /STDOUT/);
  assert.equal((await failure(connection.execute("SELECT '\0'"))).facts.position, 8);
  assert.deepEqual(await connection.query("SELECT 'COPY t FROM STDIN' AS a"), [{ a: "COPY t FROM STDIN" }]);
}, ONLY);

forEachDialect("sessionReset puts back what a revision set", async (database) => {
  await using connection = await open(`${database.url}?search_path=pg_temp,public`);
  await connection.execute("SET search_path = ''");
  await connection.execute("SET statement_timeout = 1234");
  await connection.execute("SET SESSION AUTHORIZATION pg_monitor");
  await connection.pipeline(postgres.sessionReset);
  const [row] = await connection.query(
    `SELECT current_setting('search_path') AS path, current_setting('statement_timeout') AS timeout,
            current_setting('application_name') AS name, current_user::text AS "user",
            current_setting('client_connection_check_interval', true) AS check`,
  );
  assert.deepEqual(row, {
    path: "pg_temp,public",
    timeout: "0",
    name: "retort",
    user: "retort",
    // PostgreSQL 13 does not know it.
    check: connection.server.versionNumbers[0] < 14 ? null : "1s",
  });
}, ONLY);

forEachDialect("the ledger's statements work, and measure() has the server's time", async (database) => {
  await using connection = await open(database.url);
  const name = { schema: "Own schema", table: "ledger" };
  const row = {
    revision: "a1",
    message: "it's 🎉",
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
    duration_ms: null,
    retort_version: "0.1.0",
    layout: 1,
  } as const;
  await connection.pipeline([
    ...postgres.ledger.create(name),
    ...postgres.ledger.create(name),
    { sql: "BEGIN" },
    postgres.ledger.insert(name, row),
    { sql: "SELECT pg_sleep(0.02)" },
    ...(postgres.ledger.measure?.(name, "a1") ?? []),
    { sql: "COMMIT" },
  ]);
  const [read] = await connection.query<{ duration_ms: number; script: string; message: string }>(
    postgres.ledger.readOne(name, "a1").sql,
    ["a1"],
  );
  assert.ok((read?.duration_ms ?? 0) >= 20);
  assert.deepEqual([read?.script, read?.message], [row.script, row.message]);
}, ONLY);
