import type { RevisionGraph } from "../revision/graph.ts";
import type { Plan } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";
import type { Emit } from "./events.ts";
import { execute, type Executed } from "./execute.ts";
import { freshSession } from "./fresh_session.ts";
import { checkHistory, type Tolerance } from "./history_check.ts";
import { ensureLedger, readLedger, type Snapshot } from "./ledger.ts";
import { isLost } from "./lost_script.ts";
import { takeLock } from "./runner_lock.ts";
import { followingOf, planRun } from "./plan_run.ts";
import type { PreparedStep } from "./prepare.ts";
import type { RepeatableRequest } from "./repeatable/prepare.ts";
import { recordedChecksum } from "./recorded_checksum.ts";
import { retryPolicy } from "./step_run.ts";
import { changedScripts } from "./status.ts";

/** A run: which way is decided by `plan`, asked again once the lock is held. */
export interface RunRequest {
  readonly environment: Environment;
  /** The history that the ledger is held against: the files, or these and what the ledger remembers beyond them. */
  readonly graph: (snapshot: Snapshot) => RevisionGraph<Script>;
  readonly tolerated?: Tolerance;
  readonly secrets: ReadonlySet<string>;
  readonly emit: Emit;
  /** Pure: what is to be done from this state of the ledger. */
  readonly plan: (snapshot: Snapshot) => Plan<Script>;
  /** Puts the texts that were applied into a plan; absent where the files are what is run. */
  readonly stored?: (plan: Plan<Script>, snapshot: Snapshot) => Promise<Plan<Script>>;
  /** What runs again when it has changed, once nothing is pending; absent where the directories have none. */
  readonly repeatables?: RepeatableRequest;
  /** Looks at the steps as they would run, before the first one does; throws where they must not. */
  readonly check?: (steps: readonly PreparedStep[], snapshot: Snapshot) => void;
}

/**
 * Moves the database. Nothing to do takes no lock; otherwise the plan is made again under the lock, because
 * another runner may have been quicker, and every step is checked before the first one runs.
 */
export async function run(request: RunRequest): Promise<Executed> {
  const { environment, emit, tolerated } = request;
  const { connection, interruption } = environment;
  const read = () => interruption.cancelling(connection, () => readLedger(environment));
  const before = await read();
  const known = request.graph(before);
  checkHistory(known, before, tolerated);
  tellOfFiles(request, known, before);
  // What is half-done may be a runner's that is at work: the lock tells.
  if (request.plan(before).steps.length === 0 && before.halfDone.length === 0) {
    if (!await repeatablesDue(request, known, before)) return nothingDone(known, before);
  }
  await connection.pipeline(freshSession(environment));
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

/** Whether repeatables are a reason to take the lock although no revision is. */
async function repeatablesDue(
  request: RunRequest,
  graph: RevisionGraph<Script>,
  { applied }: Snapshot,
): Promise<boolean> {
  const following = await followingOf(request, graph, applied);
  return following !== undefined && (await import("./repeatable/prepare.ts")).isDue(following);
}

function nothingDone(graph: RevisionGraph<Script>, { applied }: Snapshot): Executed {
  return { done: [], applied, heads: graph.headsOf(applied), durationMs: 0 };
}

/**
 * Tells of applied revisions that have no file, and of files that are not what was applied.
 *
 * @throws {RetortError} `history-changed` on a protected profile.
 */
export function tellOfFiles(request: RunRequest, graph: RevisionGraph<Script>, snapshot: Snapshot): void {
  const { environment, emit, stored } = request;
  if (stored !== undefined) return;
  for (const script of graph.all()) if (isLost(script)) emit({ kind: "lost", script });
  const changed = changedScripts(graph, snapshot, recordedChecksum(environment));
  for (const script of changed) emit({ kind: "changed", script });
  const [first] = changed;
  if (first === undefined || !environment.config.protected) return;
  throw new RetortError("history-changed", `Applied revision ${first.id} was edited: ${first.path}`, {
    hint: "Put the file back as it was applied and write a new revision; this profile is protected",
  });
}
