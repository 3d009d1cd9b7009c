import { DatabaseError } from "../dialect/database_error.ts";
import type { LedgerRow } from "../dialect/dialect.ts";
import type { Verdict } from "../dialect/evidence.ts";
import { transactionControl } from "../sql/statement_kind.ts";
import type { ScriptStatement } from "../script/parse.ts";
import type { Statement } from "../sql/statement.ts";
import { type ChunkedStatement, isChunked } from "./chunks/chunked_statement.ts";
import type { WalkPlace } from "./chunks/walk_place.ts";
import { chains, type Journal, parseJournal, renderJournal } from "./journal.ts";
import {
  describeLeftBehind,
  joins,
  leftBehind,
  runAlone,
  settingsAlone,
  setUpSession,
} from "./lone_statement.ts";
import { repairHint } from "./half_applied.ts";
import { retrying } from "./retry.ts";
import { resumePoint } from "./resume.ts";
import { withoutIndex } from "./without_index.ts";
import { rowOf } from "./row.ts";
import { elapsed, guarded, retryPolicy, type StepRun, stoppable } from "./step_run.ts";
import { rollBack, rolledBack } from "./transaction_step.ts";
import { verify } from "./verify.ts";

/** A statement of a step that is recorded one by one has failed; `error.facts.index` says which. */
export class FailedJournal extends Error {
  override readonly name = "FailedJournal";
  readonly error: DatabaseError;
  /** How many statements are done and stay: fewer than came before it where the section has a transaction of its own. */
  readonly committed: number;
  /** What the statement has done although it failed, in a sentence. */
  readonly leftBehind: string | undefined;
  /** The chunks of the statement that stay. */
  readonly walk: WalkPlace | undefined;

  constructor(error: DatabaseError, committed: number, leftBehind?: string, walk?: WalkPlace) {
    super(error.message, { cause: error });
    this.error = error;
    this.committed = committed;
    this.leftBehind = leftBehind;
    this.walk = walk;
  }
}

/**
 * Runs an SQL step statement by statement, each one recorded as it ends, and goes on where an earlier try ended.
 *
 * @throws {FailedJournal} when a statement fails, with what was kept.
 * @throws {HalfAppliedError} where nobody but a person can tell how the step stands.
 */
export async function runJournaled(run: StepRun): Promise<void> {
  const { step } = run;
  const started = performance.now();
  const first = await resumePoint(run).catch((error) => {
    const failure = withoutIndex(error);
    throw failure instanceof DatabaseError
      ? new FailedJournal(failure, run.row?.statements_done ?? 0)
      : failure;
  });
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
  /** How far the statement behind those has come, where it runs in chunks. */
  #walk: WalkPlace | undefined;
  /** What is gathered of the statement that runs alone at this moment. */
  #evidence: string | undefined;
  /** Whether a statement has come back whose mark could not be written: the next run looks at what it did. */
  #unmarked = false;

  constructor(run: StepRun) {
    this.#run = run;
    this.#chains = chains(run.step.statements, run.environment.dialect.lexicon);
  }

  /** The row says "upgrading" or "downgrading" before the first statement is sent. */
  async begin(done: number): Promise<void> {
    this.#committed = done;
    const { step, environment, row } = this.#run;
    if (row !== undefined && row.state !== "applied" && row.statements_done === done) {
      this.#walk = parseJournal(row).walk;
    }
    const { dialect, ledger } = environment;
    const state = step.direction === "upgrade" ? "upgrading" : "downgrading";
    const mark = { state, ...this.#done(done, this.#walk) } as const;
    if (step.direction === "downgrade") return await this.#send(this.#update(mark));
    const fresh = { ...rowOf(step.script, environment, { origin: "run", state }), ...mark };
    await this.#send(row === undefined ? dialect.ledger.insert(ledger, fresh) : this.#update(fresh));
  }

  async run(statement: ScriptStatement, index: number): Promise<void> {
    const run = this.#run;
    const { connection } = run.environment;
    if (isChunked(statement)) return await this.#inChunks(statement, index);
    const policy = retryPolicy(run);
    // A failure takes the section's own transaction with it: one statement of it cannot be tried again alone.
    const once = connection.inTransaction() || settingsAlone(run, statement.sql).length > 0;
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

  async #inChunks(statement: ChunkedStatement, index: number): Promise<void> {
    const { runChunkedStatement } = await import("./chunks/run_chunked_statement.ts");
    try {
      await runChunkedStatement(this.#run, statement, {
        place: this.#walk,
        mark: (walk) => this.#update(this.#done(index, walk)),
        kept: (walk) => this.#walk = walk,
      });
      await this.#send(this.#update(this.#done(index + 1)));
    } catch (error) {
      throw await this.#recordFailure(index, error);
    }
    this.#walk = undefined;
    this.#committed = index + 1;
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
    const { environment, environment: { connection, dialect } } = this.#run;
    const done = this.#update(this.#done(index + 1));
    const control = transactionControl(statement.sql, dialect.lexicon);
    try {
      environment.interruption.check();
      if (dialect.commitsImplicitly(statement.sql)) await this.#endOwnTransaction(index);
      if (control === "commit" && connection.inTransaction()) {
        return await this.#commit(statement, done, index);
      }
      if (await joins(environment, statement.sql)) {
        const { begin, commit } = dialect.transaction;
        const all = [{ sql: begin }, ...guarded(this.#run), statement, done, { sql: commit }];
        return await stoppable(this.#run, () => connection.pipeline(all));
      }
      // BEGIN changes nothing: were it in flight when the run died, there would be nothing to decide.
      if (control === "begin" || connection.inTransaction()) await this.#plain(statement);
      else await this.#alone(statement, index);
      await this.#mark(done);
    } catch (error) {
      throw await rolledBack(this.#run.environment, error);
    }
  }

  /** The end of the section's own transaction: the mark goes with it. */
  async #commit(statement: Statement, done: Statement, index: number): Promise<void> {
    await this.#send(done);
    await this.#send(statement);
    this.#committed = index + 1;
  }

  async #mark(done: Statement): Promise<void> {
    this.#unmarked = true;
    await this.#send(done);
    this.#unmarked = false;
    this.#evidence = undefined;
  }

  /** What the statement would do by itself, and nobody could tell from outside whether it had. */
  async #endOwnTransaction(index: number): Promise<void> {
    const { connection, dialect } = this.#run.environment;
    if (!connection.inTransaction()) return;
    await this.#send({ sql: dialect.transaction.commit });
    this.#committed = index;
  }

  async #plain({ sql }: Statement): Promise<void> {
    const { connection } = this.#run.environment;
    await stoppable(this.#run, () => connection.execute(sql));
  }

  async #alone({ sql }: Statement, index: number): Promise<void> {
    const { environment, step } = this.#run;
    await runAlone(this.#run, {
      sql,
      mark: (evidence) => {
        this.#evidence = evidence;
        return this.#send(this.#update(this.#inFlight(index, null)));
      },
      send: (connection) => connection.execute(sql),
      restore: () => setUpSession(environment, step.statements.slice(0, index)),
    });
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

  /**
   * The statement came back with an error: it is not in flight any more, unless nobody can be told so, or it has left
   * something behind all the same.
   */
  async #recordFailure(index: number, error: unknown): Promise<unknown> {
    const { environment } = this.#run;
    const message = error instanceof Error ? error.message : String(error);
    const left = stayed(error) ?? await leftBehind(environment, this.#evidence).catch(() => undefined);
    if (!this.#unmarked) await this.#send(this.#failed(index, message, left)).catch(() => undefined);
    if (!(error instanceof DatabaseError)) return error;
    const known = stayed(error) === undefined ? error.facts.wayOut : undefined;
    const wayOut = known ?? this.#wayOut(left);
    const facts = { ...error.facts, index, cause: error, wayOut };
    const placed = new DatabaseError(error.code, error.message, facts);
    return new FailedJournal(placed, this.#committed, left && describeLeftBehind(left), this.#walk);
  }

  /** A step of which nothing stays is no half-done one: the row is again what it was before the step began. */
  #failed(index: number, error: string, left: Verdict | undefined): Statement {
    if (left !== undefined) return this.#update(this.#inFlight(index, error));
    if (this.#committed === 0 && this.#walk === undefined) return this.#asBefore();
    return this.#update(this.#done(this.#committed, this.#walk, error));
  }

  #asBefore(): Statement {
    const { step, environment: { dialect, ledger }, row } = this.#run;
    if (step.direction === "upgrade") return dialect.ledger.remove(ledger, step.script.id);
    const statements_done = row?.state === "applied" ? row.statements_done : 0;
    return this.#update({ state: "applied", journal: null, statements_done });
  }

  #wayOut(left: Verdict | undefined): string | undefined {
    const { step, environment, row } = this.#run;
    if (left === undefined || left.kind === "undone") return undefined;
    const occasion = { origin: "run", state: "upgrading" } as const;
    return repairHint(row ?? rowOf(step.script, environment, occasion), "the statement");
  }

  #done(count: number, walk?: WalkPlace, error: string | null = null): Partial<LedgerRow> {
    const chain = this.#chains[count] ?? "";
    const place = walk === undefined ? {} : { walk };
    return { statements_done: count, ...this.#journal({ chain, inFlight: null, error, ...place }) };
  }

  #inFlight(index: number, error: string | null): Partial<LedgerRow> {
    const [chain = "", sent = ""] = this.#chains.slice(index);
    const evidence = this.#evidence === undefined ? {} : { evidence: this.#evidence };
    return this.#journal({ chain, inFlight: index, error, sent, ...evidence });
  }

  #journal(journal: Journal): Partial<LedgerRow> {
    return { journal: renderJournal(journal) };
  }

  #update(change: Partial<LedgerRow>): Statement {
    const { step, environment: { dialect, ledger } } = this.#run;
    return dialect.ledger.update(ledger, step.script.id, change);
  }

  async #send({ sql, parameters }: Statement): Promise<void> {
    await this.#run.environment.connection.execute(sql, parameters);
  }
}

/** What a rollback could not take back is for a person to judge. */
function stayed(error: unknown): Verdict | undefined {
  const why = error instanceof DatabaseError ? error.facts.leftBehind : undefined;
  return why === undefined ? undefined : { kind: "unknown", why, evenFailed: true };
}
