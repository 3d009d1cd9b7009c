import { DatabaseError } from "../dialect/database_error.ts";
import type { LedgerRow } from "../dialect/dialect.ts";
import type { Statement, Value } from "../sql/statement.ts";
import { leadingWords, transactionControl } from "../sql/statement_kind.ts";
import { freshSession } from "./fresh_session.ts";
import { renderJournal } from "./journal.ts";
import { HalfAppliedError } from "./half_applied.ts";
import { refuseOtherDirection, wayOut } from "./resume.ts";
import { rowOf } from "./row.ts";
import { callSite } from "./call_site.ts";
import type { FailedStatement } from "./statement_error.ts";
import { elapsed, guarded, type StepRun, stoppable } from "./step_run.ts";
import { TextError } from "./text_error.ts";
import { closing, goneMeanwhile, opening, rollBack } from "./transaction_step.ts";

/** The statements of one TypeScript step: sends them, counts them, and knows what a failure leaves behind. */
export class TypeScriptSession {
  readonly #run: StepRun;
  readonly #started = performance.now();
  readonly #failures = new Map<DatabaseError, FailedStatement>();
  /** Whether everything so far can still be rolled back. */
  #transactional: boolean;
  #statementsDone = 0;

  constructor(run: StepRun) {
    this.#run = run;
    this.#transactional = run.step.mode === "transaction";
  }

  /** How many statements no ROLLBACK can take back. */
  get committed(): number {
    return this.#transactional ? 0 : this.#statementsDone;
  }

  /** Claims the step. The row says "upgrading" or "downgrading" from here on, seen by others or not. */
  async begin(): Promise<void> {
    const { environment, step, row } = this.#run;
    this.#refuseHalfDone();
    const { dialect, ledger, connection } = environment;
    await connection.pipeline(
      this.#transactional ? opening(this.#run) : [...freshSession(environment), ...guarded(this.#run)],
    );
    const state = step.direction === "upgrade" ? "upgrading" : "downgrading";
    const journal = renderJournal({ chain: "", inFlight: 0, error: null });
    const claim = step.direction === "upgrade" && row === undefined
      ? dialect.ledger.insert(ledger, rowOf(step.script, environment, { origin: "run", state, journal }))
      : dialect.ledger.update(ledger, step.script.id, { state, journal });
    await this.#claim(claim);
  }

  /** Runs one statement for the revision; gives the number of rows affected. */
  async execute(sql: string, parameters: readonly Value[]): Promise<number> {
    return await this.#guarded(sql, (connection) => connection.execute(sql, parameters));
  }

  /** The rows of one statement. */
  async query<Row>(sql: string, parameters: readonly Value[]): Promise<Row[]> {
    return await this.#guarded(sql, (connection) => connection.query<Row>(sql, parameters));
  }

  /** The revision came to its end: the row says so, and all is committed. */
  async finish(): Promise<void> {
    const { environment: { dialect, ledger, connection, now, interruption }, step } = this.#run;
    // A revision that passes over its failures is stopped all the same.
    if (this.#transactional) interruption.check();
    const change = {
      state: "applied",
      journal: null,
      statements_done: this.#statementsDone,
      applied_at: now().toISOString(),
      duration_ms: elapsed(this.#started),
    } as const;
    const settle = step.direction === "upgrade"
      ? dialect.ledger.update(ledger, step.script.id, change)
      : dialect.ledger.remove(ledger, step.script.id);
    await connection.pipeline([settle, ...(this.#transactional ? closing(this.#run) : [])]);
  }

  /** Rolls back what can be; where something stays, the row remembers how far it went. */
  async fail(error: unknown): Promise<void> {
    const { environment, enclosed } = this.#run;
    if (!enclosed) await rollBack(environment);
    if (this.#transactional) return;
    await this.#send(this.#statementsDone === 0 ? this.#restore() : this.#stopped(error)).catch(() =>
      undefined
    );
  }

  /** The statement that ended in this error, if it was one of the revision's. */
  failureOf(error: DatabaseError): FailedStatement | undefined {
    return this.#failures.get(error);
  }

  /** A second runner may have taken the revision down meanwhile: then there is no row to claim. */
  async #claim({ sql, parameters }: Statement): Promise<void> {
    const { connection } = this.#run.environment;
    if (await connection.execute(sql, parameters) === 1) return;
    throw goneMeanwhile(this.#run.step.script.id);
  }

  async #guarded<T>(
    sql: string,
    send: (connection: StepRun["environment"]["connection"]) => Promise<T>,
  ): Promise<T> {
    const site = callSite(this.#run.step.script.path);
    await this.#admit(sql);
    try {
      const result = await stoppable(this.#run, () => send(this.#run.environment.connection));
      if (!this.#reads(sql)) this.#statementsDone++;
      return result;
    } catch (error) {
      const { script } = this.#run.step;
      if (error instanceof DatabaseError) this.#failures.set(error, { script, sql, site: site() });
      throw error;
    }
  }

  #reads(sql: string): boolean {
    const [word = ""] = leadingWords(sql, this.#run.environment.dialect.lexicon, 1);
    return READING.has(word);
  }

  /** What a transaction cannot hold is refused before it is sent; what ends it on MySQL ends it in order. */
  async #admit(sql: string): Promise<void> {
    if (!this.#transactional) return;
    const { dialect, connection } = this.#run.environment;
    const why = dialect.autocommitReason(sql, connection.server);
    if (why !== undefined) throw cannotJoin(sql, why);
    const control = transactionControl(sql, dialect.lexicon);
    if (control !== undefined && control !== "savepoint") {
      throw cannotJoin(sql, "retort begins and commits by itself");
    }
    if (dialect.commitsImplicitly(sql)) await this.#leaveTransaction();
  }

  async #leaveTransaction(): Promise<void> {
    const { environment } = this.#run;
    await this.#send({ sql: environment.dialect.transaction.commit });
    this.#transactional = false;
  }

  /** Nothing was done: the row goes back to what it was. */
  #restore(): Statement {
    const { environment: { dialect, ledger }, step } = this.#run;
    return step.direction === "upgrade"
      ? dialect.ledger.remove(ledger, step.script.id)
      : dialect.ledger.update(ledger, step.script.id, { state: "applied", journal: null });
  }

  #stopped(error: unknown): Statement {
    const { environment: { dialect, ledger }, step } = this.#run;
    const message = error instanceof Error ? error.message : String(error);
    return dialect.ledger.update(ledger, step.script.id, {
      statements_done: this.#statementsDone,
      journal: renderJournal({ chain: "", inFlight: 0, error: message }),
    });
  }

  #refuseHalfDone(): void {
    const { row, step } = this.#run;
    if (row === undefined || row.state === "applied") return;
    refuseOtherDirection(row, step);
    throw stoppedHalfWay(row, step.script.downRevisions);
  }

  async #send({ sql, parameters }: Statement): Promise<void> {
    await this.#run.environment.connection.execute(sql, parameters);
  }
}

/** First words of statements that change nothing, and are not counted. */
export const READING: ReadonlySet<string> = new Set([
  "SELECT",
  "SHOW",
  "EXPLAIN",
  "VALUES",
  "PRAGMA",
  "DESCRIBE",
  "TABLE",
]);

/** The refusal of a statement that a transaction cannot hold. */
export function cannotJoin(sql: string, why: string): TextError {
  return new TextError("refused", `Cannot run in a transaction: ${why}`, {
    sql,
    hint: "Write `// transaction: false` in the header of the revision",
  });
}

function stoppedHalfWay(row: LedgerRow, parents: readonly string[]): HalfAppliedError {
  const { statements_done: done } = row;
  const statements = done === 1 ? "1 statement that was" : `${done} statements that were`;
  return new HalfAppliedError(
    row,
    `Revision ${row.revision} stopped half-way, after ${statements} committed`,
    { hint: wayOut(row, parents) },
  );
}
