import { DatabaseError } from "../dialect/database_error.ts";
import type { Connection } from "../dialect/dialect.ts";
import type { Verdict } from "../dialect/evidence.ts";
import { transactionControl } from "../sql/statement_kind.ts";
import type { Statement } from "../sql/statement.ts";
import type { Environment } from "./environment.ts";
import { freshSession } from "./fresh_session.ts";
import { type StepRun, stoppable } from "./step_run.ts";

/** A statement that shares no transaction with its mark. */
export interface LoneStatement<T> {
  readonly sql: string;
  /** Told what is to be seen before it is sent: it writes the mark that says "in flight". */
  readonly mark: (evidence: string | undefined) => Promise<void>;
  readonly send: (connection: Connection) => Promise<T>;
  /** Puts the session back after settings that were for this one alone. */
  readonly restore: () => Promise<void>;
}

/**
 * Sends a statement that runs in no transaction: looks at what it names, marks it as in flight, and sees whether it has
 * done what it says. What follows is the caller's: the mark that it is done, or the record of its failure.
 *
 * @throws {DatabaseError} from the server, or for a statement that came back and left something unusable.
 */
export async function runAlone<T>(run: StepRun, { sql, mark, send, restore }: LoneStatement<T>): Promise<T> {
  const { connection, dialect } = run.environment;
  const evidence = await dialect.evidence();
  const gathered = await evidence.gather(connection, sql);
  await mark(gathered);
  const settings = settingsAlone(run, sql);
  await connection.pipeline(settings);
  try {
    const result = await stoppable(run, () => send(connection));
    const flaw = gathered === undefined ? undefined : await evidence.flaw?.(connection, gathered);
    if (flaw !== undefined) {
      throw new DatabaseError("statement-failed", flaw.message, { sql, wayOut: flaw.hint });
    }
    return result;
  } finally {
    if (settings.length > 0) await restore().catch(() => undefined);
  }
}

/** What must be set before a statement that runs alone. */
export function settingsAlone({ environment }: StepRun, sql: string): readonly Statement[] {
  return environment.dialect.settingsAlone?.(sql) ?? [];
}

/** Whether a statement and its mark can share a transaction, so that no crash can come between them. */
export async function joins({ dialect, connection }: Environment, sql: string): Promise<boolean> {
  if (connection.inTransaction() || transactionControl(sql, dialect.lexicon) !== undefined) return false;
  if (dialect.commitsImplicitly(sql) || dialect.mayCommit?.(sql)) return false;
  if (dialect.autocommitReason(sql, connection.server) !== undefined) return false;
  return (await dialect.evidence()).joins(sql);
}

/** The session as it was for a statement: fresh, and set up by those before it that only do that. */
export async function setUpSession(
  environment: Environment,
  before: readonly { readonly sql: string }[],
): Promise<void> {
  const { connection, dialect } = environment;
  const { setsSession } = await dialect.evidence();
  await connection.pipeline(freshSession(environment));
  for (const { sql } of before) if (setsSession(sql)) await connection.execute(sql);
}

/** What the engine says of a statement that ended in an error, as far as it still matters; undefined where all is as before. */
export async function leftBehind(
  { connection, dialect }: Environment,
  evidence: string | undefined,
): Promise<Verdict | undefined> {
  if (evidence === undefined) return undefined;
  const verdict = await (await dialect.evidence()).judge(connection, evidence);
  if (verdict.kind === "undone") return verdict.cleanup.length === 0 ? undefined : verdict;
  return verdict.kind === "unknown" && !verdict.evenFailed ? undefined : verdict;
}

/** The same in a sentence, for the person who reads of the failure. */
export function describeLeftBehind(verdict: Verdict): string {
  if (verdict.kind === "unknown") {
    return `the failed statement may have done a part of its work: ${verdict.why}`;
  }
  if (verdict.kind === "done") return "what the failed statement names is not what it was before";
  const clean = verdict.cleanup.map(({ sql }) => sql).join("; ");
  return `left behind by the failed statement, and cleared away by the next run: ${clean}`;
}
