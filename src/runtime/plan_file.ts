import { checksumOf, digest } from "../script/checksum.ts";
import { fileDigest } from "../script/file_digest.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { Plan, RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import { repeatableChecksum } from "../script/repeatable_section.ts";
import { RetortError } from "../util/errors.ts";
import { VERSION } from "../util/version.ts";
import type { PlannedRepeatable, PreparedRepeatable } from "./repeatable/prepare.ts";
import type { DryRun } from "./dry_run.ts";
import type { Environment } from "./environment.ts";
import type { Snapshot } from "./ledger.ts";
import type { Mode, PreparedStep } from "./prepare.ts";

/** A step of a plan that was written down. */
export interface PlannedStep {
  readonly revision: RevisionId;
  readonly message: string;
  readonly path: string;
  /** Of what it executes, and of its whole text. */
  readonly checksum: string;
  readonly file: string;
  readonly mode: Mode;
  readonly why?: string;
  /** Empty for TypeScript. */
  readonly statements: readonly string[];
}

/** A plan for people to review, and for `upgrade --plan` to run. */
export interface PlanFile {
  readonly schema: "retort/plan/v1";
  readonly retort: string;
  readonly dialect: string;
  readonly transaction: string;
  readonly from: readonly RevisionId[];
  readonly to: readonly RevisionId[];
  /** Of the ledger that it was made from: another state is another plan. */
  readonly state: string;
  readonly steps: readonly PlannedStep[];
  /** Absent where none are to run. */
  readonly repeatables?: readonly PlannedRepeatable[];
  /** Of all that stands above. */
  readonly digest: string;
}

/** What depends on the engine when a plan is written and read. */
export type PlanPlace = Pick<Environment, "dialect" | "connection" | "config">;

/** The plan that a dry run has found, ready to be written. */
export function planFile({ plan, steps, snapshot, following }: DryRun, place: PlanPlace): PlanFile {
  const content = {
    schema: "retort/plan/v1",
    retort: VERSION,
    dialect: place.dialect.name,
    transaction: place.config.transaction,
    from: plan.from,
    to: plan.to,
    state: stateDigest(snapshot),
    steps: steps.map((step) => plannedStep(step, place)),
    ...(following && following.prepared.length > 0 && { repeatables: following.prepared.map(planned) }),
  } as const;
  return { ...content, digest: digest([JSON.stringify(content)]) };
}

/**
 * Writes a plan; one that is there is replaced.
 *
 * @throws {RetortError} `file-unwritable`.
 */
export async function writePlan(path: string, plan: PlanFile): Promise<void> {
  try {
    await Deno.writeTextFile(path, `${JSON.stringify(plan, undefined, 2)}\n`);
  } catch (cause) {
    throw new RetortError("file-unwritable", `Cannot write the plan to ${path}`, {
      hint: "Name a file in a folder that is there, and that you may write to",
      cause,
    });
  }
}

/**
 * Reads a plan.
 *
 * @throws {RetortError} `file-unreadable`; `file-invalid` for what is no plan, or was edited.
 */
export async function readPlan(path: string): Promise<PlanFile> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    throw new RetortError("file-unreadable", `Cannot read the plan ${path}`, {
      hint: "`retort upgrade --dry-run --out FILE` writes one",
      cause,
    });
  }
  const plan = parsed(text);
  if (!isPlan(plan)) throw notAPlan(path, "is no plan of retort's");
  const { digest: written, ...content } = plan;
  if (written !== digest([JSON.stringify(content)])) throw notAPlan(path, "was edited since it was written");
  return plan;
}

/**
 * The plan of a file as a run takes it.
 *
 * @throws {RetortError} `history-changed` where the database has moved since; `unknown-revision` for files that are gone.
 */
export function planOf(
  file: PlanFile,
  graph: RevisionGraph<Script>,
  snapshot: Snapshot,
): Plan<Script> {
  refuseMoved(file, graph, snapshot);
  const steps = file.steps.map(({ revision }) => ({
    revision: graph.get(revision),
    direction: "upgrade" as const,
  }));
  return { from: file.from, to: file.to, steps };
}

/**
 * Refuses steps that are not what was planned.
 *
 * @throws {RetortError} `history-changed`.
 */
export function checkPlanned(file: PlanFile, steps: readonly PreparedStep[], place: PlanPlace): void {
  if (file.dialect !== place.dialect.name || file.transaction !== place.config.transaction) {
    throw changed("The plan is for another engine, or another --transaction", file);
  }
  for (const [index, step] of steps.entries()) {
    const planned = file.steps[index];
    const now = plannedStep(step, place);
    if (planned !== undefined && sameStep(planned, now)) continue;
    throw changed(`${step.script.path} is not what was planned`, file);
  }
}

function sameStep(planned: PlannedStep, now: PlannedStep): boolean {
  return planned.checksum === now.checksum && planned.file === now.file && planned.mode === now.mode &&
    JSON.stringify(planned.statements) === JSON.stringify(now.statements);
}

function refuseMoved(file: PlanFile, graph: RevisionGraph<Script>, snapshot: Snapshot): void {
  if (file.state === stateDigest(snapshot)) return;
  const heads = graph.headsOf(snapshot.applied);
  const at = heads.length === 0 ? "base" : heads.join(", ");
  const done = file.steps.length > 0 && file.steps.every(({ revision }) => snapshot.applied.has(revision));
  const message = done
    ? `All revisions of the plan are applied already: the database is at ${at}`
    : `The database has moved since the plan was written: it is at ${at}`;
  throw changed(message, file);
}

function changed(message: string, { from }: PlanFile): RetortError {
  const start = from.length === 0 ? "base" : from.join(", ");
  return new RetortError("history-changed", message, {
    hint:
      `The plan begins at ${start}, with the files of that day: write and review another one (upgrade --dry-run --out)`,
  });
}

function plannedStep({ script, mode, why, statements }: PreparedStep, place: PlanPlace): PlannedStep {
  return {
    revision: script.id,
    message: script.message,
    path: script.path,
    checksum: checksumOf(script, place.dialect, place.connection.server.product),
    file: fileDigest(script.text),
    mode,
    ...(why === undefined ? {} : { why }),
    statements: statements.map(({ sql }) => sql),
  };
}

function planned({ step: { script, statements }, why }: PreparedRepeatable): PlannedRepeatable {
  return {
    name: script.id,
    path: script.path,
    checksum: repeatableChecksum(script),
    why,
    statements: statements.map(({ sql }) => sql),
  };
}

/** What the ledger says of each revision: not when, not by whom. */
function stateDigest({ rows }: Snapshot): string {
  const lines = [...rows.values()].map(({ revision, state, statements_done, checksum }) =>
    `${revision} ${state} ${state === "applied" ? "" : statements_done} ${checksum}`
  );
  return digest(lines.sort());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The digest vouches for what is inside. */
function isPlan(value: unknown): value is PlanFile {
  return typeof value === "object" && value !== null && "schema" in value &&
    value.schema === "retort/plan/v1" && "steps" in value && Array.isArray(value.steps) && "digest" in value;
}

function notAPlan(path: string, what: string): RetortError {
  return new RetortError("file-invalid", `${path} ${what}`, {
    hint:
      "`retort upgrade --dry-run --out FILE` writes a plan; what should be otherwise is changed in the revisions",
  });
}
