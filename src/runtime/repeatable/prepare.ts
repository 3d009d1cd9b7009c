import type { RevisionId } from "../../revision/revision.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import { statementsOf } from "../../script/parse.ts";
import { dependantsOf, type Repeatable } from "../../script/repeatable.ts";
import { repeatableChecksum, repeatableSection } from "../../script/repeatable_section.ts";
import type { Script } from "../../script/script.ts";
import { RetortError } from "../../util/errors.ts";
import type { Environment } from "../environment.ts";
import { isChunked } from "../chunks/chunked_statement.ts";
import { modeOf, type PreparedStep, type Target } from "../prepare.ts";
import { type DueRepeatable, dueRepeatables, readRecord, type RepeatableReason } from "./due.ts";

/** Repeatables of a run. */
export interface RepeatableRequest {
  /** All of the directories, in the order in which they run. */
  readonly repeatables: readonly Repeatable[];
  /** Those of a reviewed plan: then no others run, and these only if they are what was reviewed. */
  readonly planned?: readonly PlannedRepeatable[];
}

/** A repeatable as a plan file has it. */
export interface PlannedRepeatable {
  readonly name: string;
  readonly path: string;
  readonly checksum: string;
  readonly why: RepeatableReason;
  readonly statements: readonly string[];
}

/** A repeatable that was read and decided upon. */
export interface PreparedRepeatable {
  readonly why: RepeatableReason;
  /** As a step, whose revision is the repeatable's name. */
  readonly step: PreparedStep;
  /** Names of those that depend on it and run after it: they are forgotten with it, so that a failure loses none. */
  readonly dependants: readonly string[];
}

/** What is to be done once the revisions are. */
export interface Following {
  readonly prepared: readonly PreparedRepeatable[];
  readonly gone: readonly string[];
  readonly recorded: boolean;
  /** How many revisions are pending afterwards: then nothing of this is done. */
  readonly pending: number;
}

const NOTHING: Following = { prepared: [], gone: [], recorded: true, pending: 0 };

/**
 * Reads the record and prepares what differs from it; `applied` is what will be once the revisions are done.
 *
 * @throws {RetortError} `file-invalid`, `refused` for what cannot be run; `history-changed` for what was not reviewed.
 */
export async function prepareFollowing(
  request: RepeatableRequest,
  environment: Environment,
  graph: RevisionGraph<Script>,
  applied: ReadonlySet<RevisionId>,
): Promise<Following> {
  const { repeatables, planned } = request;
  if (planned?.length === 0) return NOTHING;
  const pending = planned === undefined ? countPending(graph, applied) : 0;
  if (pending > 0) return { ...NOTHING, pending };
  const { due, gone, recorded } = dueRepeatables(repeatables, await readRecord(environment));
  const server = environment.connection.server;
  const target = { dialect: environment.dialect, server, transaction: environment.config.transaction };
  const run = planned === undefined ? due : reviewed(due, planned, repeatables);
  const prepared = prepareRepeatables(run, target);
  return { prepared, gone: planned === undefined ? gone : [], recorded, pending };
}

/** Whether there is anything to do. */
export function isDue({ prepared, gone }: Following): boolean {
  return prepared.length > 0 || gone.length > 0;
}

/** How many revisions of a history are not applied. */
export function countPending(graph: RevisionGraph<Script>, applied: ReadonlySet<RevisionId>): number {
  let pending = 0;
  for (const { id } of graph.all()) if (!applied.has(id)) pending++;
  return pending;
}

/** Reads what is due and decides how each of it runs. */
export function prepareRepeatables(due: readonly DueRepeatable[], target: Target): PreparedRepeatable[] {
  const all = due.map(({ repeatable }) => repeatable);
  return due.map(({ repeatable, why }, index) => ({
    why,
    step: stepOf(repeatable, target),
    dependants: [...dependantsOf(new Set([repeatable.id]), all.slice(index + 1))],
  }));
}

/** Each has a transaction of its own, also where the revisions share one. */
function stepOf(repeatable: Repeatable, { dialect, server, transaction }: Target): PreparedStep {
  const section = repeatableSection(repeatable, dialect, server.product);
  const statements = statementsOf(section, dialect.lexicon);
  const target: Target = {
    dialect,
    server,
    transaction: transaction === "none" ? "none" : "per-revision",
  };
  if (statements.some(isChunked)) throw inChunks(repeatable);
  const mode = modeOf(repeatable, section, statements, target);
  return { script: repeatable, direction: "upgrade", section, statements, verify: [], ...mode };
}

/** A repeatable has no row that would keep its place. */
function inChunks({ path }: Repeatable): RetortError {
  return new RetortError("file-invalid", `${path}: a repeatable cannot work in chunks`, {
    hint:
      "Change rows in a revision; a repeatable is for views, functions and what else is written as a whole",
  });
}

function reviewed(
  due: readonly DueRepeatable[],
  planned: readonly PlannedRepeatable[],
  repeatables: readonly Repeatable[],
): DueRepeatable[] {
  for (const { name, path, checksum } of planned) {
    const now = repeatables.find(({ id }) => id === name);
    if (now !== undefined && repeatableChecksum(now) === checksum) continue;
    throw new RetortError("history-changed", `${path} is not what was planned`, {
      hint: "Write and review another plan (upgrade --dry-run --out)",
    });
  }
  const names = new Set(planned.map(({ name }) => name));
  return due.filter(({ repeatable }) => names.has(repeatable.id));
}
