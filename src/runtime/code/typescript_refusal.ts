import { DatabaseError } from "../../dialect/database_error.ts";
import { transactionControl } from "../../sql/statement_kind.ts";
import type { Statement } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";
import type { Environment } from "../environment.ts";
import type { StepRun } from "../step_run.ts";
import { TextError } from "../text_error.ts";
import { goneMeanwhile } from "../transaction_step.ts";

/** A statement that a transaction cannot hold. */
export function cannotJoin(sql: string, why: string): TextError {
  return new TextError("refused", `Cannot run in a transaction: ${why}`, {
    sql,
    hint: "Write `// transaction: false` in the header of the revision, or send it inside `op.autocommit()`",
  });
}

/** Steps that are not what steps must be. */
export function misused(message: string, hint: string): RetortError {
  return new RetortError("script-failed", message, { hint });
}

/** What shares its transaction with other revisions. */
export function withinOne(what: string): RetortError {
  return new RetortError("refused", `${what} would commit what --transaction all holds together`, {
    hint: "Run it without `--transaction all`",
  });
}

/** What a transaction cannot hold is refused before it is sent. */
export function refuseInTransaction(sql: string, { dialect, connection }: Environment): void {
  const why = dialect.autocommitReason(sql, connection.server);
  if (why !== undefined) throw cannotJoin(sql, why);
  const control = transactionControl(sql, dialect.lexicon);
  if (control !== undefined && control !== "savepoint") {
    throw cannotJoin(sql, "retort begins and commits by itself");
  }
}

/** Whether statements can be sent at once inside a transaction: none of them ends it. */
export function pipelines(statements: readonly Statement[], { dialect }: Environment): boolean {
  return statements.every(({ sql }) => !dialect.commitsImplicitly(sql) && dialect.mayCommit?.(sql) !== true);
}

/** What the revision has begun and not ended would vanish with the connection. */
export function refuseOpen({ environment: { connection } }: StepRun): void {
  if (!connection.inTransaction()) return;
  throw new DatabaseError("statement-failed", "The revision ends inside a transaction that it began");
}

/** A second runner may have taken the revision down meanwhile: then there is no row to claim. */
export async function claimRow(run: StepRun, { sql, parameters }: Statement): Promise<void> {
  const { environment: { connection }, step: { script } } = run;
  if (await connection.execute(sql, parameters) !== 1) throw goneMeanwhile(script.id);
}

/** A walk commits each chunk by itself: what promises one transaction cannot hold it. The first one is told of. */
export function refuseChunks({ step, enclosed, emit }: StepRun, first: boolean): void {
  const { script, section } = step;
  if (enclosed) throw withinOne("op.chunks()");
  if ((section.transaction ?? script.transaction) === true) {
    throw new RetortError("refused", "op.chunks() would commit what `transaction: true` holds together", {
      hint: "Take `transaction: true` out of the header",
    });
  }
  if (first) emit({ kind: "without-transaction", step, why: "op.chunks() commits each chunk by itself" });
}

/** What would end the chunk's transaction before its place is recorded. */
export function refuseInChunk(sql: string, environment: Environment): void {
  refuseInTransaction(sql, environment);
  const { dialect } = environment;
  if (!dialect.commitsImplicitly(sql) && !dialect.mayCommit?.(sql)) return;
  throw cannotJoin(sql, "a chunk is committed with its place, and this commits by itself");
}

/** A chunk is committed as a whole and done again as a whole: no part of the revision begins or ends within it. */
export function refuseWithinChunk(what: string, inChunk: number | undefined): void {
  if (inChunk === undefined) return;
  throw misused(`${what} stands inside a chunk of op.chunks()`, "End the walk first");
}
