import assert from "node:assert/strict";
import { ledgerRow } from "../ansi/ledger_row.ts";
import type { LedgerRow, LogRow } from "../dialect.ts";
import type { Value } from "../../sql/statement.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import type { SqliteConnection } from "./connection.ts";
import { sqlite } from "./mod.ts";

async function memory(): Promise<SqliteConnection> {
  const { connect } = await import("./driver.ts");
  return await connect(parseDatabaseUrl("sqlite::memory:"), {
    applicationName: "retort",
    connectTimeout: 1000,
  });
}

const ROW: LedgerRow = {
  revision: "8f3a",
  message: "it's 🎉\nsecond line",
  down_revisions: "a,b",
  depends_on: "",
  branch_labels: "x",
  path: "migrations/8f3a.sql",
  script: "-- x\r\nSELECT 1;\t",
  checksum: "abc",
  checksum_version: 1,
  file_digest: "d",
  origin: "run",
  state: "upgrading",
  statements_done: 3,
  journal: '{"a":1}',
  applied_at: "2026-11-21T09:12:44.123Z",
  applied_by: "me",
  duration_ms: null,
  retort_version: "0.1.0",
  layout: 1,
};

const ENTRY: LogRow = {
  revision: "8f3a",
  direction: "upgrade",
  outcome: "failed",
  started_at: "2026-11-21T09:12:44.123Z",
  duration_ms: 12,
  run_by: "me",
  retort_version: "0.1.0",
  error: "it's wrong",
};

Deno.test("sqlite.ledger keeps rows and gives them back", async () => {
  await using connection = await memory();
  const { ledger } = sqlite;
  for (const name of [{ table: "retort_ledger" }, { table: 'my "own" table', schema: "main" }]) {
    await connection.pipeline(ledger.create(name));
    await connection.pipeline(ledger.create(name));
    const later = { ...ROW, revision: "0000", applied_at: "2026-11-21T09:12:44.124Z" };
    await connection.pipeline([ledger.insert(name, later), ledger.insert(name, ROW)]);
    await connection.pipeline([
      ledger.update(name, "8f3a", { state: "applied", journal: null, duration_ms: 5 }),
    ]);
    const changed = { ...ROW, state: "applied", journal: null, duration_ms: 5 };

    const one = ledger.readOne(name, "8f3a");
    assert.deepEqual((await connection.query(one.sql, one.parameters)).map(ledgerRow), [changed]);
    const all = await connection.query(ledger.readAll(name).sql);
    assert.deepEqual(all.map(ledgerRow), [{ ...changed, script: null }, { ...later, script: null }]);

    await assert.rejects(connection.pipeline([ledger.insert(name, ROW)]), /UNIQUE constraint failed/);
    await connection.pipeline([ledger.remove(name, "8f3a"), ledger.log(name, [ENTRY, ENTRY])]);
    assert.equal((await connection.query(ledger.readAll(name).sql)).length, 1);
  }
  assert.deepEqual(await connection.query("SELECT * FROM retort_log"), [{ id: 1, ...ENTRY }, {
    id: 2,
    ...ENTRY,
  }]);
  assert.equal((await connection.query('SELECT * FROM "my ""own"" table_log"')).length, 2);
});

Deno.test("sqlite.sessionReset puts back what a revision changed", async () => {
  await using connection = await memory();
  await connection.pipeline(sqlite.sessionReset);
  for (
    const pragma of ["foreign_keys = OFF", "recursive_triggers(1)", "synchronous = OFF", "query_only = ON"]
  ) {
    await connection.execute(`PRAGMA ${pragma}`);
  }
  await connection.pipeline(sqlite.sessionReset);
  const [row] = await connection.query(
    "SELECT (SELECT * FROM pragma_foreign_keys) AS f, (SELECT * FROM pragma_recursive_triggers) AS r, " +
      "(SELECT * FROM pragma_synchronous) AS s, (SELECT * FROM pragma_query_only) AS q",
  );
  assert.deepEqual(row, { f: 1, r: 0, s: 2, q: 0 });
});

Deno.test("sqlite.literal() writes what binding stores", async () => {
  await using connection = await memory();
  const values: readonly Value[] = [
    null,
    true,
    0,
    -7,
    1.5,
    1e21,
    123456789012345680000,
    5e-324,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    9223372036854775807n,
    -9223372036854775808n,
    'it\'s "quoted" 🎉\r\n\\',
    "nul\0inside",
    new Uint8Array([0, 39, 255]),
  ];
  for (const value of values) {
    const sql = `SELECT typeof(?1) = typeof(x) AND ?1 IS x AND hex(?1) = hex(x) AS same ` +
      `FROM (SELECT ${sqlite.literal(value)} AS x)`;
    assert.deepEqual(await connection.query(sql, [value]), [{ same: 1 }], sql);
  }
});

Deno.test("sqlite.quote() survives the engine", async () => {
  await using connection = await memory();
  const name = 'a"b`c]d 🎉\n;--';
  await connection.execute(`CREATE TABLE ${sqlite.quote(name)} (a)`);
  assert.deepEqual(await connection.query("SELECT name FROM sqlite_master"), [{ name }]);
});
