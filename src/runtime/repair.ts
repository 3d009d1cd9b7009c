import type { LedgerRow } from "../dialect/dialect.ts";
import type { Script } from "../script/script.ts";
import type { Statement } from "../sql/statement.ts";
import { RetortError } from "../util/errors.ts";
import { NOTHING, stepDone, stepLeft } from "./code/code_progress.ts";
import type { Environment } from "./environment.ts";
import { stoppedCommand } from "./half_applied.ts";
import { chains, type Journal, parseJournal, renderJournal } from "./journal.ts";
import { readLedger } from "./ledger.ts";
import { prepare, type PreparedStep } from "./prepare.ts";
import { rowOf } from "./row.ts";
import { takeLock } from "./runner_lock.ts";

/** What a person found out about what was under way. */
export type Answer = "done" | "undone";

/** A half-done step, as far as its row and its file tell. */
export interface HalfDone {
  readonly row: LedgerRow;
  readonly step: PreparedStep;
  readonly journal: Journal;
  /** The statement, from 0, that the question is about; undefined where it is about a step, or about all of it. */
  readonly statement: number | undefined;
  /** The step of a TypeScript revision that the question is about. */
  readonly name: string | undefined;
}

/** Reads what is known of a half-done step. */
export function halfDoneStep(row: LedgerRow, script: Script, environment: Environment): HalfDone {
  const direction = stoppedCommand(row);
  const [step] = prepare({ from: [], to: [], steps: [{ revision: script, direction }] }, {
    dialect: environment.dialect,
    server: environment.connection.server,
    transaction: "none",
  });
  if (step === undefined) throw new Error("A plan of one step gives one step");
  const whole = script.language === "typescript" || row.statements_done >= step.statements.length;
  const journal = parseJournal(row);
  const { code } = journal;
  // What stands in no step makes the question one about all of it.
  const name = code === undefined || code.step === null || code.outside > 0 ? undefined : code.step;
  return { row, step, journal, name, statement: whole ? undefined : row.statements_done };
}

/** What an answer makes of the row: another one, or none. */
export function answered(half: HalfDone, answer: Answer, environment: Environment): Statement {
  const { row, statement } = half;
  const { dialect: { ledger }, ledger: name } = environment;
  if (half.name !== undefined) return ledger.update(name, row.revision, onStep(half.journal, answer));
  if (statement === undefined) return settled(half, answer, environment);
  return ledger.update(name, row.revision, onStatement(half, statement, answer, environment));
}

function onStep({ error, code = NOTHING }: Journal, answer: Answer): Partial<LedgerRow> {
  const progress = answer === "done" ? stepDone(code) : { ...stepLeft(code), outside: 0 };
  return { journal: renderJournal({ chain: "", inFlight: null, error, code: progress }) };
}

function onStatement(
  { row, step, journal }: HalfDone,
  statement: number,
  answer: Answer,
  { dialect }: Environment,
): Partial<LedgerRow> {
  const chain = chains(step.statements, dialect.lexicon);
  const done = answer === "done" ? statement + 1 : statement;
  const text = answer === "undone"
    ? journal.chain
    : (journal.inFlight === null ? undefined : journal.sent) ?? chain[done] ?? "";
  return {
    statements_done: done,
    journal: renderJournal({ chain: text, inFlight: null, error: journal.error }),
    state: row.state,
  };
}

/** All of it is there, or nothing. */
function settled({ row, step }: HalfDone, answer: Answer, environment: Environment): Statement {
  const { dialect: { ledger }, ledger: name } = environment;
  const applied = (row.state === "upgrading") === (answer === "done");
  if (!applied) return ledger.remove(name, row.revision);
  const change = { state: "applied", journal: null, statements_done: step.statements.length } as const;
  return ledger.update(name, row.revision, change);
}

/** A change of one row of the ledger, made while nobody else runs. */
export interface RowRepair {
  readonly environment: Environment;
  readonly onWait: (holder: string) => void;
  /** The row as the decision was made on it. */
  readonly row: LedgerRow;
  readonly change: Statement;
}

/**
 * Changes a row under the runner lock.
 *
 * @throws {RetortError} `ledger-invalid` when it is not what it was any more.
 */
export async function repairRow({ environment, onWait, row, change }: RowRepair): Promise<void> {
  const { connection, interruption } = environment;
  await using _held = await takeLock(environment, onWait);
  const { rows } = await interruption.cancelling(connection, () => readLedger(environment));
  const now = rows.get(row.revision);
  if (now === undefined || JSON.stringify(now) !== JSON.stringify(row)) throw moved(row);
  await connection.execute(change.sql, change.parameters);
}

function moved({ revision }: LedgerRow): RetortError {
  return new RetortError("ledger-invalid", `Revision ${revision} was moved by somebody else meanwhile`, {
    hint: "Look at `retort status`, and decide again",
  });
}

/** The change that records a file as it is now; when, by whom and how it was applied stays. */
export function accepted(script: Script, row: LedgerRow, environment: Environment): Statement {
  const { origin, state } = row;
  const { message, down_revisions, depends_on, branch_labels, path, ...now } = rowOf(script, environment, {
    origin,
    state,
  });
  const { script: text, checksum, checksum_version, file_digest } = now;
  return environment.dialect.ledger.update(environment.ledger, row.revision, {
    ...{ message, down_revisions, depends_on, branch_labels, path },
    ...{ script: text, checksum, checksum_version, file_digest },
  });
}
