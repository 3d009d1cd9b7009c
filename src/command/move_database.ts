import type { RevisionGraph } from "../revision/graph.ts";
import type { Direction, Plan, RevisionId } from "../revision/revision.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import type { RunEvent } from "../runtime/events.ts";
import type { Executed } from "../runtime/execute.ts";
import type { Snapshot } from "../runtime/ledger.ts";
import type { PreparedStep } from "../runtime/prepare.ts";
import type { RepeatableRequest } from "../runtime/repeatable/prepare.ts";
import { run, type RunRequest } from "../runtime/run.ts";
import { isTooLong } from "../runtime/too_long.ts";
import { wholeGraph } from "../runtime/whole_graph.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode, Output } from "./context.ts";
import { ChunkMeter } from "./chunk_meter.ts";
import { Progress } from "./progress.ts";
import { tellEvent } from "./run_events.ts";
import { namingFiles, openScripts, readScripts } from "./scripts.ts";
import { count } from "../util/count.ts";

/** Decides what a command does from a state of the ledger. */
export type Planner = (graph: RevisionGraph<Script>, snapshot: Snapshot) => Plan<Script>;

/** How a command moves the database. */
export interface Movement {
  readonly direction: Direction;
  readonly plan: Planner;
  /** What becomes of applied revisions that no file has: refused unless given. */
  readonly lost?: "left" | "taken-down";
  readonly allowGaps?: boolean;
  /** What runs again when it has changed; absent where nothing does. */
  readonly repeatables?: RepeatableRequest;
  /** Looks at the steps before the first one runs; throws where they must not. */
  readonly check?: (steps: readonly PreparedStep[], environment: Environment) => void;
}

/**
 * Refuses `from:to` where the database itself says where it stands.
 *
 * @throws {RetortError} `usage`.
 */
export function refuseRange(target: string): void {
  if (!target.includes(":")) return;
  throw new RetortError("usage", `Range revision not allowed: '${target}'`, {
    hint: "A range is for --sql; with a connection, name the target alone",
  });
}

/** What `upgrade` and `downgrade` share: open, run, say what was done. */
export async function moveDatabase(context: Context, movement: Movement): Promise<ExitCode> {
  const { out } = context;
  const graph = graphReader(context, movement);
  using temporary = new DisposableStack();
  await using environment = await openEnvironment(context, {
    onNotice: (text) => out.info(`NOTICE: ${text}`),
  });
  const executed = await run(await requestOf(context, movement, { environment, temporary, graph }));
  report(out, movement.direction, executed);
  return 0;
}

/** What a movement works with; disposed when it is over. */
export interface MovementPlace {
  readonly environment: Environment;
  readonly temporary: DisposableStack;
  readonly graph: RunRequest["graph"];
}

/** A movement as the runtime takes it, for a run and for a dry one. */
export async function requestOf(
  context: Context,
  movement: Movement,
  { environment, temporary, graph }: MovementPlace,
): Promise<RunRequest> {
  const { plan, lost, allowGaps = false, check, repeatables } = movement;
  return {
    environment,
    graph,
    secrets: context.secrets,
    emit: teller(context),
    plan: (snapshot) => plan(graph(snapshot), snapshot),
    tolerated: { gaps: allowGaps, halfDone: lost === "taken-down" },
    ...(lost === "taken-down" && { stored: await storedReader(environment, temporary) }),
    ...(repeatables && { repeatables }),
    ...(check && { check: (steps) => check(steps, environment) }),
  };
}

/** The files alone, or with what the ledger remembers beyond them. Reads the files at once, before anybody connects. */
export function graphReader(context: Context, { lost }: Movement): RunRequest["graph"] {
  if (lost !== undefined) {
    const scripts = readScripts(context);
    return (snapshot) => namingFiles(scripts, () => wholeGraph(scripts, snapshot));
  }
  const { graph } = openScripts(context);
  return () => graph;
}

async function storedReader(environment: Environment, temporary: DisposableStack) {
  const { withStoredScripts } = await import("../runtime/stored_script.ts");
  return (plan: Plan<Script>, snapshot: Snapshot) =>
    withStoredScripts(plan, snapshot, environment, temporary);
}

/** Tells of events, and on a terminal of how far the run has come. */
function teller(context: Context): (event: RunEvent) => void {
  const { out, now } = context;
  let progress: Progress | undefined;
  let meter: ChunkMeter | undefined;
  return (event) => {
    const time = now().getTime();
    if (event.kind === "planned") progress = new Progress(event.steps.length, time);
    tellEvent(out, event);
    if (event.kind === "finished") {
      tellOfLength(context, event.step);
      progress?.step();
    }
    if (event.kind === "chunks-started") meter = new ChunkMeter(event.chunks, time);
    if (event.kind === "chunk-done") meter?.advance(event.chunks);
    if (event.kind === "failed" || event.kind === "chunks-done") {
      if (meter !== undefined && event.kind === "chunks-done") out.info(meter.end(time));
      meter = undefined;
    }
    const line = meter?.line(time) ?? progress?.line(time);
    const shown = out.status(event.kind === "failed" ? undefined : line);
    const news = shown ? undefined : meter?.news(time);
    if (news !== undefined) out.info(news);
  };
}

/** `downgrade --from-ledger` and `pull` will miss the text: better said now than then. */
function tellOfLength({ config, out }: Context, { script, direction }: PreparedStep): void {
  if (direction === "downgrade") return;
  const why = config.ledger.storeScript
    ? `it is longer than ledger.maxScriptBytes (${config.ledger.maxScriptBytes})`
    : "ledger.storeScript is off";
  if (config.ledger.storeScript && !isTooLong(script, config)) return;
  out.info(`${script.path} is recorded by its checksum alone: ${why}`);
}

function report(out: Output, direction: Direction, executed: Executed): void {
  const { heads, repeatables = [] } = executed;
  const steps = executed.done.map(({ step, durationMs }) => ({
    revision: step.script.id,
    direction,
    durationMs,
  }));
  out.report(
    { steps, repeatables: repeatables.map((each) => ({ ...each })), heads, durationMs: executed.durationMs },
    (style) => [summary(direction, executed) + style.bold(standing(heads))],
  );
}

function summary(direction: Direction, { done, durationMs, repeatables = [] }: Executed): string {
  const parts: string[] = [];
  const verb = direction === "upgrade" ? "Applied" : "Took back";
  if (done.length > 0) parts.push(`${verb} ${count(done.length, "revision")} in ${durationMs} ms`);
  if (repeatables.length > 0) {
    const taken = repeatables.reduce((sum, each) => sum + each.durationMs, 0);
    parts.push(
      `${parts.length === 0 ? "Ran" : "ran"} ${count(repeatables.length, "repeatable")} in ${taken} ms`,
    );
  }
  return `${parts.length === 0 ? "Nothing to do" : parts.join(", ")}: the database is at `;
}

/** The heads for a sentence; an empty database is at base. */
export function standing(heads: readonly RevisionId[]): string {
  return heads.length === 0 ? "base" : heads.join(", ");
}
