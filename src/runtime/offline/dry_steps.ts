import type { RevisionGraph } from "../../revision/graph.ts";
import type { Plan } from "../../revision/revision.ts";
import type { Script } from "../../script/script.ts";
import { RetortError } from "../../util/errors.ts";
import type { Environment } from "../environment.ts";
import type { PreparedStep } from "../prepare.ts";
import { Rehearsal } from "./rehearsal.ts";
import type { OfflinePlace } from "./place.ts";
import { offlineSteps } from "./script.ts";
import { type OfflineStep, sqlStep } from "./step.ts";
import { typescriptStep } from "./typescript.ts";

/** What a run would do. */
export interface DryPlan {
  readonly graph: RevisionGraph<Script>;
  readonly plan: Plan<Script>;
  readonly steps: readonly PreparedStep[];
}

/** Steps as a script would have them, but for those whose code asks the database. Nothing is sent. */
export async function drySteps(
  { graph, plan, steps }: DryPlan,
  environment: Environment,
): Promise<ReadonlyMap<PreparedStep, OfflineStep>> {
  const place = await placeOf(environment);
  const written: OfflineStep[] = [];
  const known = new Map<PreparedStep, OfflineStep>();
  let whole = true;
  const write = (before: Plan<Script>) => offlineSteps({ place, graph, plan: before });
  await using rehearsal = new Rehearsal({ place, graph, plan, steps: written, write });
  const after = (statements: readonly string[]) =>
    whole ? rehearsal.after(statements) : Promise.reject(unknown());
  for (const step of steps) {
    const text = await stepOf(step, place, { after });
    if (text === undefined) whole = false;
    else {
      written.push(text);
      known.set(step, text);
    }
  }
  return known;
}

async function stepOf(
  step: PreparedStep,
  place: OfflinePlace,
  rehearsal: Pick<Rehearsal, "after">,
): Promise<OfflineStep | undefined> {
  try {
    const { body } = step.section;
    return body.kind === "typescript"
      ? await typescriptStep(step, body, { place, rehearsal })
      : sqlStep(step, place);
  } catch (error) {
    // The run itself says what is wrong, if it is still wrong then.
    if (error instanceof RetortError) return undefined;
    throw error;
  }
}

async function placeOf(
  { config, now, dialect, ledger, runner, connection }: Environment,
): Promise<OfflinePlace> {
  const [sql, evidence] = await Promise.all([dialect.offline(), dialect.evidence()]);
  return { config, now, dialect, sql, ledger, runner, evidence, connection };
}

function unknown(): RetortError {
  return new RetortError("refused", "What is there follows from a revision that asks the database");
}
