import assert from "node:assert/strict";
import type { ServerEngine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import type { Ended } from "../support/running_retort.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp_proxy.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { chaosRuns, randomWhole, Tally } from "./chaos_runs.ts";
import { type Direction, preparePieces } from "./pieces.ts";
import { REVISIONS, startAndWait, tryAgainAndAgain } from "./trial.ts";

const SERVERS = { engines: ["postgres", "mysql"], sanitizeOps: false, sanitizeResources: false } as const;

/** Ends every session of retort's, as an administrator would. */
const END_SESSIONS: Readonly<Record<ServerEngine, string>> = {
  postgres: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name LIKE 'retort%'`,
  mysql: `SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()`,
};

async function endSessions({ engine, sql }: TestDatabase): Promise<void> {
  if (engine === "sqlite") return;
  const rows = await sql(END_SESSIONS[engine]);
  if (engine !== "mysql" || rows.length === 0) return;
  // Whoever has gone by itself is no failure.
  await sql(rows.map(([id]) => `KILL ${id};`).join("")).catch(() => []);
}

function through(proxy: TcpProxy, { url }: TestDatabase): string {
  const changed = new URL(url);
  changed.port = `${proxy.port}`;
  return changed.href;
}

/** Exit code 5, and a message that says what happened and how to go on; or it was done already. */
function judge({ code, signal, stderr }: Ended): string {
  assert.equal(signal, null);
  if (code === 0) return "too late";
  assert.equal(code, 5, stderr);
  assert.match(stderr, /^FAILED: (?:The connection to the database was lost|Cannot connect to)/m);
  assert.match(stderr, /^hint: /m);
  return /Cannot connect/.test(stderr) ? "not let in" : "cut off";
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
  await tryAgainAndAgain({ database, tally, whole, breakOff, judge }, chaosRuns(2, 100));
}

forEachDialect(
  "a session that an administrator ends leaves ledger and schema in agreement",
  async (database) => {
    await disturb(database, "session ended", database.url, () => endSessions(database));
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
