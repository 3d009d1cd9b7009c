import { ensureLedger, type Snapshot } from "./ledger.ts";
import { execute, type Executed } from "./execute.ts";
import { freshSession } from "./fresh_session.ts";
import { checkHistory } from "./history_check.ts";
import { planRun } from "./plan_run.ts";
import type { RunRequest } from "./run.ts";
import { takeLock } from "./runner_lock.ts";
import { retryPolicy } from "./step_run.ts";

/** Takes the lock, plans again from what `read` then finds, and runs all of it. */
export async function runLocked(request: RunRequest, read: () => Promise<Snapshot>): Promise<Executed> {
  const { environment, emit, tolerated } = request;
  await environment.connection.pipeline(freshSession(environment));
  await using held = await takeLock(environment, (holder) => emit({ kind: "waiting", holder }));
  const snapshot = await read();
  const graph = request.graph(snapshot);
  checkHistory(graph, snapshot, tolerated);
  const { steps, following } = await planRun(request, graph, snapshot);
  if (environment.config.hooks["beforeUpgrade"] !== undefined) {
    await (await import("./run_hooks.ts")).callBeforeUpgrade(steps, environment);
  }
  const [step] = steps;
  if (step !== undefined && !snapshot.exists) {
    await ensureLedger(environment, retryPolicy({ step, environment, emit }));
  }
  if (steps.length > 0) emit({ kind: "planned", steps });
  const executed = await execute(steps, { ...request, graph, snapshot, guard: held.guard });
  if (following === undefined) return executed;
  const { executeRepeatables } = await import("./repeatable/execute.ts");
  const repeatables = await executeRepeatables(following, {
    ...request,
    guard: held.guard,
    ledgerExists: snapshot.exists || executed.done.length > 0,
    heads: executed.heads,
    revisions: executed.done.length,
  });
  return { ...executed, repeatables };
}
