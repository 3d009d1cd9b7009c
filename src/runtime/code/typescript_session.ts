import { DatabaseError } from "../../dialect/database_error.ts";
import type { LedgerRow } from "../../dialect/dialect.ts";
import type { CompiledStatement } from "../../dialect/compiler.ts";
import type { Operation } from "../../operation/operation.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { transactionControl } from "../../sql/statement_kind.ts";
import { callSite } from "./call_site.ts";
import { type ChunkWork, type CodeWalk, nameOfWalk, runCodeWalk } from "../chunks/code_walk.ts";
import {
  chunkDone,
  isNothing,
  NOTHING,
  resumptionOf,
  statementDone,
  stepBegun,
  stepDone,
  stepLeft,
} from "./code_progress.ts";
import { begunRow, restoredRow, settledRow } from "./code_row.ts";
import { resumeCode } from "./code_resume.ts";
import { EarlierTry } from "./earlier_try.ts";
import { Enforcement, needsNoForeignKeys, switchOff } from "./enforcement.ts";
import { freshSession } from "../fresh_session.ts";
import { type InFlight, inFlight, marked, underWay } from "./code_mark.ts";
import { joins, leftBehind, runAlone, setUpSession } from "../lone_statement.ts";
import type { StatementHost } from "./operations.ts";
import { isUnit, sendTogether, unitCall } from "./operation_unit.ts";
import { chained } from "./replay.ts";
import type { FailedStatement } from "../statement_error.ts";
import { guarded, type StepRun, stoppable } from "../step_run.ts";
import { type Call, executing, querying, reads, type Told } from "./typescript_call.ts";
import {
  claimRow,
  misused,
  pipelines,
  refuseChunks,
  refuseInChunk,
  refuseInTransaction,
  refuseOpen,
  refuseWithinChunk,
  withinOne,
} from "./typescript_refusal.ts";
import { planOperation } from "./plan_operation.ts";
import { closing, opening, rollBack } from "../transaction_step.ts";

/** The statements of one TypeScript step: sends them, records them, and knows what a failure leaves behind. */
export class TypeScriptSession implements StatementHost {
  readonly enforcement: Enforcement;
  readonly #run: StepRun;
  readonly #started = performance.now();
  readonly #failures = new Map<DatabaseError, FailedStatement>();
  readonly #names = new Set<string>();
  /** Whether a transaction of retort's own is open: all since it began can still be rolled back. */
  #transactional: boolean;
  /** Whether something was committed, if only the row that says "upgrading". */
  #recorded: boolean;
  #earlier: EarlierTry;
  #progress = NOTHING;
  /** The part of it that no ROLLBACK can take back. */
  #kept = NOTHING;
  /** As it was when the revision began a transaction of its own. */
  #begun = NOTHING;
  #stepping = false;
  #failedStep = false;
  #inFlight: InFlight | undefined;
  /** Whether a statement has come back whose mark could not be written. */
  #unmarked = false;
  /** How many statements the chunk under way has sent; undefined outside of chunks. */
  #inChunk: number | undefined;
  #walked = false;

  constructor(run: StepRun) {
    this.#run = run;
    this.enforcement = new Enforcement(run);
    this.#earlier = new EarlierTry(run);
    this.#transactional = run.step.mode === "transaction";
    this.#recorded = !this.#transactional;
  }

  /** How many statements no ROLLBACK can take back, and how the next run goes on. */
  get kept() {
    return { committed: this.#kept.statements, resumption: resumptionOf(this.#kept) };
  }

  /** Whether it may be begun anew by itself: nothing stays, and no walk has tried its chunks again already. */
  get repeatable(): boolean {
    return this.#kept.statements === 0 && !this.#walked;
  }

  /** Claims the step. The row says "upgrading" or "downgrading" from here on, seen by others or not. */
  async begin(): Promise<void> {
    const { environment, environment: { connection } } = this.#run;
    this.#earlier = new EarlierTry(this.#run, await resumeCode(this.#run));
    this.#progress = this.#earlier.progress;
    this.#kept = this.#progress;
    await this.enforcement.begin();
    await connection.pipeline(
      this.#transactional ? opening(this.#run) : [...freshSession(environment), ...guarded(this.#run)],
    );
    await claimRow(this.#run, begunRow(this.#run, marked(this.#progress)));
  }

  /** Runs one statement for the revision; gives the number of rows affected. */
  async execute(
    sql: string,
    parameters: readonly Value[],
    told: Pick<Told, "identity"> = {},
  ): Promise<number> {
    return await this.#call(executing(sql, parameters, told));
  }

  /** The rows of one statement. */
  async query<Row>(sql: string, parameters: readonly Value[]): Promise<Row[]> {
    return await this.#call(querying<Row>(sql, parameters));
  }

  /** Runs what an operation becomes; gives the number of rows affected. */
  async operate(operation: Operation): Promise<number> {
    const { environment } = this.#run;
    this.enforcement.refuseEnded();
    const { reads, identity, compile } = await planOperation(operation, environment);
    const told = reads ? { identity } : {};
    if (reads && this.#earlier.replaying) {
      return this.#earlier.again({ sql: "", parameters: [], ...told, again: (rows) => rows }, false);
    }
    const statements = await stoppable(this.#run, compile);
    this.enforcement.admit(statements, this.#transactional, this.repeatable);
    if (!this.#transactional && isUnit(statements, environment)) return await this.#unit(statements, told);
    // What was read decided what is done: several statements of it cannot be told apart when it is done over.
    if (reads && statements.length !== 1 && this.#stepping) {
      this.#progress = { ...this.#progress, asked: true };
    }
    for (const { sql } of this.#transactional ? statements : []) refuseInTransaction(sql, environment);
    if (this.#transactional && statements.length > 1 && pipelines(statements, environment)) {
      await stoppable(this.#run, () => sendTogether(this.#run, statements, this.#failures, this.enforcement));
      const counted = { rows: () => 0 };
      for (const { sql, parameters = [] } of statements) this.#count({ sql, parameters, ...counted }, 0);
      return 0;
    }
    let affected = 0;
    for (const { sql, parameters = [] } of statements) affected += await this.execute(sql, parameters, told);
    return affected;
  }

  /** Runs a part of the revision that has a name, unless it was done before. */
  async step(name: string, run: () => Promise<void>): Promise<void> {
    this.#refuseName(name);
    const met = this.#earlier.meet(name);
    if (met === "done") return;
    if (met === "new") this.#progress = stepBegun(this.#progress, name);
    this.#stepping = true;
    try {
      await run();
      this.#earlier.refuseLeft();
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
    refuseWithinChunk("op.autocommit()", this.#inChunk);
    if (!this.#transactional) return await run();
    if (enclosed) throw withinOne("op.autocommit()");
    await this.enforcement.check();
    await this.#keep(marked(this.#progress));
    await this.enforcement.restore();
    await run();
    refuseOpen(this.#run);
    await this.enforcement.suspend();
    await connection.pipeline([{ sql: dialect.transaction.begin }, ...guarded(this.#run)]);
    this.#transactional = true;
  }

  /** Does a part of the revision once for each range of a key: a step by itself, unless it stands in one. */
  async chunks(walk: CodeWalk, run: ChunkWork): Promise<void> {
    refuseWithinChunk("op.chunks()", this.#inChunk);
    if (this.#transactional) refuseChunks(this.#run, !this.#recorded);
    const work = () => this.#walk(walk, run);
    const name = nameOfWalk(walk, this.#names);
    await this.autocommit(this.#stepping ? work : () => this.step(name, work));
  }

  /** The revision came to its end: the row says so, and all is committed. */
  async finish(): Promise<void> {
    const { connection, interruption } = this.#run.environment;
    // A revision that passes over its failures is stopped all the same.
    if (this.#transactional) interruption.check();
    else refuseOpen(this.#run);
    this.enforcement.refuseEnded();
    this.#earlier.refuseMissing();
    await this.enforcement.check();
    const settle = settledRow(this.#run, this.#progress.statements, this.#started);
    await connection.pipeline([settle, ...(this.#transactional ? closing(this.#run) : [])]);
  }

  /** Rolls back what can be; where something stays, the row remembers how far it went. */
  async fail(error: unknown): Promise<void> {
    const { environment, enclosed } = this.#run;
    if (!enclosed) await rollBack(environment);
    if (!this.#recorded || this.#unmarked) return;
    this.#progress = this.#kept;
    const left = await leftBehind(environment, this.#inFlight?.evidence).catch(() => undefined);
    const untouched = left === undefined && isNothing(this.#kept);
    const message = error instanceof Error ? error.message : String(error);
    const change = left === undefined
      ? marked(this.#progress, message)
      : underWay(this.#progress, this.#inFlight, message);
    await this.#send(untouched ? restoredRow(this.#run) : this.#update(change)).catch(() => undefined);
  }

  /** The statement that ended in this error, if it was one of the revision's. */
  failureOf(error: DatabaseError): FailedStatement | undefined {
    return this.#failures.get(error);
  }

  #refuseName(name: string): void {
    refuseWithinChunk(`Step '${name}'`, this.#inChunk);
    if (this.#stepping) throw misused(`Step '${name}' stands inside another step`, "End one before the next");
    if (this.#names.has(name)) throw misused(`There are two steps '${name}'`, "Give each a name of its own");
    this.#names.add(name);
    if (this.#failedStep) this.#progress = stepLeft(this.#progress);
    this.#failedStep = false;
  }

  async #walk(walk: CodeWalk, work: ChunkWork): Promise<void> {
    const call = { sql: "", parameters: [], identity: walk.of, rows: () => 0, again: () => true };
    if (this.#earlier.replaying) return void this.#earlier.again(call, false);
    this.#walked = true;
    await runCodeWalk(this.#run, walk, work, {
      place: this.#earlier.resumedWalk(walk.of),
      begin: () => this.#inChunk = 0,
      end: () => this.#inChunk = undefined,
      mark: (place) => this.#update(marked(chunkDone(this.#progress, place, this.#inChunk ?? 0))),
      kept: (place) => {
        this.#progress = chunkDone(this.#progress, place, this.#inChunk ?? 0);
        this.#kept = this.#progress;
      },
    });
    this.#count(call, 0);
    await this.#mark();
  }

  async #ofChunk<T>({ sql, send }: Call<T>): Promise<T> {
    refuseInChunk(sql, this.#run.environment);
    const result = await stoppable(this.#run, () => send(this.#run.environment.connection));
    this.#inChunk = (this.#inChunk ?? 0) + 1;
    return result;
  }

  async #call<T>(call: Call<T>): Promise<T> {
    const { step: { script }, environment } = this.#run;
    const site = callSite(script.path);
    const { sql } = call;
    this.enforcement.refuseEnded();
    const asks = reads(sql, environment.dialect.lexicon);
    if (this.#earlier.replaying) return this.#earlier.again(call, asks);
    if (!asks) this.#earlier.refuseLeft();
    if (this.#transactional) refuseInTransaction(sql, environment);
    try {
      if (this.#inChunk !== undefined) return await this.#ofChunk(call);
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

  /** The statements of one operation in a transaction of their own, which is theirs and their mark's. */
  async #unit(statements: readonly CompiledStatement[], told: Pick<Told, "identity">): Promise<number> {
    const { environment } = this.#run;
    await using guard = needsNoForeignKeys(statements) ? await switchOff(environment) : undefined;
    const check = guard && (() => guard.check());
    const call = unitCall(this.#run, statements, { told, failures: this.#failures, check });
    if (this.#earlier.replaying) return this.#earlier.again(call, false);
    this.#earlier.refuseLeft();
    return await this.#withMark(call);
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
