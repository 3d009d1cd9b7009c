import { DatabaseError } from "../database_error.ts";
import type { Connection, Server } from "../dialect.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { isBusy, sqliteFailure } from "./failure.ts";
import { leadingWord } from "./leading_words.ts";
import { type Outcome, StatementRunner } from "./statement_runner.ts";
import type { Database } from "./database.ts";
import { endsTransaction, transactionRefusal } from "./transaction.ts";
import { pause } from "./pause.ts";

/** What a connection is told when it is opened. */
export interface SqliteSettings {
  readonly server: Server;
  /** For messages. */
  readonly path: string;
  /** Milliseconds that a statement waits for another connection's lock. */
  readonly lockTimeout: number;
  /** A clock that only runs forward, in milliseconds. */
  readonly now: () => number;
  readonly onNotice: (text: string) => void;
  /** Puts the session's own settings on a database that has just been opened. */
  readonly configure: (database: Database) => void;
}

/** How long a run of statements may keep the event loop from hearing of signals, in milliseconds. */
const BREATH = 50;

/** Waits for a lock that last longer are reported, in milliseconds. */
const NOTICEABLE = 1000;

/**
 * A session of an SQLite file. The engine runs inside this process and answers at once: a statement cannot be
 * interrupted, but between two statements and while waiting for a lock other work goes on.
 *
 * Text values that hold NUL are stored whole and read back only up to it: select them as BLOB.
 */
export class SqliteConnection implements Connection {
  readonly server: Server;
  readonly #settings: SqliteSettings;
  readonly #database: Database;
  readonly #runner: StatementRunner;
  /** The statement that took the open transaction with it, until ROLLBACK has been said. */
  #lost: string | undefined;
  #closed = false;
  /** When other work was last let go on. */
  #breath: number;
  /** How many calls are under way, and whether they shall stop. */
  #running = 0;
  #cancelled = false;

  constructor(database: Database, settings: SqliteSettings) {
    this.server = settings.server;
    this.#settings = settings;
    this.#database = database;
    this.#runner = new StatementRunner(database);
    this.#breath = settings.now();
  }

  async query<Row>(sql: string, parameters?: readonly Value[]): Promise<Row[]> {
    const { rows } = await this.#tracked(() => this.#run(sql, parameters, true));
    return rowsAs<Row>(rows);
  }

  async execute(sql: string, parameters?: readonly Value[]): Promise<number> {
    return (await this.#tracked(() => this.#run(sql, parameters, false))).affected;
  }

  async pipeline(statements: readonly Statement[]): Promise<void> {
    await this.#tracked(() => this.#runAll(statements));
  }

  inTransaction(): boolean {
    return !this.#closed && (this.#lost !== undefined || this.#database.isTransaction);
  }

  /** SQLite cannot stop a statement from this thread: what is stopped is waiting, and a pipeline between two. */
  cancel(): Promise<void> {
    this.#cancelled = this.#running > 0;
    return Promise.resolve();
  }

  /** Does something while the file is closed, so that a long wait keeps nobody from changing the journal mode. */
  async whileClosed<T>(work: () => Promise<T>): Promise<T> {
    this.#close();
    try {
      return await work();
    } finally {
      this.#database.open();
      this.#closed = false;
      this.#settings.configure(this.#database);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (!this.#closed) this.#close();
    return Promise.resolve();
  }

  #close(): void {
    this.#closed = true;
    this.#runner.forget();
    this.#database.close();
  }

  async #tracked<T>(work: () => Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      if (this.#running === 0) this.#cancelled = false;
    }
  }

  async #runAll(statements: readonly Statement[]): Promise<void> {
    for (const [index, { sql, parameters }] of statements.entries()) {
      try {
        await this.#run(sql, parameters, false);
      } catch (error) {
        throw withIndex(error, index);
      }
    }
  }

  async #run(sql: string, parameters: readonly Value[] | undefined, reading: boolean): Promise<Outcome> {
    if (this.#closed) throw new DatabaseError("connection-lost", "The connection is closed");
    if (this.#lost !== undefined) return this.#afterLoss(sql, this.#lost);
    this.#checkRefused(sql);
    const began = this.#settings.now();
    if (began - this.#breath >= BREATH) await this.#breathe();
    for (;;) {
      try {
        return this.#attempt(sql, parameters, reading);
      } catch (error) {
        const waited = this.#settings.now() - began;
        if (!isBusy(error) || this.#lost !== undefined || waited >= this.#settings.lockTimeout) {
          throw this.#failure(error, sql);
        }
        await this.#waitForLock(waited);
      }
    }
  }

  /** Runs a statement once, and notices when it took the transaction with it. */
  #attempt(sql: string, parameters: readonly Value[] | undefined, reading: boolean): Outcome {
    const inside = this.#database.isTransaction;
    try {
      return this.#runner.run(sql, parameters, reading);
    } finally {
      if (inside && !this.#database.isTransaction && !endsTransaction(sql)) this.#lost = sql;
    }
  }

  /** The answers come at once: without a pause a long run of statements would keep everything else waiting. */
  async #breathe(): Promise<void> {
    await pause(0);
    this.#breath = this.#settings.now();
    this.#checkCancelled();
  }

  #failure(error: unknown, sql: string): DatabaseError {
    if (error instanceof DatabaseError) return error;
    return sqliteFailure(error, {
      sql,
      preparing: this.#runner.preparing,
      explain: (text) => this.#database.exec(text),
      transactionLost: this.#lost !== undefined,
    });
  }

  async #waitForLock(waited: number): Promise<void> {
    if (waited < NOTICEABLE) {
      await pause(5 + Math.min(waited / 10, 45));
    } else {
      const seconds = Math.floor(waited / NOTICEABLE);
      this.#settings.onNotice(
        `Waiting for another connection to unlock ${this.#settings.path} (${seconds} s)`,
      );
      await pause(NOTICEABLE / 2);
    }
    this.#checkCancelled();
  }

  #checkCancelled(): void {
    if (!this.#cancelled) return;
    throw new DatabaseError("statement-failed", "The run was cancelled", {
      sqlState: "SQLITE_INTERRUPT",
      condition: "cancelled",
    });
  }

  #checkRefused(sql: string): void {
    if (!this.#database.isTransaction) return;
    const refusal = transactionRefusal(sql);
    if (refusal === undefined) return;
    throw new DatabaseError("statement-failed", refusal.reason, { hint: refusal.hint, position: 0 });
  }

  /** As on a server: after a loss nothing runs before ROLLBACK, for it would commit by itself. */
  #afterLoss(sql: string, culprit: string): Outcome {
    const ends = endsTransaction(sql) && leadingWord(sql) !== "RELEASE";
    if (ends) this.#lost = undefined;
    if (ends && leadingWord(sql) === "ROLLBACK") return { rows: [], affected: 0 };
    throw new DatabaseError(
      "statement-failed",
      "The transaction is gone: SQLite has rolled it back already",
      {
        sqlState: "SQLITE_ABORT_ROLLBACK",
        detail: `It ended with: ${culprit.length > 200 ? `${culprit.slice(0, 200)}…` : culprit}`,
        hint: "OR ROLLBACK and RAISE(ROLLBACK) end the whole transaction; use OR ABORT and RAISE(ABORT)",
      },
    );
  }
}

/** The caller says what the rows of its own statement look like: nobody else can know. */
function rowsAs<Row>(rows: readonly Record<string, unknown>[]): Row[] {
  // deno-lint-ignore retort/casts -- the caller names the columns that it selects
  return rows as unknown as Row[];
}

function withIndex(error: unknown, index: number): unknown {
  if (!(error instanceof DatabaseError)) return error;
  return new DatabaseError(error.code, error.message, { ...error.facts, index });
}
