import { DatabaseError } from "../dialect/database_error.ts";
import type { LedgerRow } from "../dialect/dialect.ts";
import { leadingWords, transactionControl } from "../sql/statement_kind.ts";
import type { Statement } from "../sql/statement.ts";
import { freshSession } from "./fresh_session.ts";
import { chains, renderJournal } from "./journal.ts";
import { retrying } from "./retry.ts";
import { resumePoint } from "./resume.ts";
import { rowOf } from "./row.ts";
import { elapsed, guarded, retryPolicy, type StepRun, stoppable } from "./step_run.ts";
import { rollBack } from "./transaction_step.ts";
import { verify } from "./verify.ts";

/** A statement of a step that is recorded one by one has failed; `error.facts.index` says which. */
export class FailedJournal extends Error {
  override readonly name = "FailedJournal";
  readonly error: DatabaseError;
  /** How many statements are done and stay: fewer than came before it where the section has a transaction of its own. */
  readonly committed: number;

  constructor(error: DatabaseError, committed: number) {
    super(error.message, { cause: error });
    this.error = error;
    this.committed = committed;
  }
}

/**
 * Runs an SQL step statement by statement, each one recorded as it ends, and goes on where an earlier try ended.
 *
 * @throws {FailedJournal} when a statement fails, with what was kept.
 * @throws {HalfAppliedError} where nobody but a person can tell how the step stands.
 */
export async function runJournaled(run: StepRun): Promise<void> {
  const { step, environment, emit } = run;
  const started = performance.now();
  const first = resumePoint(run);
  if (first > 0) emit({ kind: "resumed", step, statementsDone: first });
  await environment.connection.pipeline(freshSession(environment));
  const recorder = new Recorder(run);
  await recorder.begin(first);
  for (const [index, statement] of step.statements.entries()) {
    if (index >= first) await recorder.run(statement, index);
  }
  await recorder.refuseOpen();
  await recorder.verify();
  await recorder.finish(started);
}

/** Sends a step's statements and writes beside each what is done, what is under way and what went wrong. */
class Recorder {
  readonly #run: StepRun;
  readonly #chains: readonly string[];
  /** How many statements stay whatever happens next; behind the last one done inside a transaction of the section's. */
  #committed = 0;

  constructor(run: StepRun) {
    this.#run = run;
    this.#chains = chains(run.step.statements, run.environment.dialect.lexicon);
  }

  /** The row says "upgrading" or "downgrading" before the first statement is sent. */
  async begin(done: number): Promise<void> {
    this.#committed = done;
    const { step, environment, row } = this.#run;
    const { dialect, ledger } = environment;
    const state = step.direction === "upgrade" ? "upgrading" : "downgrading";
    const mark = { state, ...this.#done(done) } as const;
    if (step.direction === "downgrade") return await this.#send(this.#update(mark));
    const fresh = { ...rowOf(step.script, environment, { origin: "run", state }), ...mark };
    await this.#send(row === undefined ? dialect.ledger.insert(ledger, fresh) : this.#update(fresh));
  }

  async run(statement: Statement, index: number): Promise<void> {
    const run = this.#run;
    const { connection } = run.environment;
    const policy = retryPolicy(run);
    // A failure takes the section's own transaction with it: one statement of it cannot be tried again alone.
    const once = connection.inTransaction() || settingsAlone(run, statement).length > 0;
    try {
      await retrying(() => this.#attempt(statement, index), {
        ...policy,
        retries: once ? 0 : policy.retries,
      });
    } catch (error) {
      throw await this.#recordFailure(index, error);
    }
    if (!connection.inTransaction()) this.#committed = index + 1;
  }

  /** What the section has begun and not ended would vanish with the connection, after everybody was told it is done. */
  async refuseOpen(): Promise<void> {
    const { environment, step } = this.#run;
    if (!environment.connection.inTransaction()) return;
    await rollBack(environment);
    const error = new DatabaseError(
      "statement-failed",
      "The section ends inside a transaction that it began",
    );
    throw await this.#recordFailure(step.statements.length - 1, error);
  }

  /** Until the verify section says true the row stays as it is, with all statements done. */
  async verify(): Promise<void> {
    const { step, environment } = this.#run;
    const { connection, interruption } = environment;
    try {
      await interruption.cancelling(
        connection,
        () => verify(step.verify, environment, step.statements.length),
      );
    } catch (error) {
      const index = error instanceof DatabaseError ? error.facts.index : undefined;
      throw await this.#recordFailure(index ?? step.statements.length, error);
    }
  }

  async #attempt(statement: Statement, index: number): Promise<void> {
    const { connection, dialect } = this.#run.environment;
    const done = this.#update(this.#done(index + 1));
    const control = transactionControl(statement.sql, dialect.lexicon);
    try {
      this.#run.environment.interruption.check();
      if (control === "commit" && connection.inTransaction()) {
        return await this.#commit(statement, done, index);
      }
      if (isAtomic(this.#run, statement)) {
        const { begin, commit } = dialect.transaction;
        const all = [{ sql: begin }, ...guarded(this.#run), statement, done, { sql: commit }];
        return await stoppable(this.#run, () => connection.pipeline(all));
      }
      // BEGIN changes nothing: were it in flight when the run died, there would be nothing to decide.
      if (control !== "begin") await this.#send(this.#update(this.#journal(index, index, null)));
      await this.#alone(statement);
      await this.#send(done);
    } catch (error) {
      await rollBack(this.#run.environment);
      throw error;
    }
  }

  /** The end of the section's own transaction: the mark goes with it. */
  async #commit(statement: Statement, done: Statement, index: number): Promise<void> {
    await this.#send(done);
    await this.#send(statement);
    this.#committed = index + 1;
  }

  /** Some statements must run with settings of their own; the others get the session back as it was. */
  async #alone(statement: Statement): Promise<void> {
    const { environment } = this.#run;
    const settings = settingsAlone(this.#run, statement);
    await environment.connection.pipeline(settings);
    await stoppable(this.#run, () => environment.connection.execute(statement.sql));
    if (settings.length > 0) await environment.connection.pipeline(freshSession(environment));
  }

  /** Back to "applied", or gone. */
  async finish(started: number): Promise<void> {
    const { step, environment: { dialect, ledger, now } } = this.#run;
    if (step.direction === "downgrade") {
      return await this.#send(dialect.ledger.remove(ledger, step.script.id));
    }
    await this.#send(this.#update({
      state: "applied",
      journal: null,
      applied_at: now().toISOString(),
      duration_ms: elapsed(started),
    }));
  }

  /** The statement came back with an error: it is not in flight any more, unless nobody can be told so. */
  async #recordFailure(index: number, error: unknown): Promise<unknown> {
    const message = error instanceof Error ? error.message : String(error);
    await this.#send(this.#update(this.#journal(this.#committed, null, message))).catch(() => undefined);
    if (!(error instanceof DatabaseError)) return error;
    const placed = new DatabaseError(error.code, error.message, { ...error.facts, index, cause: error });
    return new FailedJournal(placed, this.#committed);
  }

  #done(count: number): Partial<LedgerRow> {
    return { statements_done: count, ...this.#journal(count, null, null) };
  }

  #journal(done: number, inFlight: number | null, error: string | null): { readonly journal: string } {
    return { journal: renderJournal({ chain: this.#chains[done] ?? "", inFlight, error }) };
  }

  #update(change: Partial<LedgerRow>): Statement {
    const { step, environment: { dialect, ledger } } = this.#run;
    return dialect.ledger.update(ledger, step.script.id, change);
  }

  async #send({ sql, parameters }: Statement): Promise<void> {
    await this.#run.environment.connection.execute(sql, parameters);
  }
}

function settingsAlone({ environment }: StepRun, { sql }: Statement): readonly Statement[] {
  return environment.dialect.settingsAlone?.(sql) ?? [];
}

/** Whether a statement and its mark can share a transaction, so that no crash can come between them. */
function isAtomic({ environment }: StepRun, { sql }: Statement): boolean {
  const { dialect, connection } = environment;
  if (connection.inTransaction() || transactionControl(sql, dialect.lexicon) !== undefined) return false;
  if (dialect.commitsImplicitly(sql) || dialect.autocommitReason(sql, connection.server) !== undefined) {
    return false;
  }
  const [word = ""] = leadingWords(sql, dialect.lexicon, 1);
  return DATA.has(word) || (dialect.transactionalDdl && DEFINITION.has(word));
}

// What may commit inside itself (CALL, DO) is left out: it must stand alone.
const DATA = new Set(["INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "WITH"]);
const DEFINITION = new Set(["CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "TRUNCATE"]);
