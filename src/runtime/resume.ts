import { count } from "../util/count.ts";
import type { LedgerRow } from "../dialect/dialect.ts";
import type { Verdict } from "../dialect/evidence.ts";
import { isChunked, statementWalk } from "./chunks/chunked_statement.ts";
import { describePlace } from "./chunks/walk_place.ts";
import { HalfAppliedError, statementPlace, stoppedCommand, undecided } from "./half_applied.ts";
import { chains, type Journal, parseJournal } from "./journal.ts";
import { settingsAlone, setUpSession } from "./lone_statement.ts";
import type { PreparedStep } from "./prepare.ts";
import { type StepRun, stoppable } from "./step_run.ts";

/**
 * Finds the statement, from 0, at which a half-done SQL step goes on, and clears away what the last try left half-made;
 * 0 for a step that has not begun. The session stands as that statement finds it.
 *
 * @throws {HalfAppliedError} where nobody but a person can tell how the statement in flight stands, when what is done
 * has changed in the file, or when the step that stopped went the other way.
 */
export async function resumePoint(run: StepRun): Promise<number> {
  const { step, environment, row, emit } = run;
  if (row === undefined || row.state === "applied") {
    await setUpSession(environment, []);
    return 0;
  }
  refuseOtherDirection(row, step);
  const journal = parseJournal(row);
  const chain = chains(step.statements, environment.dialect.lexicon);
  const done = row.statements_done;
  if (chain[done] !== journal.chain) throw changed(row, step, done);
  await setUpSession(environment, step.statements.slice(0, done));
  refuseChangedWalk(run, row, journal);
  if (journal.inFlight === null) return resumed(run, done);
  const edited = journal.sent !== undefined && journal.sent !== chain[done + 1];
  const verdict = await judged(run, journal);
  refuseUndecided(row, step, { journal, verdict, edited });
  // After an error the file may say something else, whatever the failed statement was.
  const wasDone = verdict.kind === "done" && journal.error === null;
  emit({ kind: "judged", step, index: done, done: wasDone, failed: journal.error !== null });
  if (verdict.kind !== "unknown") await clear(run, verdict);
  if (!wasDone) return resumed(run, done);
  await setUpSession(environment, step.statements.slice(0, done + 1));
  return resumed(run, done + 1);
}

/**
 * Whether something of a half-done step may be there, so that it is gone on with and never begun anew, although the file
 * says by now that it runs in a transaction.
 */
export function hasBegun(row: LedgerRow): boolean {
  if (row.state === "applied") return false;
  if (row.statements_done > 0) return true;
  const { inFlight, walk } = parseJournal(row);
  return inFlight !== null || walk !== undefined;
}

/** What is kept already cannot be rolled back with the other steps. */
export function notTogether(row: LedgerRow): HalfAppliedError {
  const message = `The ${stoppedCommand(row)} of revision ${row.revision} stopped after ${
    count(row.statements_done, "statement")
  }, and the rest cannot share a transaction with other steps`;
  return new HalfAppliedError(row, message, { hint: "Finish it first, without --transaction all" });
}

/** Chunks that are done were done by the statement as it stood then. */
function refuseChangedWalk({ step, environment }: StepRun, row: LedgerRow, { walk }: Journal): void {
  const statement = step.statements[row.statements_done];
  if (walk === undefined) return;
  if (statement !== undefined && isChunked(statement)) {
    if (statementWalk(statement, environment.dialect) === walk.of) return;
  }
  throw new HalfAppliedError(
    row,
    `The ${step.direction} of revision ${row.revision} stopped after ${describePlace(walk)}, ` +
      `and the statement that runs in chunks has changed in ${step.script.path} since`,
    {
      hint: "Put the statement, its table and its key back as they were; size and pause may change. " +
        `To begin it anew as it stands now: \`retort repair ${row.revision} --undone\``,
      ...statementPlace(step, statement, row.statements_done),
    },
  );
}

function resumed({ step, emit, row }: StepRun, first: number): number {
  const begun = first > 0 || (row !== undefined && parseJournal(row).walk !== undefined);
  if (begun) emit({ kind: "resumed", step, statementsDone: first });
  return first;
}

/** What the database says of the statement in flight. */
export async function judged({ environment }: StepRun, { evidence }: Journal): Promise<Verdict> {
  if (evidence === undefined) return { kind: "unknown", why: TRACELESS, evenFailed: false };
  const { connection, dialect } = environment;
  return await (await dialect.evidence()).judge(connection, evidence);
}

const TRACELESS = "nothing that could be looked at was noted before it was sent";

interface Found {
  readonly journal: Journal;
  readonly verdict: Verdict;
  /** Whether the file has another statement there now. */
  readonly edited: boolean;
}

function refuseUndecided(row: LedgerRow, step: PreparedStep, { journal, verdict, edited }: Found): void {
  const failed = journal.error !== null;
  // Who mends the statement that failed has seen what it left.
  if (verdict.kind === "undone" || (failed && edited)) return;
  if (verdict.kind === "done" && !failed && !edited) return;
  const why = verdict.kind === "unknown"
    ? verdict.why
    : failed
    ? "it ended in an error, and yet what it names is not what it was"
    : "it was done as it stood then, and it stands otherwise in the file now";
  throw undecided(row, step, row.statements_done, { why, failed });
}

/** Drops what the last try left half-made. */
export async function clear(run: StepRun, { cleanup }: Exclude<Verdict, { kind: "unknown" }>): Promise<void> {
  const { environment: { connection }, emit, step } = run;
  for (const { sql } of cleanup) {
    emit({ kind: "cleared", step, sql });
    await connection.pipeline(settingsAlone(run, sql));
    await stoppable(run, () => connection.execute(sql));
  }
  if (cleanup.length > 0) {
    await setUpSession(run.environment, step.statements.slice(0, run.row?.statements_done));
  }
}

/** A step that stopped while going up is not continued by going down, nor the other way round. */
export function refuseOtherDirection(row: LedgerRow, { direction, script }: PreparedStep): void {
  const stopped = stoppedCommand(row);
  if (row.state === "applied" || stopped === direction) return;
  throw new HalfAppliedError(
    row,
    `The ${stopped} of revision ${row.revision} stopped after ${count(row.statements_done, "statement")}`,
    { hint: `Finish it first with \`retort ${stopped}\`, or undo it by hand; see ${script.path}` },
  );
}

function changed(row: LedgerRow, { direction, script }: PreparedStep, done: number): HalfAppliedError {
  const one = done === 1;
  return new HalfAppliedError(
    row,
    `The ${direction} of revision ${row.revision} stopped after ${count(done, "statement")}, ` +
      `and ${one ? "that one has" : "those have"} changed in ${script.path} since`,
    {
      hint: `Put the first ${one ? "statement back as it was" : `${done} statements back as they were`}, ` +
        "and mend only what follows",
    },
  );
}

/** How to tell retort what a person found out about a revision as a whole. */
export function wayOut({ revision, state }: LedgerRow): string {
  const [all, none] = state === "downgrading" ? ["--undone", "--done"] : ["--done", "--undone"];
  return `Look at the database. All of it is there: \`retort repair ${revision} ${all}\`. ` +
    `None of it is there (undo by hand what is): \`retort repair ${revision} ${none}\``;
}
