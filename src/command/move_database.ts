import type { RevisionGraph } from "../revision/graph.ts";
import type { Direction, Plan, RevisionId } from "../revision/revision.ts";
import { describeStep } from "../runtime/describe_step.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import type { RunEvent } from "../runtime/events.ts";
import type { Executed } from "../runtime/execute.ts";
import type { Snapshot } from "../runtime/ledger.ts";
import type { PreparedStep } from "../runtime/prepare.ts";
import type { Retry } from "../runtime/retry.ts";
import { isTooLong } from "../runtime/row.ts";
import { run } from "../runtime/run.ts";
import { wholeGraph } from "../runtime/whole_graph.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode, Output } from "./context.ts";
import { namingFiles, openScripts, readScripts } from "./scripts.ts";

/** Decides what a command does from a state of the ledger. */
export type Planner = (graph: RevisionGraph<Script>, snapshot: Snapshot) => Plan<Script>;

/** How a command moves the database. */
export interface Movement {
  readonly direction: Direction;
  readonly plan: Planner;
  /** What becomes of applied revisions that no file has: refused unless given. */
  readonly lost?: "left" | "taken-down";
  readonly allowGaps?: boolean;
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
  const { direction, plan, lost, allowGaps = false } = movement;
  const graph = graphReader(context, lost !== undefined);
  const { out, secrets } = context;
  using temporary = new DisposableStack();
  await using environment = await openEnvironment(context, {
    onNotice: (text) => out.info(`NOTICE: ${text}`),
  });
  const executed = await run({
    environment,
    graph,
    secrets,
    emit: (event) => {
      tell(out, event);
      if (event.kind === "finished") tellOfLength(context, event.step);
    },
    plan: (snapshot) => plan(graph(snapshot), snapshot),
    tolerated: { gaps: allowGaps, halfDone: lost === "taken-down" },
    ...(lost === "taken-down" && { stored: await storedReader(environment, temporary) }),
  });
  report(out, direction, executed);
  return 0;
}

/** The files alone, or with what the ledger remembers beyond them. */
function graphReader(context: Context, whole: boolean): (snapshot: Snapshot) => RevisionGraph<Script> {
  if (whole) {
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

function tell(out: Output, event: RunEvent): void {
  if (event.kind === "waiting") return out.info(`Waiting for the lock: ${event.holder}`);
  if (event.kind === "changed") return out.warn(`${event.script.path} is not what was applied`);
  if (event.kind === "lost") {
    return out.info(`Revision ${event.script.id} is applied and has no file: it stays`);
  }
  const { step } = event;
  const id = step.script.id;
  switch (event.kind) {
    case "started":
      out.info(`Running ${step.direction} ${describeStep(step)}`);
      break;
    case "without-transaction":
      out.detail(`Revision ${id} runs without a transaction: ${event.why}`);
      break;
    case "resumed":
      out.info(`Going on with ${describeRest(step, event.statementsDone)} of ${id}`);
      break;
    case "judged":
      out.info(describeJudged(event));
      break;
    case "cleared":
      out.info(`Clearing away what the last try left behind: ${event.sql}`);
      break;
    case "blocked":
      out.info(`Waiting for a lock: blocked by ${event.by}`);
      break;
    case "retried":
      out.info(describeRetry(event.retry));
      break;
    case "finished":
      out.detail(`Revision ${id} took ${event.durationMs} ms`);
      break;
    case "failed":
      break;
  }
  out.event({ type: `step-${event.kind}`, revision: id, direction: step.direction, ...duration(event) });
}

function describeJudged({ step, index, done, failed }: RunEvent & { readonly kind: "judged" }): string {
  const which = `Statement ${index + 1} of ${step.statements.length}`;
  if (failed) return `${which} failed the last time, and is sent again`;
  return `${which} was in flight when the last run ended: it was ${done ? "done" : "not done"}`;
}

function describeRest({ statements }: PreparedStep, done: number): string {
  return done < statements.length ? `statement ${done + 1} of ${statements.length}` : "the end";
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

function describeRetry({ attempt, of, delay, error }: Retry): string {
  const who = error.facts.blocker === undefined ? "" : `, blocked by ${error.facts.blocker}`;
  return `Met a lock (${error.message}${who}): try ${attempt} of ${of} more in ${
    (delay / 1000).toFixed(1)
  } s`;
}

function duration(event: RunEvent): { readonly durationMs?: number } {
  return "durationMs" in event ? { durationMs: event.durationMs } : {};
}

function report(out: Output, direction: Direction, executed: Executed): void {
  const { heads } = executed;
  const steps = executed.done.map(({ step, durationMs }) => ({
    revision: step.script.id,
    direction,
    durationMs,
  }));
  out.report(
    { steps, heads, durationMs: executed.durationMs },
    (style) => [summary(direction, executed) + style.bold(standing(heads))],
  );
}

function summary(direction: Direction, { done, durationMs }: Executed): string {
  if (done.length === 0) return "Nothing to do: the database is at ";
  const verb = direction === "upgrade" ? "Applied" : "Took back";
  const revisions = done.length === 1 ? "1 revision" : `${done.length} revisions`;
  return `${verb} ${revisions} in ${durationMs} ms: the database is at `;
}

/** The heads for a sentence; an empty database is at base. */
export function standing(heads: readonly RevisionId[]): string {
  return heads.length === 0 ? "base" : heads.join(", ");
}
