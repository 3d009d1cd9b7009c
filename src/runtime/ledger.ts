import { ledgerRow } from "../dialect/ansi/ledger_row.ts";
import { DatabaseError } from "../dialect/database_error.ts";
import type { Connection, Dialect, LedgerName, LedgerRow } from "../dialect/dialect.ts";
import { retrying, type RetryPolicy } from "./retry.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Statement } from "../sql/statement.ts";
import { RetortError } from "../util/errors.ts";

/** The ledger as it was read: one row a revision, in the order in which they were applied. */
export interface Snapshot {
  /** Whether the table is there. A missing one reads as empty. */
  readonly exists: boolean;
  readonly rows: ReadonlyMap<RevisionId, LedgerRow>;
  /** What counts as applied: an upgrade that stopped half-way does not, a downgrade that did still does. */
  readonly applied: ReadonlySet<RevisionId>;
  /** Rows of steps that began and did not end. */
  readonly halfDone: readonly LedgerRow[];
}

const EMPTY: Snapshot = { exists: false, rows: new Map(), applied: new Set(), halfDone: [] };

/** Where the ledger is and how to speak to it. */
export interface LedgerPlace {
  readonly dialect: Dialect;
  readonly connection: Connection;
  readonly ledger: LedgerName;
}

/**
 * Reads the ledger; never creates it.
 *
 * @throws {RetortError} `ledger-invalid` for rows that no retort writes, or that a newer one wrote.
 */
export async function readLedger(place: LedgerPlace): Promise<Snapshot> {
  const raw = await readRows(place);
  if (raw === undefined) return EMPTY;
  return snapshotOf(raw.map(ledgerRow));
}

/** The rows of a table of ours; undefined where it is missing. */
export async function readRows(
  { dialect, connection, ledger }: LedgerPlace,
  statement: Statement = dialect.ledger.readAll(ledger),
): Promise<unknown[] | undefined> {
  try {
    return await connection.query<unknown>(statement.sql, statement.parameters);
  } catch (error) {
    if (error instanceof DatabaseError && error.facts.condition === "missing-table") return undefined;
    const what = `Cannot read the ledger ${fullName(ledger)}`;
    throw strange(denied(error, what), what);
  }
}

function snapshotOf(rows: readonly LedgerRow[]): Snapshot {
  const byId = new Map(rows.map((row) => [row.revision, row]));
  if (byId.size < rows.length) throw twice(rows);
  const applied = rows.filter((row) => row.state !== "upgrading").map((row) => row.revision);
  return {
    exists: true,
    rows: byId,
    applied: new Set(applied),
    halfDone: rows.filter((row) => row.state !== "applied"),
  };
}

/** Only a table that somebody else made has no primary key. */
function twice(rows: readonly LedgerRow[]): RetortError {
  const ids = rows.map(({ revision }) => revision);
  const id = ids.find((each, index) => ids.indexOf(each) < index) ?? "";
  const count = ids.filter((each) => each === id).length;
  return new RetortError("ledger-invalid", `The ledger has ${count} rows of revision ${id}`, {
    hint:
      "The table was made or copied by hand and has lost its primary key: delete the row too many, and put the " +
      "key on `revision` back",
  });
}

const ONCE: RetryPolicy = { retries: 0, onRetry: () => {} };

/**
 * Creates the ledger and its log where they are missing; upgrades their layout where it is older.
 *
 * @throws {DatabaseError} of code `lock-unavailable` when all tries have met the lock of another session.
 */
export async function ensureLedger(place: LedgerPlace, policy: RetryPolicy = ONCE): Promise<void> {
  const { dialect, ledger } = place;
  await creating(place, dialect.ledger.create(ledger), policy, "the ledger");
}

/** Creates the table beside the ledger that remembers repeatables. */
export async function ensureRepeatables(place: LedgerPlace, policy: RetryPolicy): Promise<void> {
  const { dialect, ledger } = place;
  await creating(
    place,
    [(await dialect.ledger.repeatable()).create(ledger)],
    policy,
    "the table of repeatables beside the ledger",
  );
}

async function creating(
  { connection, ledger }: LedgerPlace,
  statements: readonly Statement[],
  policy: RetryPolicy,
  what: string,
): Promise<void> {
  try {
    await retrying(() => connection.pipeline(statements), policy);
  } catch (error) {
    throw denied(error, `Cannot create ${what} ${fullName(ledger)}`);
  }
}

function fullName({ schema, table }: LedgerName): string {
  return schema === undefined ? table : `${schema}.${table}`;
}

/** Nothing of a revision has run yet: what fails here is the table itself, or somebody who holds it. */
function strange(error: unknown, what: string): unknown {
  if (!(error instanceof DatabaseError) || error.code !== "statement-failed") return error;
  const { condition, hint } = error.facts;
  if (condition !== undefined && condition !== "lock-timeout") return error;
  const facts = { ...error.facts, sql: undefined, cause: error };
  const message = `${what}: ${error.message}`;
  if (condition === "lock-timeout") return new DatabaseError("lock-unavailable", message, facts);
  return new DatabaseError("ledger-invalid", message, {
    ...facts,
    hint: hint ?? "If that table is no ledger, name another one with --ledger-table",
  });
}

/** A database that does not let this user work on the ledger, with the way out; other errors as they are. */
function denied(error: unknown, what: string): unknown {
  if (!(error instanceof DatabaseError) || error.facts.condition !== "permission-denied") return error;
  return new DatabaseError(error.code, `${what}: ${error.message}`, {
    ...error.facts,
    hint:
      "Grant this user the right to create and change tables there, name another schema with --ledger-schema, " +
      "or connect as a user who has it",
    cause: error,
  });
}
