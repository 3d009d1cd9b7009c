import type { LedgerRow } from "../../dialect/dialect.ts";
import { excerpt } from "../../sql/excerpt.ts";
import { type CodeProgress, mayDiffer, statementDone } from "./code_progress.ts";
import { HalfAppliedError, repairHint } from "../half_applied.ts";
import { type Journal, parseJournal } from "../journal.ts";
import { setUpSession } from "../lone_statement.ts";
import { recordedChecksum } from "../recorded_checksum.ts";
import { clear, judged, refuseOtherDirection, wayOut } from "../resume.ts";
import type { StepRun } from "../step_run.ts";

/**
 * How far a TypeScript revision came that stopped half-way; undefined for one that has not begun. What the last try
 * left half-made is cleared away.
 *
 * @throws {HalfAppliedError} where it cannot go on by itself.
 */
export async function resumeCode(run: StepRun): Promise<CodeProgress | undefined> {
  const { row, step, environment, emit } = run;
  if (row === undefined || row.state === "applied") return undefined;
  refuseOtherDirection(row, step);
  const journal = parseJournal(row);
  const { code } = journal;
  if (code === undefined) throw stoppedHalfWay(row, row.statements_done);
  const progress = journal.inFlight === null ? code : await settled(run, row, journal, code);
  if (progress.outside > 0) throw stoppedHalfWay(row, progress.statements);
  if (mayDiffer(progress)) throw cannotBeDoneOver(row, progress);
  const checksum = recordedChecksum(environment)(step.script, row);
  if (checksum !== undefined && checksum !== row.checksum) emit({ kind: "edited", step });
  return progress;
}

/** What the database says of the statement in flight. */
async function settled(
  run: StepRun,
  row: LedgerRow,
  journal: Journal,
  code: CodeProgress,
): Promise<CodeProgress> {
  await setUpSession(run.environment, []);
  const verdict = await judged(run, journal);
  if (verdict.kind === "unknown") throw undecidedCode(row, journal, code, verdict.why);
  if (verdict.kind === "undone") {
    await clear(run, verdict);
    return code;
  }
  const why = "it ended in an error, and yet what it names is not what it was";
  if (journal.error !== null) throw undecidedCode(row, journal, code, why);
  await clear(run, verdict);
  return statementDone(code, { chain: journal.sent ?? "", rows: 0, inStep: code.step !== null });
}

function undecidedCode(
  row: LedgerRow,
  { sql = "" }: Journal,
  { step }: CodeProgress,
  why: string,
): HalfAppliedError {
  const [where, what] = step === null
    ? ["a statement", "the revision"]
    : [`a statement of step '${step}'`, "the step"];
  return new HalfAppliedError(
    row,
    `Revision ${row.revision} stopped half-way, at ${where}, and how that one stands cannot be told: ${why}`,
    {
      hint: what === "the step" ? repairHint(row, what) : wayOut(row),
      lines: excerpt(sql, { start: 0, end: sql.length }),
      place: { path: row.path, statement: sql },
    },
  );
}

function cannotBeDoneOver(row: LedgerRow, { step, sent }: CodeProgress): HalfAppliedError {
  return new HalfAppliedError(
    row,
    `Revision ${row.revision} stopped in step '${step}', after ${sent} of its statements, and the step asks the ` +
      "database what to do: done over, it might do something else",
    { hint: repairHint(row, "the step") },
  );
}

/** The file does not come to a step that was done, or comes to another one before it. */
export function stepMissing(
  row: LedgerRow,
  name: string,
  found: string | undefined,
): HalfAppliedError {
  const instead = found === undefined
    ? "the file does not come to it any more"
    : `the file has '${found}' there now`;
  return new HalfAppliedError(
    row,
    `Step '${name}' was begun when revision ${row.revision} stopped half-way, and ${instead}`,
    { hint: `Put the step back where it was in ${row.path}, and change only what follows` },
  );
}

/** A step that is done over sends other statements than those that were done. */
export function stepDiffers(row: LedgerRow | undefined, name: string): Error {
  if (row === undefined) return new Error(`There is no row to resume step '${name}' from`);
  return new HalfAppliedError(
    row,
    `Step '${name}' of revision ${row.revision} stopped half-way, and its statements are not what they were`,
    { hint: repairHint(row, "the step", "Put the first statements of the step back as they were, or") },
  );
}

function stoppedHalfWay(row: LedgerRow, done: number): HalfAppliedError {
  const statements = done === 1 ? "1 statement that was" : `${done} statements that were`;
  return new HalfAppliedError(
    row,
    `Revision ${row.revision} stopped half-way, after ${statements} committed`,
    { hint: wayOut(row) },
  );
}
