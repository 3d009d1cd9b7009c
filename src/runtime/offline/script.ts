import type { RevisionGraph } from "../../revision/graph.ts";
import type { Plan } from "../../revision/revision.ts";
import type { Script } from "../../script/script.ts";
import { RetortError } from "../../util/errors.ts";
import { describeStep } from "../describe_step.ts";
import { prepare } from "../prepare.ts";
import { notEmpty, stepRefusals } from "./guard.ts";
import { Rehearsal } from "./rehearsal.ts";
import { comment, preamble, terminated } from "./layout.ts";
import type { OfflinePlace } from "./place.ts";
import { type OfflineRepeatables, repeatableScript } from "./repeatable_text.ts";
import { changesSession, sessionOf } from "./session.ts";
import { endsOpen, statementRuns } from "./statement_run.ts";
import { type OfflineStep, sqlStep } from "./step.ts";
import { stepStatements } from "./step_text.ts";

/** A script that is to be written. */
export interface OfflineRequest {
  readonly place: OfflinePlace;
  readonly graph: RevisionGraph<Script>;
  readonly plan: Plan<Script>;
  /** Whether the ledger must be empty before it: it starts at base, and no branch was named. */
  readonly fromNothing: boolean;
  /** What runs after the revisions. */
  readonly repeatables?: OfflineRepeatables;
  /** What it does, for its first line: `upgrade base:head`. */
  readonly title: string;
}

/**
 * Reads every revision of a plan and takes down what TypeScript revisions send, so that whatever cannot be written is
 * said before the first line is.
 *
 * @throws {RetortError} as `prepare`, and `refused` where a revision asks the database, or moves the ledger's home.
 */
export async function offlineSteps(
  { place, graph, plan }: Pick<OfflineRequest, "place" | "graph" | "plan">,
): Promise<OfflineStep[]> {
  const { dialect, connection: { server }, config: { transaction } } = place;
  const steps: OfflineStep[] = [];
  const write = (before: Plan<Script>) => offlineSteps({ place, graph, plan: before });
  await using rehearsal = new Rehearsal({ place, graph, plan, steps, write });
  for (const prepared of prepare(plan, { dialect, server, transaction })) {
    const { body } = prepared.section;
    const step = body.kind === "typescript"
      ? await (await import("./typescript.ts")).typescriptStep(prepared, body, { place, rehearsal })
      : sqlStep(prepared, place);
    checkOffline(step, place);
    steps.push(step);
  }
  return steps;
}

/** The script, piece by piece: what `psql`, `mariadb` or `sqlite3` runs, as an online run would have run it. */
export function* offlineScript(steps: readonly OfflineStep[], request: OfflineRequest): Generator<string> {
  const { place, title, plan, repeatables } = request;
  const { transaction } = place.dialect;
  const enclosed = place.config.transaction === "all" && steps.length > 0;
  yield* preamble(place, title, steps.length);
  const foreignKeys = steps.some(({ foreignKeysOff }) => foreignKeysOff)
    ? place.sql.withoutForeignKeys
    : undefined;
  if (enclosed && foreignKeys !== undefined) yield terminated(foreignKeys.before, place);
  if (enclosed) yield terminated(transaction.begin, place);
  for (const [index, step] of steps.entries()) {
    const previous = steps[index - 1];
    yield stepHeading(step);
    if (!enclosed && previous !== undefined && changesSession(previous.statements, place.dialect)) {
      for (const sql of sessionOf(place)) yield terminated(sql, place);
    }
    for (const sql of stepStatements(stepText(step, index, enclosed, request))) yield terminated(sql, place);
  }
  if (enclosed) yield `\n${terminated(transaction.commit, place)}`;
  if (enclosed && foreignKeys !== undefined) yield terminated(foreignKeys.after, place);
  if (repeatables !== undefined) yield* repeatableScript(repeatables, plan.to, place);
  const at = plan.to.length === 0 ? "base" : plan.to.join(", ");
  yield comment(
    steps.length === 0 && (repeatables?.steps.length ?? 0) === 0
      ? `Nothing to do: it is at ${at}`
      : `The end: it is at ${at}`,
  );
}

function stepText(
  step: OfflineStep,
  index: number,
  enclosed: boolean,
  { place, graph, plan, fromNothing }: OfflineRequest,
) {
  const first = index === 0;
  const { dialect, ledger } = place;
  const creates = first && step.direction === "upgrade" && plan.from.length === 0;
  return {
    step,
    place,
    enclosed,
    refusals: [...(first && fromNothing ? [notEmpty(place)] : []), ...stepRefusals(step, graph, place)],
    before: creates ? dialect.ledger.create(ledger).map(({ sql }) => sql) : [],
  };
}

function stepHeading(step: OfflineStep): string {
  const lines = [`Running ${step.direction} ${describeStep(step)}`, step.script.path];
  if (step.why !== undefined) lines.push(`Without a transaction: ${step.why}`);
  return comment(...lines);
}

/**
 * Refuses what a script could not record.
 *
 * @throws {RetortError} `file-invalid`, `refused`.
 */
export function checkOffline(step: OfflineStep, place: OfflinePlace): void {
  const { sql, ledger } = place;
  if (step.mode === "transaction") return;
  if (endsOpen(statementRuns(step.statements, place))) {
    throw new RetortError("file-invalid", `${step.script.path}: the section ends inside a transaction`, {
      hint: "End it with COMMIT, in the same section",
    });
  }
  const moves = step.statements.find((each) => sql.movesHome?.(each) === true);
  if (moves === undefined || ledger.schema !== undefined) return;
  throw new RetortError(
    "refused",
    `${step.script.path} changes what a bare name means, and the ledger is written to after it\n${moves}`,
    { hint: "Name the ledger's schema: --ledger-schema" },
  );
}
