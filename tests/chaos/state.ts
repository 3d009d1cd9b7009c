import assert from "node:assert/strict";
import type { Engine } from "../support/engine.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { pause } from "./chaos_runs.ts";
import { countOf, type Direction, factsAfter, revisionId } from "./pieces.ts";

/** The schema and the ledger as the engine's own client sees them at one moment. */
export interface State {
  /** By the number of the revision, sorted. */
  readonly facts: ReadonlyMap<number, readonly string[]>;
  readonly rows: ReadonlyMap<string, Row>;
}

/** A row of the ledger. */
interface Row {
  readonly state: string;
  readonly done: number;
  /** The statement, from 0, that was sent and has not come back. */
  readonly inFlight: number | null;
}

const PARTS: Readonly<Record<Engine, string>> = {
  sqlite: `
SELECT 'sessions', 0;
SELECT 'table', substr(name, 7) FROM sqlite_schema WHERE type = 'table' AND name LIKE 'piece%';
SELECT 'column', substr(m.name, 7) FROM sqlite_schema m, pragma_table_info(m.name) c
 WHERE m.name LIKE 'piece%' AND c.name = 'extra';
SELECT 'index', substr(name, 7) FROM sqlite_schema WHERE type = 'index' AND name LIKE 'index%';`,
  postgres: `
SELECT 'sessions', count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name LIKE 'retort%';
SELECT 'table', substr(relname, 7) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'piece%';
SELECT 'column', substr(c.relname, 7) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relkind = 'r' AND c.relname LIKE 'piece%' AND a.attname = 'extra';
SELECT 'index' || CASE WHEN indisvalid THEN '' ELSE ' invalid' END, substr(relname, 7)
  FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relname LIKE 'index%';`,
  mysql: `
SELECT 'sessions', count(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID();
SELECT 'table', substr(TABLE_NAME, 7) FROM information_schema.TABLES
 WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'piece%';
SELECT 'column', substr(TABLE_NAME, 7) FROM information_schema.COLUMNS
 WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'piece%' AND COLUMN_NAME = 'extra';
SELECT 'index', substr(INDEX_NAME, 7) FROM information_schema.STATISTICS
 WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME LIKE 'index%';`,
};

const TRACES = `
SELECT fact, revision FROM trail;
SELECT 'weight', revision, count(*) FROM ballast GROUP BY revision;`;

const LEDGER =
  "SELECT 'ledger', revision, state, statements_done, journal FROM retort_ledger ORDER BY revision;";

/** Reads schema and ledger once nobody of ours is at work any more: a server finishes what it has begun. */
export async function readState(database: TestDatabase): Promise<State> {
  for (let waited = 0;; waited++) {
    const rows = await readRows(database);
    const sessions = Number(rows.find(([kind]) => kind === "sessions")?.[1]);
    if (sessions === 0) return asState(rows);
    assert.ok(waited < 400, `${sessions} sessions are left on the server`);
    await pause(20);
  }
}

/** The ledger may not be there yet. */
async function readRows(database: TestDatabase): Promise<string[][]> {
  const all = PARTS[database.engine] + TRACES;
  try {
    return await database.sql(all + LEDGER);
  } catch (error) {
    if (!(error instanceof Error) || !/retort_ledger/.test(error.message)) throw error;
    return await database.sql(all);
  }
}

function asState(lines: readonly (readonly string[])[]): State {
  const facts = new Map<number, string[]>();
  const rows = new Map<string, Row>();
  for (const [kind = "", name = "", state = "", done, journal = "NULL"] of lines) {
    if (kind === "sessions") continue;
    if (kind === "ledger") rows.set(name, { state, done: Number(done), inFlight: inFlightOf(journal) });
    else {
      const fact = state === "" ? kind : `${kind} ${state}`;
      facts.set(Number(name), [...(facts.get(Number(name)) ?? []), fact].sort());
    }
  }
  return { facts, rows };
}

function inFlightOf(journal: string): number | null {
  const value: unknown = journal === "NULL" ? null : JSON.parse(journal);
  const inFlight: unknown = typeof value === "object" && value !== null
    ? Reflect.get(value, "inFlight")
    : null;
  return typeof inFlight === "number" ? inFlight : null;
}

/** How far a run came: how many revisions are done that way, and whether one is half-done. */
export interface Progress {
  readonly done: number;
  readonly halfDone: boolean;
}

/**
 * Fails unless ledger and schema tell the same: each revision's facts are those of the statements that the ledger
 * says are done, give or take the one that it says was in flight; and the revisions are done in order.
 */
export function assertAgreement(
  engine: Engine,
  count: number,
  direction: Direction,
  state: State,
): Progress {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const standings = (direction === "upgrade" ? numbers : numbers.reverse()).map((number) =>
    standingOf(engine, number, direction, state)
  );
  const whole = standings.findIndex((standing) => standing !== "done");
  const done = whole < 0 ? count : whole;
  const rest = standings.slice(done);
  const halfDone = rest[0] === "half-done";
  assert.ok(rest.slice(halfDone ? 1 : 0).every((standing) => standing === "not begun"), standings.join(", "));
  return { done, halfDone };
}

type Standing = "done" | "half-done" | "not begun";

function standingOf(engine: Engine, number: number, direction: Direction, { facts, rows }: State): Standing {
  const row = rows.get(revisionId(number));
  const seen = facts.get(number) ?? [];
  const expect = (done: number) => factsAfter(engine, number, direction, done);
  const applied = row?.state === "applied";
  if (row === undefined || applied) {
    const done = applied === (direction === "upgrade");
    assert.deepEqual(
      seen,
      expect(done ? countOf(engine, direction) : 0),
      `revision ${number}, ${row?.state}`,
    );
    return done ? "done" : "not begun";
  }
  assert.equal(row.state, direction === "upgrade" ? "upgrading" : "downgrading");
  const possible = [expect(row.done)];
  // A build or a removal of an index CONCURRENTLY that was killed leaves one that is not valid.
  const broken = seen.map((fact) => fact === "index invalid" ? "index" : fact).sort();
  if (row.inFlight !== null) possible.push(expect(row.inFlight), expect(row.inFlight + 1));
  const fits = possible.some((those) => those.join() === (row.inFlight === null ? seen : broken).join());
  assert.ok(fits, `revision ${number}: ${JSON.stringify(row)}, but there is ${seen.join(", ")}`);
  return "half-done";
}
