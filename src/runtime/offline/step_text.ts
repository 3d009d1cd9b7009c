import type { LedgerRow } from "../../dialect/dialect.ts";
import type { Refusal } from "../../dialect/offline_sql.ts";
import { chains, renderJournal } from "../journal.ts";
import type { WalkPlace } from "../chunks/walk_place.ts";
import type { JournalMark } from "./chunks.ts";
import { rowOf } from "../row.ts";
import { AT_RUN, ledgerText } from "./ledger_text.ts";
import type { OfflinePlace } from "./place.ts";
import { sessionOf } from "./session.ts";
import { type StatementRun, statementRuns } from "./statement_run.ts";
import type { OfflineStep } from "./step.ts";

/** What a step is written with. */
export interface StepText {
  readonly step: OfflineStep;
  readonly place: OfflinePlace;
  /** What must not be so before it. */
  readonly refusals: readonly Refusal[];
  /** Whether a transaction around all steps is open. */
  readonly enclosed: boolean;
  /** Statements that come first of all, in its transaction where it has one: the ledger's tables. */
  readonly before: readonly string[];
}

/** The statements of one step, without delimiters, in order; an empty one is an empty line. */
export function* stepStatements(text: StepText): Generator<string> {
  if (text.step.mode === "journal") yield* journalStatements(text);
  else yield* transactionStatements(text);
}

/** All or nothing: the ledger's row is written in the step's transaction, before its statements. */
function* transactionStatements(text: StepText): Generator<string> {
  const { step, place, refusals, before, enclosed } = text;
  const { dialect: { transaction, transactionalDdl }, sql } = place;
  const foreignKeys = step.foreignKeysOff ? sql.withoutForeignKeys : undefined;
  if (foreignKeys !== undefined && !enclosed) yield foreignKeys.before;
  if (!transactionalDdl) yield* before;
  if (!enclosed) yield transaction.begin;
  if (transactionalDdl) yield* before;
  yield* sql.refusing(refusals);
  yield* [claim(step, place), ""];
  yield* step.statements;
  if (step.statements.length > 0) yield "";
  if (foreignKeys !== undefined) yield* sql.refusing([foreignKeys.check]);
  yield* verifying(step, place);
  if (!enclosed) yield transaction.commit;
  if (foreignKeys !== undefined && !enclosed) yield foreignKeys.after;
}

/** The row is written first as half-done, and after each statement how far the step has come. */
function* journalStatements({ step, place, refusals, before }: StepText): Generator<string> {
  const { sql } = place;
  const runs = statementRuns(step.statements, place);
  const marks = new Marks(step, place, runs);
  yield* before;
  yield* sql.refusing(refusals);
  yield marks.begin();
  for (const [index, statement] of step.statements.entries()) {
    const loop = step.loops?.get(index);
    if (loop === undefined) {
      yield* journalled(statement, index, { place, run: runs[index] ?? "alone", marks });
    } else yield* ["", loop((before) => marks.walked(index, before)), marks.done(index)];
  }
  yield* verifying(step, place);
  yield marks.end();
}

interface Journalled {
  readonly place: OfflinePlace;
  readonly run: StatementRun;
  readonly marks: Marks;
}

function* journalled(sql: string, index: number, { place, run, marks }: Journalled): Generator<string> {
  const { transaction, settingsAlone } = place.dialect;
  yield "";
  if (run === "begin" || run === "inside") return yield sql;
  if (run === "joined") return yield* [transaction.begin, sql, marks.done(index), transaction.commit];
  if (run === "commit") return yield* [marks.done(index), sql];
  const settings = settingsAlone?.(sql) ?? [];
  yield* settings.map((setting) => setting.sql);
  yield sql;
  yield marks.done(index);
  if (settings.length > 0) yield* sessionOf(place);
}

function claim(step: OfflineStep, place: OfflinePlace): string {
  const { dialect, ledger } = place;
  if (step.direction === "downgrade") return ledgerText(dialect.ledger.remove(ledger, step.script.id), place);
  const row = { ...rowOf(step.script, place, { origin: "run", state: "applied" }), ...AT_RUN };
  return ledgerText(
    dialect.ledger.insert(ledger, { ...row, statements_done: step.counts.at(-1) ?? 0 }),
    place,
  );
}

function verifying({ verify, script }: OfflineStep, { sql }: OfflinePlace): string[] {
  const problem = `Verify said false for revision ${script.id}`;
  return verify.flatMap((query) => sql.verifying(query, problem));
}

/** What the ledger's row says between the statements of a step that no transaction holds. */
class Marks {
  readonly #step: OfflineStep;
  readonly #place: OfflinePlace;
  readonly #runs: readonly StatementRun[];
  readonly #chains: readonly string[];

  constructor(step: OfflineStep, place: OfflinePlace, runs: readonly StatementRun[]) {
    this.#step = step;
    this.#place = place;
    this.#runs = runs;
    const sources = step.sources ?? step.statements;
    const statements = step.resumable ? sources.map((sql) => ({ sql })) : [];
    this.#chains = chains(statements, place.dialect.lexicon);
  }

  begin(): string {
    const { script, direction } = this.#step;
    const { dialect, ledger } = this.#place;
    const state = direction === "upgrade" ? "upgrading" : "downgrading";
    const mark = { state, ...this.#at(0) } as const;
    if (direction === "downgrade") return this.#update(mark);
    const row = { ...rowOf(script, this.#place, { origin: "run", state }), ...AT_RUN, ...mark };
    return ledgerText(dialect.ledger.insert(ledger, row), this.#place);
  }

  done(index: number): string {
    return this.#update(this.#at(index + 1));
  }

  /** The mark within a loop: the journal has what only the loop knows. */
  walked(index: number, walk: WalkPlace): JournalMark {
    const journal = renderJournal({ chain: this.#chains[index] ?? "", inFlight: null, error: null, walk });
    const [head = "", tail = ""] = journal.split('"after":[],"rows":0,"chunks":0');
    const { literal } = this.#place.dialect;
    return ({ after, rows, chunks }) => {
      const expression = [
        literal(`${head}"after":`),
        after,
        literal(',"rows":'),
        rows,
        literal(',"chunks":'),
        chunks,
        literal(tail),
      ].join(" || ");
      const { dialect, ledger } = this.#place;
      const change = dialect.ledger.update(ledger, this.#step.script.id, { journal });
      return ledgerText(change, this.#place, new Map([[journal, expression]]));
    };
  }

  end(): string {
    const { dialect, ledger } = this.#place;
    const { script, direction } = this.#step;
    if (direction === "downgrade") return ledgerText(dialect.ledger.remove(ledger, script.id), this.#place);
    const { applied_at } = AT_RUN;
    return this.#update({
      state: "applied",
      statements_done: this.#step.counts.at(-1) ?? 0,
      journal: null,
      applied_at,
    });
  }

  /** One mark says that a statement is done and that the next one is under way: nothing stands between the two. */
  #at(done: number): Pick<LedgerRow, "statements_done" | "journal"> {
    const alone = this.#runs[done] === "alone" && !this.#step.loops?.has(done);
    const inFlight = !this.#step.resumable ? 0 : alone ? done : null;
    const sent = inFlight === null ? undefined : this.#chains[done + 1];
    const journal = renderJournal({
      chain: this.#chains[done] ?? "",
      inFlight,
      error: null,
      ...(sent === undefined ? {} : { sent }),
    });
    return { statements_done: this.#step.counts[done - 1] ?? 0, journal };
  }

  #update(change: Partial<LedgerRow>): string {
    const { dialect, ledger } = this.#place;
    return ledgerText(dialect.ledger.update(ledger, this.#step.script.id, change), this.#place);
  }
}
