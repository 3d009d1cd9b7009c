import type { RevisionGraph } from "../revision/graph.ts";
import type { Plan } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";
import type { Emit } from "./events.ts";
import type { Executed } from "./execute.ts";
import { followingOf } from "./following.ts";
import { checkHistory, type Tolerance } from "./history_check.ts";
import { readLedger, type Snapshot } from "./ledger.ts";
import { isLost } from "./lost_script.ts";
import type { PreparedStep } from "./prepare.ts";
import type { RepeatableRequest } from "./repeatable/prepare.ts";
import { changedScripts, otherTexts } from "./status.ts";

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
  const { environment, tolerated } = request;
  const { connection, interruption } = environment;
  const read = () => interruption.cancelling(connection, () => readLedger(environment));
  const before = await read();
  const known = request.graph(before);
  checkHistory(known, before, tolerated);
  await tellOfFiles(request, known, before);
  // What is half-done may be a runner's that is at work: the lock tells.
  if (request.plan(before).steps.length === 0 && before.halfDone.length === 0) {
    if (!await repeatablesDue(request, known, before)) return nothingDone(known, before);
  }
  // What runs revisions is a third of all that an upgrade loads.
  return await (await import("./run_locked.ts")).runLocked(request, read);
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
export async function tellOfFiles(
  request: RunRequest,
  graph: RevisionGraph<Script>,
  snapshot: Snapshot,
): Promise<void> {
  const { environment, emit, stored } = request;
  if (stored !== undefined) return;
  for (const script of graph.all()) if (isLost(script)) emit({ kind: "lost", script });
  const changed = await changedFiles(request, graph, snapshot);
  for (const script of changed) emit({ kind: "changed", script });
  const [first] = changed;
  if (first === undefined || !environment.config.protected) return;
  throw new RetortError("history-changed", `Applied revision ${first.id} was edited: ${first.path}`, {
    hint: "Put the file back as it was applied and write a new revision; this profile is protected",
  });
}

/** Checksums need the lexer, and most runs find every file as it was. */
async function changedFiles(
  { environment }: RunRequest,
  graph: RevisionGraph<Script>,
  snapshot: Snapshot,
): Promise<readonly Script[]> {
  if (otherTexts(graph, snapshot).length === 0) return [];
  const { recordedChecksum } = await import("./recorded_checksum.ts");
  return changedScripts(graph, snapshot, recordedChecksum(environment));
}
