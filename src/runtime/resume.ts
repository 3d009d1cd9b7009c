import type { LedgerRow } from "../dialect/dialect.ts";
import { RetortError } from "../util/errors.ts";
import { chains, parseJournal } from "./journal.ts";
import type { PreparedStep } from "./prepare.ts";
import type { StepRun } from "./step_run.ts";

/** A step stopped half-way and a person has to say how it stands. */
export class HalfAppliedError extends RetortError {
  override readonly name = "HalfAppliedError";
  readonly row: LedgerRow;

  constructor(row: LedgerRow, message: string, hint: string) {
    super("half-applied", message, { hint });
    this.row = row;
  }

  override data(): { readonly [key: string]: unknown } {
    const { revision, state, statements_done } = this.row;
    return { revision, state, statementsDone: statements_done };
  }
}

/**
 * The statement, from 0, at which a half-done SQL step goes on; 0 for one that has not begun.
 *
 * @throws {HalfAppliedError} when a statement was in flight as the run died, when what is done has changed in
 * the file, or when the step that stopped went the other way.
 */
export function resumePoint({ step, environment, row }: StepRun): number {
  if (row === undefined || row.state === "applied") return 0;
  refuseOtherDirection(row, step);
  const journal = parseJournal(row);
  if (journal.inFlight !== null) throw inFlight(row, step, journal.inFlight);
  const done = row.statements_done;
  if (chains(step.statements, environment.dialect.lexicon)[done] !== journal.chain) {
    throw changed(row, step, done);
  }
  return done;
}

/** A step that stopped while going up is not continued by going down, nor the other way round. */
export function refuseOtherDirection(row: LedgerRow, { direction, script }: PreparedStep): void {
  const stopped = row.state === "upgrading" ? "upgrade" : "downgrade";
  if (row.state === "applied" || stopped === direction) return;
  throw new HalfAppliedError(
    row,
    `The ${stopped} of revision ${row.revision} stopped after statement ${row.statements_done}`,
    `Finish it first with \`retort ${stopped}\`, or undo it by hand; see ${script.path}`,
  );
}

function inFlight(
  row: LedgerRow,
  { statements, direction, script }: PreparedStep,
  index: number,
): HalfAppliedError {
  const sql = statements[index]?.sql ?? "a statement that the file no longer has";
  return new HalfAppliedError(
    row,
    `The ${direction} of revision ${row.revision} died during statement ${
      index + 1
    } of ${statements.length}; ` +
      `whether that one was done is not known:\n${sql}`,
    wayOut(row, script.downRevisions),
  );
}

function changed(row: LedgerRow, { direction, script }: PreparedStep, done: number): HalfAppliedError {
  const one = done === 1;
  return new HalfAppliedError(
    row,
    `The ${direction} of revision ${row.revision} stopped after ${
      one ? "1 statement" : `${done} statements`
    }, ` +
      `and ${one ? "that one has" : "those have"} changed in ${script.path} since`,
    `Put the first ${one ? "statement back as it was" : `${done} statements back as they were`}, ` +
      "and mend only what follows",
  );
}

/** How to tell retort what a person found out. */
export function wayOut({ revision }: LedgerRow, parents: readonly string[]): string {
  const parent = parents.length === 0 ? "base" : parents.join(" ");
  return `Look at the database. All of it is there: \`retort stamp ${revision}\`. ` +
    `None of it is there (undo by hand what is): \`retort stamp ${parent}\``;
}
