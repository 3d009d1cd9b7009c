import type { RevisionGraph } from "../revision/graph.ts";
import type { Plan } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import { checkHistory } from "./history_check.ts";
import { readLedger, type Snapshot } from "./ledger.ts";
import { planRun } from "./plan_run.ts";
import type { PreparedStep } from "./prepare.ts";
import { type RunRequest, tellOfFiles } from "./run.ts";
import type { Following } from "./repeatable/prepare.ts";

/** What a run would do, as far as it can be known without doing it. */
export interface DryRun {
  readonly graph: RevisionGraph<Script>;
  readonly snapshot: Snapshot;
  readonly plan: Plan<Script>;
  readonly steps: readonly PreparedStep[];
  /** What would follow; undefined where nothing does. */
  readonly following?: Following;
}

/**
 * Plans and checks a run to the point where it would take the lock; changes nothing.
 *
 * @throws {RetortError} whatever the run would say before its first step.
 */
export async function dryRun(request: RunRequest): Promise<DryRun> {
  const { environment, tolerated } = request;
  const snapshot = await readLedger(environment);
  const graph = request.graph(snapshot);
  checkHistory(graph, snapshot, tolerated);
  await tellOfFiles(request, graph, snapshot);
  const { plan, steps, following } = await planRun(request, graph, snapshot);
  return { graph, snapshot, plan, steps, ...(following && { following }) };
}
