import type { CompiledStatement } from "../../dialect/compiler.ts";
import { DatabaseError } from "../../dialect/database_error.ts";
import { transactionControl } from "../../sql/statement_kind.ts";
import type { Statement } from "../../sql/statement.ts";
import { type Enforcement, needsNoForeignKeys } from "./enforcement.ts";
import type { Environment } from "../environment.ts";
import type { FailedStatement } from "../statement_error.ts";
import type { StepRun } from "../step_run.ts";
import type { Call, Told } from "./typescript_call.ts";

/** Whether an operation's statements can share a transaction with their mark: then all of them are there, or none. */
export function isUnit(statements: readonly CompiledStatement[], environment: Environment): boolean {
  const { dialect, connection } = environment;
  if (!dialect.transactionalDdl || connection.inTransaction()) return false;
  if (statements.length < 2 && !needsNoForeignKeys(statements)) return false;
  return statements.every(({ sql }) =>
    !dialect.commitsImplicitly(sql) && dialect.mayCommit?.(sql) !== true &&
    dialect.autocommitReason(sql, connection.server) === undefined &&
    transactionControl(sql, dialect.lexicon) === undefined
  );
}

/** An operation's statements as one call: it is told from others, counted and done over as a whole. */
export function unitCall(
  run: StepRun,
  statements: readonly CompiledStatement[],
  { told, failures, check }: {
    readonly told: Pick<Told, "identity">;
    readonly failures: Map<DatabaseError, FailedStatement>;
    /** Asks for rows that refer to ones that are not there. */
    readonly check: (() => Promise<void>) | undefined;
  },
): Call<number> {
  return {
    sql: statements.map(({ sql }) => sql).join(";\n"),
    parameters: statements.flatMap(({ parameters = [] }) => parameters),
    ...told,
    send: async () => {
      await sendTogether(run, statements, failures);
      await check?.();
      return 0;
    },
    rows: (affected) => affected,
    again: (affected) => affected,
  };
}

/** Sends statements at once, inside an open transaction. A failure is told of with the one that failed. */
export async function sendTogether(
  run: StepRun,
  statements: readonly Statement[],
  failures: Map<DatabaseError, FailedStatement>,
  enforcement?: Enforcement,
): Promise<void> {
  const { step: { script }, environment: { connection } } = run;
  try {
    await connection.pipeline(statements);
  } catch (error) {
    // The first one leaves nothing behind when it fails.
    if (!(error instanceof DatabaseError) || error.facts.index !== 0) enforcement?.spoil(error);
    const failed = error instanceof DatabaseError ? statements[error.facts.index ?? 0] : undefined;
    if (error instanceof DatabaseError && failed) failures.set(error, { script, sql: failed.sql });
    throw error;
  }
}
