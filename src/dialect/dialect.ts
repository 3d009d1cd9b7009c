import type { NameLimit } from "../schema/naming.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import type { Statement, Value } from "../sql/statement.ts";
import type { DatabaseUrl } from "../util/database_url.ts";
import type { Checkup } from "./checkup.ts";
import type { OperationCompiler } from "./compiler.ts";
import type { DatabaseKeeper } from "./database_keeper.ts";
import type { Evidence } from "./evidence.ts";
import type { KeyWalker } from "./key_walker.ts";
import type { OfflineSql } from "./offline_sql.ts";
import type { Reflector } from "./reflector.ts";
import type { ScratchKeeper } from "./scratch.ts";

/** What answered at the other end. */
export interface Server {
  /** `sqlite`, `postgres`, `mariadb` or `mysql`: what a `dialect:` option may name. */
  readonly product: string;
  /** As the server prints it. */
  readonly version: string;
  /** Major, minor, patch. */
  readonly versionNumbers: readonly [number, number, number];
}

/**
 * One pinned session. A reconnect is an error, never silent: a session that was lost rejects every later call
 * with a `DatabaseError` of code `connection-lost`.
 *
 * Values come back exact: 64-bit integers as bigint where they do not fit a safe number, numeric and dates as
 * text, bytes as Uint8Array, JSON parsed.
 */
export interface Connection extends AsyncDisposable {
  readonly server: Server;
  /**
   * The schema that unqualified names meant when the session began, for engines where a revision may change that
   * (`search_path`, `USE`): the ledger is named with it.
   */
  readonly homeSchema?: string | undefined;
  /** The rows of one statement. */
  query<Row>(sql: string, parameters?: readonly Value[]): Promise<Row[]>;
  /** Runs one statement and tells how many rows it affected. */
  execute(sql: string, parameters?: readonly Value[]): Promise<number>;
  /**
   * Runs statements in order, in as few round trips as the engine allows. The first failure rejects with a
   * `DatabaseError` whose `index` names the statement; inside a transaction nothing after it takes effect.
   * A COMMIT that the server answers with ROLLBACK is a failure.
   */
  pipeline(statements: readonly Statement[]): Promise<void>;
  /** Whether the session stands inside a transaction, as far as the client knows. */
  inTransaction(): boolean;
  /** Stops the statement that is running, if the engine can; it then rejects. */
  cancel(): Promise<void>;
  /**
   * Opens a second connection that can be asked who keeps this session waiting. Absent where the engine cannot tell.
   */
  watchBlockers?(): Promise<BlockerSource>;
}

/** Knows who stands in a session's way, as long as it waits. */
export interface BlockerSource extends AsyncDisposable {
  /** `server process 12 (psql, user ada, idle in transaction since …)`; undefined while nothing is waited for. */
  ask(): Promise<string | undefined>;
}

/** How a session is opened. */
export interface ConnectOptions {
  readonly applicationName: string;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Opens without the right to write or to create anything (SQLite: no file appears). */
  readonly readOnly?: boolean;
  /**
   * Milliseconds that a statement waits for the lock of another session, for engines whose client does the
   * waiting (SQLite); 5,000 unless given.
   */
  readonly lockTimeout?: number;
  readonly onNotice?: (text: string) => void;
  /** Told each password that is used, wherever it comes from, so that it is printed nowhere. */
  readonly onSecret?: (secret: string) => void;
}

/** What the user wants of the session that runs revisions. Times are in milliseconds; 0 is for ever. */
export interface SessionSettings {
  /** SET ROLE to this after connecting, and before every step. */
  readonly role?: string;
  readonly lockTimeout: number;
  readonly statementTimeout: number;
}

/** The ledger's table, and its schema where the engine has schemas. */
export interface LedgerName {
  readonly table: string;
  readonly schema?: string;
  /** Whether the schema is where the session began: then it is there, and the user may not be let to create any. */
  readonly atHome?: boolean;
}

/** Whether a revision stands, or is half-way up or down. */
export type LedgerState = "applied" | "upgrading" | "downgrading";
/** How a revision came into the ledger. */
export type LedgerOrigin = "run" | "stamped" | "imported";

/** A row of the ledger as its statements take and give it. Lists are comma-separated text. */
export interface LedgerRow {
  readonly revision: string;
  readonly message: string;
  readonly down_revisions: string;
  readonly depends_on: string;
  readonly branch_labels: string;
  readonly path: string;
  /** The whole file as applied; null where it is not stored. */
  readonly script: string | null;
  readonly checksum: string;
  readonly checksum_version: number;
  /** Of the whole text, to see at once that a file is as it was. */
  readonly file_digest: string;
  readonly origin: LedgerOrigin;
  readonly state: LedgerState;
  readonly statements_done: number;
  /** What a half-done step has to remember (JSON), null otherwise. */
  readonly journal: string | null;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
  readonly applied_at: string;
  readonly applied_by: string;
  readonly duration_ms: number | null;
  readonly retort_version: string;
  /** The layout of the ledger that wrote the row. */
  readonly layout: number;
}

/** A row of the log. */
export interface LogRow {
  readonly revision: string;
  readonly direction: string;
  readonly outcome: string;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly run_by: string;
  readonly retort_version: string;
  /** Secrets redacted. */
  readonly error: string | null;
}

/** What is remembered of a repeatable: how it was when it ran. */
export interface RepeatableRow {
  /** Its path below `repeatable/`. */
  readonly name: string;
  readonly checksum: string;
  readonly checksum_version: number;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
  readonly applied_at: string;
  readonly applied_by: string;
  readonly duration_ms: number | null;
  readonly retort_version: string;
}

/** The statements that keep the record of repeatables, in a table beside the ledger. */
export interface RepeatableSql {
  /** Creates the table where it is missing; the ledger's schema must be there. */
  create(ledger: LedgerName): Statement;
  /** Name, checksum and its version of all. */
  readAll(ledger: LedgerName): Statement;
  insert(ledger: LedgerName, row: RepeatableRow): Statement;
  /** Sets the duration of one. */
  measure(ledger: LedgerName, name: string, durationMs: number): Statement;
  remove(ledger: LedgerName, name: string): Statement;
}

/** The statements that keep the ledger. Data, so that `--sql` can write what a run executes. */
export interface LedgerSql {
  /** Creates the ledger and its log where they are missing. Harmless when they are there. */
  create(name: LedgerName): readonly Statement[];
  /** All rows without `script`, in the order in which they were applied. */
  readAll(name: LedgerName): Statement;
  /** All rows, `script` included, in the same order. */
  readWhole(name: LedgerName): Statement;
  /** One row, `script` included. */
  readOne(name: LedgerName, revision: string): Statement;
  insert(name: LedgerName, row: LedgerRow): Statement;
  /** Changes the named columns of one row. */
  update(name: LedgerName, revision: string, change: Partial<LedgerRow>): Statement;
  remove(name: LedgerName, revision: string): Statement;
  /**
   * Sets `duration_ms` of a row that the open transaction inserted, by the server's own clock. Only for engines
   * that pipeline: elsewhere the client measures.
   */
  measure?(name: LedgerName, revision: string): readonly Statement[];
  /** Appends to the log. */
  log(name: LedgerName, rows: readonly LogRow[]): Statement;
  /** The record of repeatables, loaded by those who have any. */
  repeatable(): Promise<RepeatableSql>;
}

/** What a runner asks of the lock. */
export interface LockRequest {
  readonly ledger: LedgerName;
  /** Milliseconds to wait before giving up with `lock-unavailable`. */
  readonly wait: number;
  /** Called once the wait begins, with who holds the lock as far as the engine can tell. */
  readonly onWait: (holder: string) => void;
  /** Ends the wait with its reason. */
  readonly signal?: AbortSignal;
  /**
   * `transaction`: a second connection holds the lock in an open transaction, which works through a transaction
   * pooler; for engines that have one. `session` unless given.
   */
  readonly mode?: "session" | "transaction";
}

/** A lock that is held until it is disposed. */
export interface HeldLock extends AsyncDisposable {
  /** Fails when the lock is lost: sent after BEGIN, it rolls the step back. Absent where that cannot be. */
  readonly guard?: Statement;
}

/** All that an engine differs in. */
export interface Dialect {
  readonly name: string;
  /** Whether DDL can be rolled back. */
  readonly transactionalDdl: boolean;
  readonly lexicon: Lexicon;
  readonly transaction: {
    readonly begin: string;
    /** Begins one that only looks. */
    readonly beginReading: string;
    readonly commit: string;
    readonly rollback: string;
    /** Asked right after a rollback: whether changes have stayed. Absent where a rollback takes back everything. */
    stays?(connection: Connection): Promise<boolean>;
  };
  /** Whether 0 and 1 stand for false and true, because a query's answer has no boolean type. */
  readonly integerBooleans?: boolean;
  /**
   * Lists the indexes that a build left behind broken, as rows of `table` and `index`, both ready to be used in a
   * statement. Absent for engines that leave none.
   */
  readonly invalidIndexes?: Statement;
  /**
   * Looks for damage that the engine itself can find: a line for each thing. Absent for engines that have no such check.
   */
  damage?(connection: Connection): Promise<readonly string[]>;
  readonly ledger: LedgerSql;
  /** Puts the session's settings back before a step, as far as revisions may have changed them. */
  readonly sessionReset: readonly Statement[];
  /**
   * Puts the user's settings on a session that was just reset.
   *
   * @throws {RetortError} `usage` for a setting that the engine does not have.
   */
  sessionSettings(settings: SessionSettings, server: Server): readonly Statement[];
  /**
   * What must be set before a statement that runs alone, beside the session's settings: CREATE INDEX CONCURRENTLY
   * must not have a lock time-out, because waiting for old snapshots counts. Absent for engines without such ones.
   */
  settingsAlone?(sql: string): readonly Statement[];
  /** The placeholder of the nth bound value, from 1. */
  placeholder(position: number): string;
  quote(identifier: string): string;
  /** The same for SQL that people read: quoted only where the engine would read it otherwise without. */
  quoteWhereNeeded(identifier: string): string;
  /** How long a name may be. Absent for engines that take any. */
  readonly nameLimit?: NameLimit;
  /** A value as SQL text, for scripts that are written instead of run. */
  literal(value: Value): string;
  /** What scripts need besides, loaded by those who write one. */
  offline(): Promise<OfflineSql>;
  /** What makes databases and takes them away, loaded by those who do. */
  databases(): Promise<DatabaseKeeper>;
  /** What turns operations into SQL, loaded by those who have any. */
  compiler(): Promise<OperationCompiler>;
  /** What reads a whole schema, loaded by those who want one. */
  reflector(): Promise<Reflector>;
  /** What makes scratch databases, loaded by those who need one. */
  scratch(): Promise<ScratchKeeper>;
  /** What walks a table by its key, loaded by those who change one in chunks. */
  keyWalker(): Promise<KeyWalker>;
  /** What `doctor` asks, loaded by it. */
  checkup(): Promise<Checkup>;
  /** The `dialect:` names that fit a server, the best first. */
  sectionNames(product: string): readonly string[];
  /** Why a statement cannot run in a transaction; undefined for one that can. */
  autocommitReason(sql: string, server: Server): string | undefined;
  /**
   * Why a statement must not stand in a transaction at all, because the engine would ignore it there in silence
   * and what follows relies on it; with what to write instead. Absent for engines that have no such statement.
   */
  transactionRefusal?(sql: string): { readonly reason: string; readonly hint: string } | undefined;
  /** Loads what finds out whether a statement was done whose end nobody saw. */
  evidence(): Promise<Evidence>;
  /** Whether the engine commits the open transaction by itself when it meets this statement (MySQL's DDL). */
  commitsImplicitly(sql: string): boolean;
  /**
   * Whether a statement runs others that may commit, such as a call: no transaction around it can be relied upon.
   * Absent for engines that let nothing inside a transaction end it.
   */
  mayCommit?(sql: string): boolean;
  connect(url: DatabaseUrl, options: ConnectOptions): Promise<Connection>;
  /** One runner a database and ledger; released when disposed, or when the process dies. */
  lock(connection: Connection, url: DatabaseUrl, request: LockRequest): Promise<HeldLock>;
  /**
   * SQLite's `foreign_keys:off`: switches enforcement off outside the transaction. `check` runs before COMMIT
   * and throws where a key dangles; disposing restores. Absent for engines that have no such switch.
   */
  withoutForeignKeys?(connection: Connection): Promise<AsyncDisposable & { check(): Promise<void> }>;
}
