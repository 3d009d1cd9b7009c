import type { LedgerRow } from "../dialect/dialect.ts";
import type { ScriptStatement } from "../script/parse.ts";
import { excerpt } from "../sql/excerpt.ts";
import { positionAt } from "../sql/position.ts";
import { RetortError } from "../util/errors.ts";
import { describePlace, type WalkPlace } from "./chunks/walk_place.ts";
import { parseJournal } from "./journal.ts";
import type { PreparedStep } from "./prepare.ts";
import { count } from "../util/count.ts";

/** What a person is told beside the message. */
export interface HalfAppliedDetails {
  readonly hint: string;
  /** The statement with its place. */
  readonly lines?: readonly string[];
  /** The same for a program. */
  readonly place?: { readonly [key: string]: unknown };
}

/** A step stopped half-way and a person has to say how it stands. */
export class HalfAppliedError extends RetortError {
  override readonly name = "HalfAppliedError";
  readonly row: LedgerRow;
  readonly #details: HalfAppliedDetails;

  constructor(row: LedgerRow, message: string, details: HalfAppliedDetails) {
    super("half-applied", message, { hint: details.hint });
    this.row = row;
    this.#details = details;
  }

  override details(): readonly string[] {
    return this.#details.lines ?? [];
  }

  override data(): { readonly [key: string]: unknown } {
    const { revision, state, statements_done } = this.row;
    const chunks = chunksData(this.row);
    return { revision, state, statementsDone: statements_done, ...chunks, ...this.#details.place };
  }
}

/** Which way a half-done row was going, as its command is called. */
export function stoppedCommand({ state }: LedgerRow): "upgrade" | "downgrade" {
  return state === "downgrading" ? "downgrade" : "upgrade";
}

/** How far a half-done step came: `upgrading, 2 statements done, and 12 chunks, 60,000 rows of users, up to 60000`. */
export function progressOf(row: LedgerRow): string {
  const walk = walkOf(row);
  return `${row.state}, ${count(row.statements_done, "statement")} done` +
    (walk === undefined ? "" : `, and ${describePlace(walk)}`);
}

/** How far the table that a half-done step walks in chunks has been walked. */
export function walkOf(row: LedgerRow): WalkPlace | undefined {
  if (row.journal === null) return undefined;
  try {
    const { walk, code } = parseJournal(row);
    return walk ?? code?.walk;
  } catch (error) {
    // A row that cannot be read is said elsewhere.
    if (error instanceof RetortError) return undefined;
    throw error;
  }
}

/** The same for a program. */
export function chunksData(
  row: LedgerRow,
): { readonly chunks?: { readonly table: string; readonly chunks: number; readonly rows: number } } {
  const walk = walkOf(row);
  return walk === undefined ? {} : { chunks: { table: walk.table, chunks: walk.chunks, rows: walk.rows } };
}

/** The three answers that settle a question about what was in flight. */
export function repairHint(
  { revision }: LedgerRow,
  what: string,
  look = "Look at the database, then",
): string {
  return [
    `${look} say how ${what} stands:`,
    `  retort repair ${revision} --done     it was done: what follows is still to do`,
    `  retort repair ${revision} --undone   it was not, or you took it back: it is still to do`,
    `  retort repair ${revision} --resume   look once more, and go on at once if that is clear`,
  ].join("\n");
}

/** Whether the statement in flight was done cannot be told. */
export function undecided(
  row: LedgerRow,
  step: PreparedStep,
  index: number,
  { why, failed }: { readonly why: string; readonly failed: boolean },
): HalfAppliedError {
  const ordinal = `statement ${index + 1} of ${step.statements.length}`;
  const ended = failed ? `failed at ${ordinal}` : `died during ${ordinal}`;
  return new HalfAppliedError(
    row,
    `The ${step.direction} of revision ${row.revision} ${ended}, and how that one stands cannot be told: ${why}`,
    { hint: repairHint(row, "the statement"), ...statementPlace(step, step.statements[index], index) },
  );
}

/** The place of a statement, for a person and for a program. */
export function statementPlace(
  { script, statements }: PreparedStep,
  statement: ScriptStatement | undefined,
  index: number,
): Pick<HalfAppliedDetails, "lines" | "place"> {
  if (statement === undefined) return {};
  const { line, column } = positionAt(script.text, statement.span.start);
  const ordinal = `statement ${index + 1} of ${statements.length}`;
  return {
    lines: [
      `at ${script.path}:${line} (revision ${script.id}, ${ordinal})`,
      ...excerpt(script.text, statement.span),
    ],
    place: { path: script.path, line, column, statement: statement.sql, ordinal: index + 1 },
  };
}
