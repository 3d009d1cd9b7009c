import { dispatch } from "../../operation/dispatch.ts";
import type { Operation } from "../../operation/operation.ts";
import { EMPTY_SCHEMA, type Schema } from "../../schema/schema.ts";
import type { Value } from "../../sql/statement.ts";
import { transactionControl } from "../../sql/statement_kind.ts";
import { ScriptError } from "../../script/script_error.ts";
import { directoryOf, scriptFailure, userFrame } from "../../script/script_failure.ts";
import { RetortError } from "../../util/errors.ts";
import { needsNoForeignKeys } from "../code/enforcement.ts";
import { OperationQueue } from "../code/operation_queue.ts";
import { createOperations, type StatementHost } from "../code/operations.ts";
import type { ChunkWork, CodeWalk } from "../chunks/code_walk.ts";
import { wholeRange } from "../chunks/whole_range.ts";
import type { PreparedStep } from "../prepare.ts";
import { spokenOf } from "../code/plan_operation.ts";
import { reads } from "../code/typescript_call.ts";
import { cannotJoin, withinOne } from "../code/typescript_refusal.ts";
import { functionOf, type TypeScriptBody } from "../code/typescript_step.ts";
import { UserCode } from "../code/user_code.ts";
import { inlined } from "./inlined.ts";
import type { OfflinePlace } from "./place.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { OfflineStep } from "./step.ts";

/**
 * A step of a TypeScript revision: its code is run, and what it would send is written down.
 *
 * @throws {RetortError} `refused` where it asks the database; `script-failed` where its own code throws.
 */
export async function typescriptStep(
  step: PreparedStep,
  body: TypeScriptBody,
  { place, rehearsal }: OfflineStage,
): Promise<OfflineStep> {
  const { script, direction, verify } = step;
  const recorder = new Recorder(step, { place, rehearsal });
  using code = new UserCode(script.path);
  const queue = new OperationQueue(recorder, script.path);
  try {
    const change = await code.run(() => functionOf(body));
    await code.run(() => change(createOperations(queue, place, { offline: true })));
    await queue.settled();
    code.check();
  } catch (error) {
    throw placed(error, script.path, queue);
  }
  const { why } = recorder;
  const { statements, counts, foreignKeysOff } = recorder.end();
  return {
    script,
    direction,
    mode: why === undefined ? "transaction" : "journal",
    ...(why === undefined ? {} : { why }),
    statements,
    counts,
    foreignKeysOff,
    verify: verify.map(({ sql }) => sql),
    resumable: false,
  };
}

/** The failure with its place in the user's own file. */
function placed(error: unknown, path: string, queue: OperationQueue): unknown {
  if (!(error instanceof RetortError) || error instanceof ScriptError) return scriptFailure(error, path);
  const place = queue.siteOf(error) ?? userFrame(error, directoryOf(path)) ?? { path };
  return new ScriptError(error.message, place, error.hint, { code: error.code, cause: error });
}

/** Where a revision's statements are taken down. */
export interface OfflineStage {
  readonly place: OfflinePlace;
  /** Tells what would be there. */
  readonly rehearsal: Pick<Rehearsal, "after">;
}

/** Takes a revision's statements down instead of sending them. */
class Recorder implements StatementHost {
  readonly statements: string[] = [];
  readonly counts: number[] = [];
  /** Why the step can stand in no transaction, as far as it is known by now. */
  why: string | undefined;
  /** Where operations stand that must run without foreign keys: from one statement up to another. */
  readonly #units: { readonly start: number; readonly end: number }[] = [];
  readonly #place: OfflinePlace;
  readonly #rehearsal: Pick<Rehearsal, "after">;

  constructor(step: PreparedStep, { place, rehearsal }: OfflineStage) {
    this.#place = place;
    this.#rehearsal = rehearsal;
    this.why = step.why;
  }

  /** Nothing is known of the rows that it will affect. */
  execute(sql: string, parameters: readonly Value[]): Promise<number> {
    this.#admit(sql);
    this.statements.push(inlined({ sql, parameters }, this.#place));
    const asks = reads(sql, this.#place.dialect.lexicon);
    this.counts.push((this.counts.at(-1) ?? 0) + (asks ? 0 : 1));
    return Promise.resolve(0);
  }

  /** Knows what is there as far as it can be tried out, or the operation itself tells. */
  async operate(operation: Operation): Promise<number> {
    const { dialect, connection: { server } } = this.#place;
    const compiler = await dialect.compiler();
    const reads = compiler.reads(operation, server) !== "nothing";
    const schema = reads
      ? spokenOf(operation, await this.#whatIsThere(operation), this.#place)
      : EMPTY_SCHEMA;
    const context = { schema, server, offline: true };
    const statements = dispatch(compiler.handlers, operation, context);
    if (this.why === undefined) { for (const { sql } of statements) this.#admit(sql); }
    const start = this.statements.length;
    for (const { sql, parameters = [] } of statements) await this.execute(sql, parameters);
    if (needsNoForeignKeys(statements)) this.#units.push({ start, end: this.statements.length });
    return 0;
  }

  /** What was taken down; where no transaction holds it all, a unit without foreign keys gets one of its own. */
  end(): Pick<OfflineStep, "statements" | "counts" | "foreignKeysOff"> {
    const { statements, counts } = this;
    const { dialect: { transaction }, sql } = this.#place;
    const keys = sql.withoutForeignKeys;
    const apart = keys !== undefined && this.why !== undefined;
    if (!apart) return { statements, counts, foreignKeysOff: this.#units.length > 0 };
    const written: Counted[] = [];
    const count = (text: string, done: number) => written.push({ text, done });
    for (const [index, text] of statements.entries()) {
      const before = counts[index - 1] ?? 0;
      const done = counts[index] ?? 0;
      if (this.#units.some(({ start }) => start === index)) {
        for (const each of [keys.before, transaction.begin]) count(each, before);
      }
      count(text, done);
      if (!this.#units.some(({ end }) => end === index + 1)) continue;
      for (const each of [...sql.refusing([keys.check]), transaction.commit, keys.after]) count(each, done);
    }
    return {
      statements: written.map(({ text }) => text),
      counts: written.map(({ done }) => done),
      foreignKeysOff: false,
    };
  }

  /** As far as it can be tried out; what cannot be is told by the operation itself, or refused. */
  async #whatIsThere(operation: Operation): Promise<Schema> {
    try {
      return await this.#rehearsal.after(this.statements) ?? EMPTY_SCHEMA;
    } catch (error) {
      if (error instanceof RetortError && tells(operation)) return EMPTY_SCHEMA;
      throw error;
    }
  }

  query<Row>(_sql: string): Promise<Row[]> {
    return Promise.reject(
      new RetortError(
        "refused",
        "op.query() asks the database, and a script is written without one",
        {
          hint:
            "Let the revision see `op.offline` and say it in SQL then, or run this revision with a connection",
        },
      ),
    );
  }

  /** A script is run by hand: a name is all that a step is in it. */
  async step(_name: string, run: () => Promise<void>): Promise<void> {
    await run();
  }

  /** What has a part outside of the transaction is written without one. */
  async autocommit(run: () => Promise<void>): Promise<void> {
    if (this.why === undefined && this.#place.config.transaction === "all") {
      throw withinOne("op.autocommit()");
    }
    this.why ??= "it uses op.autocommit()";
    await run();
  }

  /** A script has no loop that every client understands: it does the whole table at once. */
  async chunks(walk: CodeWalk, run: ChunkWork): Promise<void> {
    if (this.why === undefined && this.#place.config.transaction === "all") throw withinOne("op.chunks()");
    this.why ??= "it uses op.chunks()";
    await run(wholeRange(walk));
  }

  /** As a run does: what a transaction cannot hold is refused, what ends one on MySQL ends it. */
  #admit(sql: string): void {
    if (this.why !== undefined) return;
    const { dialect, connection, config } = this.#place;
    const reason = dialect.autocommitReason(sql, connection.server);
    if (reason !== undefined) throw cannotJoin(sql, reason);
    const control = transactionControl(sql, dialect.lexicon);
    if (control !== undefined && control !== "savepoint") {
      throw cannotJoin(sql, "retort begins and commits by itself");
    }
    if (!dialect.commitsImplicitly(sql) && !dialect.mayCommit?.(sql)) return;
    if (config.transaction === "all") throw cannotJoin(sql, "it commits by itself");
    this.why = "its statements commit by themselves";
  }
}

/** A statement, and how many are done behind it. */
interface Counted {
  readonly text: string;
  readonly done: number;
}

/** Whether an operation says itself what is there. */
function tells(operation: Operation): boolean {
  return "existing" in operation && operation.existing !== undefined;
}
