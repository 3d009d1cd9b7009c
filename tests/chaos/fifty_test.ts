import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { pgbouncer } from "../support/pgbouncer.ts";
import { type Ended, type RunningRetort, startRetort } from "../support/running_retort.ts";
import { startServer, stopServer } from "../support/server.ts";
import { serverUrl } from "../support/server_url.ts";
import { type TestDatabase, withDatabase } from "../support/test_database.ts";
import { isLong, Tally } from "./chaos_runs.ts";
import { type PiecesOptions, preparePieces, revisionId } from "./pieces.ts";
import { assertAgreement, readState } from "./state.ts";

const REVISIONS = 10;
/** All at once; fewer in the short form, because each is a process. */
const PROCESSES = isLong ? 50 : 10;
/** Fewer than the processes, as PgBouncer's own default is. */
const POOL_SIZE = isLong ? 20 : 5;

const POSTGRES = { engines: ["postgres"] } as const;
const CONCURRENTLY: PiecesOptions = { concurrently: true };

/** How the processes reach the database. */
interface Crowd {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function startAll({ folder, url }: TestDatabase, { args = [], env }: Crowd): readonly RunningRetort[] {
  const options = { cwd: folder, env: { DATABASE_URL: url, RETORT_LOCK_WAIT: "10m", ...env } };
  return Array.from({ length: PROCESSES }, () => startRetort(["upgrade", "head", ...args], options));
}

/** Every revision ran exactly once: the schema says so, the table without a key, and the log. */
async function assertOnce(database: TestDatabase): Promise<void> {
  const state = await readState(database);
  assert.deepEqual(assertAgreement(database.engine, REVISIONS, "upgrade", state), {
    done: REVISIONS,
    halfDone: false,
  });
  const ids = Array.from({ length: REVISIONS }, (_, index) => [revisionId(index + 1)]);
  const log = await database.sql("SELECT revision FROM retort_log WHERE outcome = 'done' ORDER BY revision");
  assert.deepEqual(log.filter(([id]) => ids.some(([known]) => known === id)), log);
  assert.equal(new Set(log.map(([id]) => id)).size, log.length, "the log has a revision twice");
}

async function assertAllDone(runs: readonly RunningRetort[], tally: Tally): Promise<void> {
  const ended = await Promise.all(runs.map((run) => run.ended));
  const failed = ended.filter(({ code }) => code !== 0);
  assert.deepEqual(failed, [], `${failed.length} of ${ended.length} failed`);
  for (const one of ended) tally.count(what(one));
}

function what({ stderr }: Ended): string {
  if (/Running upgrade/.test(stderr)) return "ran revisions";
  return /Waiting for the lock/.test(stderr) ? "waited and had nothing to do" : "had nothing to do";
}

async function upgradeTogether(
  database: TestDatabase,
  name: string,
  pieces: PiecesOptions,
  crowd: Crowd = {},
) {
  await preparePieces(database, REVISIONS, pieces);
  using tally = new Tally(`${PROCESSES} at once${name} [${database.engine}]`);
  await assertAllDone(startAll(database, crowd), tally);
  await assertOnce(database);
}

forEachDialect("fifty at once run each revision exactly once", async (database) => {
  await upgradeTogether(database, "", {});
});

forEachDialect("fifty at once run each CREATE INDEX CONCURRENTLY exactly once", async (database) => {
  await upgradeTogether(database, ", CONCURRENTLY", CONCURRENTLY);
}, POSTGRES);

/** Kills the one that is at work in the middle; the others must not mind. */
async function oneIsKilled(database: TestDatabase, pieces: PiecesOptions): Promise<void> {
  await preparePieces(database, REVISIONS, pieces);
  using tally = new Tally(`${PROCESSES} at once, one killed [${database.engine}]`);
  const runs = startAll(database, {});
  const middle = new RegExp(`Running upgrade .*-> ${revisionId(REVISIONS / 2)}`);
  const victim = await Promise.any(runs.map(async (run) => (await run.said(middle), run)));
  victim.kill("SIGKILL");
  assert.equal((await victim.ended).signal, "SIGKILL");
  await assertAllDone(runs.filter((run) => run !== victim), tally);
  await assertOnce(database);
}

forEachDialect("fifty at once do not mind that one of them is killed", async (database) => {
  await oneIsKilled(database, {});
});

forEachDialect("fifty at once do not mind that one is killed beside CONCURRENTLY", async (database) => {
  await oneIsKilled(database, CONCURRENTLY);
}, POSTGRES);

/** A PgBouncer in transaction mode before the tests' server, while `work` goes on. */
async function behindPooler(database: TestDatabase, work: (url: string) => Promise<void>): Promise<void> {
  const server = serverUrl("postgres");
  const pooler = await startServer(pgbouncer({ server, mode: "transaction", poolSize: POOL_SIZE }), Deno.pid);
  try {
    await work(withDatabase(pooler.url, new URL(database.url).pathname.slice(1)));
  } finally {
    await stopServer(pooler);
  }
}

forEachDialect("fifty at once pass a PgBouncer with --lock transaction", async (database) => {
  await behindPooler(database, async (url) => {
    const crowd = { args: ["--lock", "transaction"], env: { DATABASE_URL: url } };
    await upgradeTogether(database, " through PgBouncer, --lock transaction", CONCURRENTLY, crowd);
  });
}, { ...POSTGRES, sanitizeOps: false, sanitizeResources: false });

forEachDialect("fifty at once pass a PgBouncer with --direct-url", async (database) => {
  await behindPooler(database, async (url) => {
    const crowd = { args: ["--direct-url", database.url], env: { DATABASE_URL: url } };
    await upgradeTogether(database, " past PgBouncer, --direct-url", CONCURRENTLY, crowd);
  });
}, { ...POSTGRES, sanitizeOps: false, sanitizeResources: false });

forEachDialect("a PgBouncer in transaction mode is told of, and nothing is done", async (database) => {
  await preparePieces(database, 1);
  await behindPooler(database, async (url) => {
    const env = { DATABASE_URL: url };
    const { code, stderr } = await startRetort(["upgrade"], { cwd: database.folder, env }).ended;
    assert.equal(code, 6, stderr);
    assert.match(stderr, /^FAILED: A transaction pooler stands before the database$/m);
    assert.match(stderr, /hint: .*--direct-url.*--lock transaction/);
  });
  assert.equal((await readState(database)).rows.size, 0);
}, { ...POSTGRES, sanitizeOps: false, sanitizeResources: false });
