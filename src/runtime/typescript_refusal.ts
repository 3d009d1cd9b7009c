import { DatabaseError } from "../dialect/database_error.ts";
import { transactionControl } from "../sql/statement_kind.ts";
import type { Statement } from "../sql/statement.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";
import type { StepRun } from "./step_run.ts";
import { TextError } from "./text_error.ts";
import { goneMeanwhile } from "./transaction_step.ts";

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
export function withinOne(): RetortError {
  return new RetortError("refused", "op.autocommit() would commit what --transaction all holds together", {
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
