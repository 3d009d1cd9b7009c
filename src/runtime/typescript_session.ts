import { DatabaseError } from "../dialect/database_error.ts";
import type { LedgerRow } from "../dialect/dialect.ts";
import type { Operation } from "../operation/operation.ts";
import type { Statement, Value } from "../sql/statement.ts";
import { transactionControl } from "../sql/statement_kind.ts";
import { callSite } from "./call_site.ts";
import { NOTHING, statementDone, stepBegun, stepDone, stepLeft } from "./code_progress.ts";
import { resumeCode, stepDiffers, stepMissing } from "./code_resume.ts";
import { freshSession } from "./fresh_session.ts";
import { type InFlight, inFlight, marked, underWay } from "./code_mark.ts";
import { joins, leftBehind, runAlone, setUpSession } from "./lone_statement.ts";
import type { StatementHost } from "./operations.ts";
import { chained, Replay } from "./replay.ts";
import { rowOf } from "./row.ts";
import type { FailedStatement } from "./statement_error.ts";
import { elapsed, guarded, type StepRun, stoppable } from "./step_run.ts";
import { type Call, reads, type Told } from "./typescript_call.ts";
import {
  claimRow,
  misused,
  pipelines,
  refuseInTransaction,
  refuseOpen,
  withinOne,
} from "./typescript_refusal.ts";
import { planOperation } from "./plan_operation.ts";
import { closing, opening, rollBack } from "./transaction_step.ts";

/** The statements of one TypeScript step: sends them, records them, and knows what a failure leaves behind. */
export class TypeScriptSession implements StatementHost {
  readonly #run: StepRun;
  readonly #started = performance.now();
  readonly #failures = new Map<DatabaseError, FailedStatement>();
  readonly #names = new Set<string>();
  /** Whether a transaction of retort's own is open: all since it began can still be rolled back. */
  #transactional: boolean;
  /** Whether something was committed, if only the row that says "upgrading". */
  #recorded: boolean;
  /** How far an earlier try came. */
  #before = NOTHING;
  #progress = NOTHING;
  /** The part of it that no ROLLBACK can take back. */
  #kept = NOTHING;
  /** As it was when the revision began a transaction of its own. */
  #begun = NOTHING;
  /** How many steps of the earlier try this one has come to. */
  #met = 0;
  #replay: Replay | undefined;
  #stepping = false;
  #failedStep = false;
  #inFlight: InFlight | undefined;
  /** Whether a statement has come back whose mark could not be written. */
  #unmarked = false;

  constructor(run: StepRun) {
    this.#run = run;
    this.#transactional = run.step.mode === "transaction";
    this.#recorded = !this.#transactional;
  }

  /** How many statements no ROLLBACK can take back, and whether all stand in steps, so that the next run goes on. */
  get kept() {
    return { committed: this.#kept.statements, resumable: this.#kept.outside === 0 };
  }

  /** Claims the step. The row says "upgrading" or "downgrading" from here on, seen by others or not. */
  async begin(): Promise<void> {
    const { environment, step, row } = this.#run;
    const { dialect, ledger, connection } = environment;
    this.#before = await resumeCode(this.#run) ?? NOTHING;
    this.#progress = this.#before;
    this.#kept = this.#before;
    await connection.pipeline(
      this.#transactional ? opening(this.#run) : [...freshSession(environment), ...guarded(this.#run)],
    );
    const state = step.direction === "upgrade" ? "upgrading" : "downgrading";
    const mark = { state, ...marked(this.#progress) } as const;
    if (step.direction === "downgrade") return await claimRow(this.#run, this.#update(mark));
    const fresh = { ...rowOf(step.script, environment, { origin: "run", state }), ...mark };
    await claimRow(this.#run, row === undefined ? dialect.ledger.insert(ledger, fresh) : this.#update(fresh));
  }

  /** Runs one statement for the revision; gives the number of rows affected. */
  async execute(
    sql: string,
    parameters: readonly Value[],
    told: Pick<Told, "identity"> = {},
  ): Promise<number> {
    return await this.#call({
      sql,
      parameters,
      ...told,
      send: (connection) => connection.execute(sql, parameters),
      rows: (affected) => affected,
      again: (affected) => affected,
    });
  }

  /** The rows of one statement. */
  async query<Row>(sql: string, parameters: readonly Value[]): Promise<Row[]> {
    return await this.#call<Row[]>({
      sql,
      parameters,
      send: (connection) => connection.query<Row>(sql, parameters),
      rows: () => undefined,
      again: () => undefined,
    });
  }

  /** Runs what an operation becomes; gives the number of rows affected. */
  async operate(operation: Operation): Promise<number> {
    const { environment } = this.#run;
    const { reads, identity, compile } = await planOperation(operation, environment);
    const told = reads ? { identity } : {};
    if (reads && this.#replay !== undefined) {
      return this.#again({ sql: "", parameters: [], ...told, again: (rows) => rows }, this.#replay, false);
    }
    const statements = await stoppable(this.#run, compile);
    // What was read decided what is done: several statements of it cannot be told apart when it is done over.
    if (reads && statements.length !== 1 && this.#stepping) {
      this.#progress = { ...this.#progress, asked: true };
    }
    for (const { sql } of this.#transactional ? statements : []) refuseInTransaction(sql, environment);
    if (this.#transactional && statements.length > 1 && pipelines(statements, environment)) {
      return await this.#together(statements);
    }
    let affected = 0;
    for (const { sql, parameters = [] } of statements) affected += await this.execute(sql, parameters, told);
    return affected;
  }

  /** Runs a part of the revision that has a name, unless it was done before. */
  async step(name: string, run: () => Promise<void>): Promise<void> {
    this.#refuseName(name);
    if (this.#passedOver(name)) return;
    this.#stepping = true;
    try {
      await run();
      if (this.#replay !== undefined) throw this.#differs();
    } catch (error) {
      this.#failedStep = true;
      throw error;
    } finally {
      this.#stepping = false;
    }
    this.#progress = stepDone(this.#progress);
    const { environment: { connection } } = this.#run;
    if (!this.#transactional && !connection.inTransaction()) await this.#mark();
  }

  /** Commits, runs statements outside of a transaction, and begins another one. */
  async autocommit(run: () => Promise<void>): Promise<void> {
    const { environment: { connection, dialect }, enclosed } = this.#run;
    if (!this.#transactional) return await run();
    if (enclosed) throw withinOne();
    await this.#keep(marked(this.#progress));
    await run();
    refuseOpen(this.#run);
    await connection.pipeline([{ sql: dialect.transaction.begin }, ...guarded(this.#run)]);
    this.#transactional = true;
  }

  /** The revision came to its end: the row says so, and all is committed. */
  async finish(): Promise<void> {
    const { environment: { dialect, ledger, connection, now, interruption }, step, row } = this.#run;
    // A revision that passes over its failures is stopped all the same.
    if (this.#transactional) interruption.check();
    else refuseOpen(this.#run);
    const missing = this.#expected();
    if (missing !== undefined && row !== undefined) throw stepMissing(row, missing, undefined);
    const change = {
      state: "applied",
      journal: null,
      statements_done: this.#progress.statements,
      applied_at: now().toISOString(),
      duration_ms: elapsed(this.#started),
    } as const;
    const settle = step.direction === "upgrade"
      ? this.#update(change)
      : dialect.ledger.remove(ledger, step.script.id);
    await connection.pipeline([settle, ...(this.#transactional ? closing(this.#run) : [])]);
  }

  /** Rolls back what can be; where something stays, the row remembers how far it went. */
  async fail(error: unknown): Promise<void> {
    const { environment, enclosed } = this.#run;
    if (!enclosed) await rollBack(environment);
    if (!this.#recorded || this.#unmarked) return;
    this.#progress = this.#kept;
    const left = await leftBehind(environment, this.#inFlight?.evidence).catch(() => undefined);
    const untouched = left === undefined && this.#kept === NOTHING;
    const message = error instanceof Error ? error.message : String(error);
    const change = left === undefined
      ? marked(this.#progress, message)
      : underWay(this.#progress, this.#inFlight, message);
    await this.#send(untouched ? this.#restore() : this.#update(change)).catch(() => undefined);
  }

  /** The statement that ended in this error, if it was one of the revision's. */
  failureOf(error: DatabaseError): FailedStatement | undefined {
    return this.#failures.get(error);
  }

  #refuseName(name: string): void {
    if (this.#stepping) throw misused(`Step '${name}' stands inside another step`, "End one before the next");
    if (this.#names.has(name)) throw misused(`There are two steps '${name}'`, "Give each a name of its own");
    this.#names.add(name);
    if (this.#failedStep) this.#progress = stepLeft(this.#progress);
    this.#failedStep = false;
  }

  /** The step of the earlier try that this one must come to next. */
  #expected(): string | undefined {
    const { steps, step } = this.#before;
    return [...steps, ...(step === null ? [] : [step])][this.#met];
  }

  #passedOver(name: string): boolean {
    const { row, emit, step } = this.#run;
    const expected = this.#expected();
    if (expected === undefined) {
      this.#progress = stepBegun(this.#progress, name);
      return false;
    }
    if (expected !== name && row !== undefined) throw stepMissing(row, expected, name);
    const { steps, sent } = this.#before;
    const done = this.#met++ < steps.length;
    if (!done && sent > 0) this.#replay = new Replay(this.#before);
    if (done || sent > 0) {
      emit({ kind: done ? "step-passed" : "step-resumed", step, name, statementsDone: sent });
    }
    return done;
  }

  async #call<T>(call: Call<T>): Promise<T> {
    const { step: { script }, environment } = this.#run;
    const site = callSite(script.path);
    const { sql } = call;
    const asks = reads(sql, environment.dialect.lexicon);
    if (this.#replay !== undefined) return this.#again(call, this.#replay, asks);
    if (this.#transactional) refuseInTransaction(sql, environment);
    try {
      if (asks) return await this.#ask(call);
      const { dialect } = environment;
      const commits = dialect.commitsImplicitly(sql) || (this.#transactional && dialect.mayCommit?.(sql));
      if (environment.connection.inTransaction() && !commits) return await this.#inside(call);
      return await (await this.#wants(call) ? this.#withMark(call) : this.#outside(call));
    } catch (error) {
      if (error instanceof DatabaseError) this.#failures.set(error, { script, sql, site: site() });
      throw error;
    }
  }

  #again<T>(call: Told & Pick<Call<T>, "again">, replay: Replay, asks: boolean): T {
    const { environment } = this.#run;
    const rows = asks ? undefined : replay.pass((chain) => chained(chain, call, environment));
    const result = rows === undefined ? undefined : call.again(rows);
    if (result === undefined) throw this.#differs();
    if (replay.ended) this.#replay = undefined;
    return result;
  }

  #differs(): Error {
    return stepDiffers(this.#run.row, this.#before.step ?? "");
  }

  async #ask<T>({ send }: Call<T>): Promise<T> {
    if (this.#stepping) this.#progress = { ...this.#progress, asked: true };
    return await stoppable(this.#run, () => send(this.#run.environment.connection));
  }

  /** In an open transaction, retort's or the revision's own: nothing of it is kept before its end. */
  async #inside<T>(call: Call<T>): Promise<T> {
    const { connection, dialect } = this.#run.environment;
    const control = transactionControl(call.sql, dialect.lexicon);
    if (control === "commit") {
      this.#count(call, undefined);
      await this.#send(this.#update(marked(this.#progress)));
    }
    const result = await stoppable(this.#run, () => call.send(connection));
    if (control === "rollback") this.#progress = this.#begun;
    else if (control !== "commit") this.#count(call, result);
    if (!connection.inTransaction()) this.#kept = this.#progress;
    return result;
  }

  /** The statements of one operation in one round trip, where the engine can. */
  async #together(statements: readonly Statement[]): Promise<number> {
    const { step: { script }, environment: { connection } } = this.#run;
    const counted = { rows: () => 0 };
    try {
      await stoppable(this.#run, () => connection.pipeline(statements));
      for (const { sql, parameters = [] } of statements) this.#count({ sql, parameters, ...counted }, 0);
      return 0;
    } catch (error) {
      const failed = error instanceof DatabaseError ? statements[error.facts.index ?? 0] : undefined;
      if (error instanceof DatabaseError && failed) this.#failures.set(error, { script, sql: failed.sql });
      throw error;
    }
  }

  /** Whether a statement is recorded with what it does: outside of steps one is enough to know that there are some. */
  async #wants({ sql }: Pick<Call<unknown>, "sql">): Promise<boolean> {
    if (!this.#stepping && this.#kept.outside > 0) return false;
    return await joins(this.#run.environment, sql);
  }

  async #withMark<T>(call: Call<T>): Promise<T> {
    const { environment } = this.#run;
    const { connection, dialect: { transaction } } = environment;
    const before = this.#progress;
    try {
      await connection.pipeline([{ sql: transaction.begin }, ...guarded(this.#run)]);
      const result = await stoppable(this.#run, () => call.send(connection));
      this.#count(call, result);
      await connection.pipeline([this.#update(marked(this.#progress)), { sql: transaction.commit }]);
      this.#kept = this.#progress;
      return result;
    } catch (error) {
      await rollBack(environment);
      this.#progress = before;
      throw error;
    }
  }

  async #outside<T>(call: Call<T>): Promise<T> {
    const { environment, environment: { connection, dialect } } = this.#run;
    this.#begun = this.#progress;
    if (transactionControl(call.sql, dialect.lexicon) === "begin" || await joins(environment, call.sql)) {
      const result = await stoppable(this.#run, () => call.send(connection));
      this.#count(call, result);
      if (!connection.inTransaction()) this.#kept = this.#progress;
      return result;
    }
    const result = await runAlone(this.#run, {
      sql: call.sql,
      mark: (evidence) => this.#announce(call, evidence),
      send: call.send,
      restore: () => setUpSession(environment, []),
    });
    this.#count(call, result);
    await this.#mark();
    return result;
  }

  /** The mark goes with what an open transaction holds: what follows would end it anyway. */
  async #announce(call: Told, evidence: string | undefined): Promise<void> {
    const { environment } = this.#run;
    this.#inFlight = inFlight(chained(this.#progress.chain, call, environment), call.sql, evidence);
    const mark = underWay(this.#progress, this.#inFlight, null);
    if (environment.connection.inTransaction()) await this.#keep(mark);
    else await this.#send(this.#update(mark));
  }

  #count<T>(call: Told & Pick<Call<T>, "rows">, result: T | undefined): void {
    const { environment } = this.#run;
    if (this.#failedStep) this.#progress = stepLeft(this.#progress);
    this.#failedStep = false;
    const inStep = this.#stepping;
    const chain = inStep ? chained(this.#progress.chain, call, environment) : "";
    const affected = result === undefined ? 0 : call.rows(result);
    const progress = statementDone(this.#progress, { chain, rows: affected ?? 0, inStep });
    this.#progress = affected === undefined && inStep ? { ...progress, asked: true } : progress;
  }

  /** Commits what is open, with the row as it is to stand. */
  async #keep(change: Partial<LedgerRow>): Promise<void> {
    const { connection, dialect } = this.#run.environment;
    await connection.pipeline([this.#update(change), { sql: dialect.transaction.commit }]);
    this.#transactional = false;
    this.#recorded = true;
    this.#kept = this.#progress;
  }

  /** Nothing was done: the row goes back to what it was. */
  #restore(): Statement {
    const { environment: { dialect, ledger }, step } = this.#run;
    return step.direction === "upgrade"
      ? dialect.ledger.remove(ledger, step.script.id)
      : this.#update({ state: "applied", journal: null });
  }

  async #mark(): Promise<void> {
    this.#unmarked = true;
    await this.#send(this.#update(marked(this.#progress)));
    this.#unmarked = false;
    this.#inFlight = undefined;
    this.#kept = this.#progress;
  }

  #update(change: Partial<LedgerRow>): Statement {
    const { environment: { dialect, ledger }, step } = this.#run;
    return dialect.ledger.update(ledger, step.script.id, change);
  }

  async #send({ sql, parameters }: Statement): Promise<void> {
    await this.#run.environment.connection.execute(sql, parameters);
  }
}
