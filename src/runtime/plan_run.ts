import type { RevisionGraph } from "../revision/graph.ts";
import type { Plan } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import { followingOf } from "./following.ts";
import type { Snapshot } from "./ledger.ts";
import { prepare, type PreparedStep } from "./prepare.ts";
import type { Following } from "./repeatable/prepare.ts";
import type { RunRequest } from "./run.ts";
import { refuseStranded } from "./stranded.ts";

/** What a run is going to do, checked from its first step to its last. */
export interface PlannedRun {
  readonly plan: Plan<Script>;
  readonly steps: readonly PreparedStep[];
  /** What follows the revisions; undefined where nothing does. */
  readonly following: Following | undefined;
}

/**
 * Decides from a state of the ledger what a run does; changes nothing.
 *
 * @throws {RetortError} whatever is wrong with any step, before the first one runs.
 */
export async function planRun(
  request: RunRequest,
  graph: RevisionGraph<Script>,
  snapshot: Snapshot,
): Promise<PlannedRun> {
  const { environment, stored } = request;
  const plan = request.plan(snapshot);
  refuseStranded(plan, snapshot);
  const steps = prepare(await stored?.(plan, snapshot) ?? plan, {
    dialect: environment.dialect,
    server: environment.connection.server,
    transaction: environment.config.transaction,
  });
  request.check?.(steps, snapshot);
  const applied = [...snapshot.applied, ...steps.map(({ script }) => script.id)];
  return { plan, steps, following: await followingOf(request, graph, applied) };
}
