import assert from "node:assert/strict";
import { connectPostgres } from "../../src/dialect/postgres/driver.ts";
import { postgres } from "../../src/dialect/postgres/mod.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { RetortError } from "../../src/util/errors.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";

const OPTIONS = { applicationName: "retort", connectTimeout: 5000 };
const ONLY = { engines: ["postgres"] } as const;
const MODULES = new URL("../../src/", import.meta.url);

function lock(
  connection: Awaited<ReturnType<typeof connectPostgres>>,
  url: string,
  wait: number,
  table = "ledger",
) {
  const waited: string[] = [];
  const request = { ledger: { table }, wait, onWait: (holder: string) => waited.push(holder) };
  return { waited, held: postgres.lock(connection, parseDatabaseUrl(url), request) };
}

/** Another process that takes the lock, says so, and holds it until it is killed. */
const HOLDER = `
  import { postgres } from "${MODULES}dialect/postgres/mod.ts";
  import { parseDatabaseUrl } from "${MODULES}util/database_url.ts";
  const url = parseDatabaseUrl(Deno.args[0]);
  const connection = await postgres.connect(url, { applicationName: "the other runner", connectTimeout: 5000 });
  await postgres.lock(connection, url, { ledger: { table: "ledger" }, wait: 0, onWait() {} });
  console.log("held");
  await connection.query("SELECT pg_sleep(60)").catch(() => {});
`;

async function startHolder(url: string): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--quiet",
      "--no-check",
      "--ext=ts",
      "--config",
      `${MODULES.pathname}../deno.json`,
      "-",
      url,
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(HOLDER));
  await writer.close();
  const reader = child.stdout.getReader();
  assert.match(new TextDecoder().decode((await reader.read()).value), /held/);
  reader.releaseLock();
  return child;
}

forEachDialect(
  "lock() lets one in, tells who it is, and frees it when that one is killed",
  async (database) => {
    const child = await startHolder(database.url);
    await using connection = await connectPostgres(parseDatabaseUrl(database.url), OPTIONS);
    await assert.rejects(lock(connection, database.url, 200).held, (error) => {
      assert.ok(error instanceof RetortError && error.code === "lock-unavailable");
      assert.match(
        error.message,
        /held by the other runner \(server process \d+ from .*, user retort, connected since/,
      );
      return true;
    });
    const { waited, held } = lock(connection, database.url, 10_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill("SIGKILL");
    await child.status;
    await child.stdout.cancel();
    // Its statement goes on for a minute; nobody else ends it here.
    await database.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'the other runner'",
    );
    await using _lock = await held;
    assert.equal(waited.length, 1);
  },
  ONLY,
);

forEachDialect("lock() is freed when it is disposed, and is one for each ledger", async (database) => {
  await using first = await connectPostgres(parseDatabaseUrl(database.url), OPTIONS);
  await using second = await connectPostgres(parseDatabaseUrl(database.url), OPTIONS);
  {
    await using _held = await lock(first, database.url, 0).held;
    await using _other = await lock(second, database.url, 0, "another").held;
    await assert.rejects(lock(second, database.url, 0).held, /held by retort/);
  }
  await using _free = await lock(second, database.url, 0).held;
}, ONLY);

forEachDialect("ten waiters leave CREATE INDEX CONCURRENTLY alone", async (database) => {
  await using holder = await connectPostgres(parseDatabaseUrl(database.url), OPTIONS);
  await holder.execute("CREATE TABLE t AS SELECT generate_series(1, 20000) AS a");
  const held = await lock(holder, database.url, 0).held;
  const waiters = await Promise.all(Array.from({ length: 10 }, async () => {
    const connection = await connectPostgres(parseDatabaseUrl(database.url), OPTIONS);
    return { connection, ...lock(connection, database.url, 30_000) };
  }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (let index = 0; index < 5; index++) {
    await holder.execute(`CREATE INDEX CONCURRENTLY i${index} ON t (a)`);
  }
  await held[Symbol.asyncDispose]();
  for (const { connection, held, waited } of waiters) {
    assert.equal(waited.length, 1);
    held.then((lock) => lock[Symbol.asyncDispose]()).then(() => connection[Symbol.asyncDispose]());
  }
  await Promise.all(waiters.map(({ held }) => held));
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.deepEqual(await database.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), [["0"]]);
}, ONLY);

forEachDialect(
  "the guard passes while the lock is held, and fails the step when it is lost",
  async (database) => {
    await using connection = await connectPostgres(parseDatabaseUrl(database.url), OPTIONS);
    const step = (guard: string | undefined) =>
      connection.pipeline([{ sql: "BEGIN" }, { sql: guard ?? "" }, { sql: "CREATE TABLE t (a int)" }, {
        sql: "COMMIT",
      }]);
    const held = await lock(connection, database.url, 0).held;
    await step(held.guard?.sql);
    await connection.execute("SELECT pg_advisory_unlock_all()");
    await assert.rejects(step(held.guard?.sql), /division by zero/);
    assert.equal(connection.inTransaction(), false);
  },
  ONLY,
);

forEachDialect("lock() in a transaction keeps others out and lets CONCURRENTLY pass", async (database) => {
  const url = parseDatabaseUrl(database.url);
  await using first = await connectPostgres(url, OPTIONS);
  await using second = await connectPostgres(url, OPTIONS);
  const request = { ledger: { table: "ledger" }, wait: 100, onWait: () => {}, mode: "transaction" } as const;
  {
    await using held = await postgres.lock(first, url, request);
    await first.execute("CREATE TABLE t (a int)");
    await first.execute("CREATE INDEX CONCURRENTLY ON t (a)");
    await assert.rejects(postgres.lock(second, url, request), /held by retort lock/);
    await assert.rejects(lock(second, database.url, 100).held, /held by retort lock/);
    await first.execute(held.guard?.sql ?? "");
    await database.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'retort lock'",
    );
    await assert.rejects(first.execute(held.guard?.sql ?? ""), /division by zero/);
  }
  await using _free = await postgres.lock(second, url, request);
}, ONLY);
