import { judgeLost } from "./judge_lost.ts";
import assert from "node:assert/strict";
import { DatabaseError } from "../../src/dialect/database_error.ts";
import { connectMysql } from "../../src/dialect/mysql/driver.ts";
import { connectPostgres } from "../../src/dialect/postgres/driver.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { startRetort } from "../support/running_retort.ts";
import { holdLock } from "../support/lock_holder.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp_proxy.ts";
import { type TestDatabase, withDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";
import { chaosRuns, isLong, randomWhole, Tally } from "./chaos_runs.ts";
import { type Direction, preparePieces, revisionId } from "./pieces.ts";
import { REVISIONS, startAndWait, tryAgainAndAgain } from "./trial.ts";

const SERVERS = { engines: ["postgres", "mysql"], sanitizeOps: false, sanitizeResources: false } as const;

/** Ends every session of retort's, as an administrator would; quick, because its own session is open already. */
interface Administrator extends AsyncDisposable {
  endSessions(): Promise<void>;
}

async function administrator({ engine, url }: TestDatabase): Promise<Administrator> {
  const name = new URL(url).pathname.slice(1);
  const options = { applicationName: "administrator", connectTimeout: 5000 };
  if (engine === "postgres") {
    const session = await connectPostgres(parseDatabaseUrl(withDatabase(url, "postgres")), options);
    const sql = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = $1 AND application_name LIKE 'retort%'`;
    return {
      endSessions: async () => void (await session.query(sql, [name])),
      [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
    };
  }
  const session = await connectMysql(parseDatabaseUrl(withDatabase(url, "mysql")), options);
  return {
    async endSessions() {
      const sql = "SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = ?";
      for (const { id } of await session.query<{ id: number }>(sql, [name])) {
        // Whoever has gone by itself is no failure.
        await session.execute(`KILL ${id}`).catch(() => 0);
      }
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

function through(proxy: TcpProxy, { url }: TestDatabase): string {
  const changed = new URL(url);
  changed.port = `${proxy.port}`;
  return changed.href;
}

async function disturb(
  database: TestDatabase,
  name: string,
  url: string,
  deed: () => void | Promise<void>,
  early: (() => void) | undefined = undefined,
): Promise<void> {
  await preparePieces(database, REVISIONS);
  using tally = new Tally(`${name} [${database.engine}]`);
  const breakOff = async (direction: Direction) => {
    early?.();
    const run = await startAndWait(database, direction, url);
    await deed();
    return await run.ended;
  };
  const whole = database.engine !== "mysql";
  await tryAgainAndAgain({ database, tally, whole, breakOff, judge: judgeLost }, chaosRuns(2, 100));
}

forEachDialect(
  "a session that an administrator ends leaves ledger and schema in agreement",
  async (database) => {
    await using admin = await administrator(database);
    await disturb(database, "session ended", database.url, () => admin.endSessions());
  },
  SERVERS,
);

forEachDialect("a connection that is cut leaves ledger and schema in agreement", async (database) => {
  await using proxy = startTcpProxy(Number(new URL(database.url).port));
  await disturb(database, "connection cut", through(proxy, database), () => proxy.cut());
}, SERVERS);

forEachDialect("a connection that is cut within a message leaves them in agreement", async (database) => {
  await using proxy = startTcpProxy(Number(new URL(database.url).port));
  const later = () => proxy.cutAfter(randomWhole(1, 40_000));
  await disturb(database, "connection cut after some bytes", through(proxy, database), () => {}, later);
}, SERVERS);

/** The links of a driver are watched more often here than by retort, which asks after 30 s. */
const WATCH_INTERVAL = 300;

forEachDialect("a link that swallows everything is noticed", async (database) => {
  await using proxy = startTcpProxy(Number(new URL(database.url).port));
  const url = parseDatabaseUrl(through(proxy, database));
  const options = { applicationName: "retort", connectTimeout: 2000 };
  const connect = database.engine === "postgres" ? connectPostgres : connectMysql;
  await using connection = await connect(url, options, WATCH_INTERVAL);
  const sleep = database.engine === "postgres" ? "SELECT pg_sleep(1.5)" : "SELECT SLEEP(1.5)";
  // A statement that only takes its time is left alone.
  await connection.query(sleep);
  const waiting = connection.query(sleep);
  proxy.swallow();
  await assert.rejects(waiting, (error) => {
    assert.ok(error instanceof DatabaseError && error.code === "connection-lost");
    assert.match(error.message, /lost: the server has ended the statement, and its answer never came/);
    return true;
  });
  await assert.rejects(connection.query("SELECT 1"), /The connection to the database was lost/);
}, SERVERS);

forEachDialect("a link that lost an answer is noticed while the server lets others in", async (database) => {
  await using proxy = startTcpProxy(Number(new URL(database.url).port));
  const url = parseDatabaseUrl(through(proxy, database));
  const connect = database.engine === "postgres" ? connectPostgres : connectMysql;
  await using connection = await connect(
    url,
    { applicationName: "retort", connectTimeout: 2000 },
    WATCH_INTERVAL,
  );
  const waiting = connection.query(database.engine === "postgres" ? "SELECT pg_sleep(1)" : "SELECT SLEEP(1)");
  proxy.swallowOpen();
  await assert.rejects(waiting, /lost: the server has ended the statement, and its answer never came/);
}, SERVERS);

if (isLong) {
  forEachDialect(
    "a run notices a link that swallows everything, and a run over another finishes",
    async (database) => {
      await preparePieces(database, 1);
      using tally = new Tally(`half-open link [${database.engine}]`);
      await using proxy = startTcpProxy(Number(new URL(database.url).port));
      const held = database.engine === "postgres"
        ? "LOCK TABLE trail IN ACCESS SHARE MODE"
        : "SELECT * FROM trail";
      await writeScripts(`${database.folder}/migrations`, {
        "2.sql": `-- waits\n-- revision: bbbbbbbbbbbb\n-- down_revision: ${revisionId(1)}
\n-- migrate:up\nALTER TABLE trail ADD COLUMN more integer;\n`,
      });
      await using holder = await holdLock(database, [held]);
      const options = {
        cwd: database.folder,
        env: { DATABASE_URL: through(proxy, database), RETORT_LOCK_TIMEOUT: "0" },
      };
      const run = startRetort(["upgrade"], options);
      await run.said(/Waiting for a lock/);
      proxy.swallow();
      await holder.release();
      const ended = await run.ended;
      assert.equal(ended.code, 5, ended.stderr);
      assert.match(ended.stderr, /lost: the server has ended the statement, and its answer never came/);
      tally.count("noticed");
      proxy.heal();
      const { code, stderr } = await startRetort(["upgrade"], options).ended;
      assert.equal(code, 0, stderr);
    },
    SERVERS,
  );
}
