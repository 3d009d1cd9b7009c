import { describeStep } from "../runtime/describe_step.ts";
import type { ChunkProgress, RunEvent } from "../runtime/events.ts";
import type { PreparedStep } from "../runtime/prepare.ts";
import type { RepeatableReason } from "../runtime/repeatable/due.ts";
import type { Retry } from "../runtime/retry.ts";
import type { Output } from "./context.ts";
import type { EventData } from "./event_types.ts";
import { firstLine } from "./revision_text.ts";

/** Tells of what happens during a run: a line for a person, an event for a program. */
export function tellEvent(out: Output, event: RunEvent): void {
  if (event.kind === "changed") out.warn(`${event.script.path} is not what was applied`);
  else if (event.kind === "edited") out.warn(`${event.step.script.path} ${EDITED}`);
  else if (DETAILS.has(event.kind)) { for (const line of linesOf(event)) out.detail(line); }
  else if (event.kind === "repeatable-gone") { for (const line of linesOf(event)) out.warn(line); }
  else for (const line of linesOf(event)) out.info(line);
  out.event(eventData(event));
}

const EDITED = "has changed since it stopped half-way: what is done is not run again";

const DETAILS: ReadonlySet<RunEvent["kind"]> = new Set([
  "without-transaction",
  "finished",
  "repeatables-left",
  "repeatable-finished",
]);

function linesOf(event: RunEvent): string[] {
  switch (event.kind) {
    case "waiting":
      return [`Waiting for the lock: ${event.holder}`];
    case "lost":
      return [`Revision ${event.script.id} is applied and has no file: it stays`];
    case "started":
      return [`Running ${event.step.direction} ${describeStep(event.step)}`];
    case "without-transaction":
      return [`Revision ${event.step.script.id} runs without a transaction: ${event.why}`];
    case "foreign-keys-off":
      return [
        `Running ${event.step.script.id} again without foreign keys, which are checked at its end: it rebuilds a table that others refer to`,
      ];
    case "resumed":
      return [`Going on with ${describeRest(event.step, event.statementsDone)} of ${event.step.script.id}`];
    case "judged":
      return [describeJudged(event)];
    case "cleared":
      return [`Clearing away what the last try left behind: ${event.sql}`];
    case "step-passed":
      return [`Step '${event.name}' was done before: passed over`];
    case "step-resumed":
      return [`Going on with step '${event.name}', after ${event.statementsDone} of its statements`];
    case "chunks-started":
      return describeWalk(event.chunks);
    case "blocked":
      return [`Waiting for a lock: blocked by ${event.by}`];
    case "retried":
      return [describeRetry(event.retry)];
    case "finished":
      return [`Revision ${event.step.script.id} took ${event.durationMs} ms`];
    case "repeatables-left":
    case "repeatable-gone":
    case "repeatable-started":
    case "repeatable-blocked":
    case "repeatable-retried":
    case "repeatable-finished":
      return repeatableLines(event);
    case "repeatable-failed":
    case "planned":
    case "chunk-done":
    case "chunks-done":
    case "failed":
    case "changed":
    case "edited":
      return [];
  }
}

function repeatableLines(event: Extract<RunEvent, { readonly kind: ToldOfRepeatables }>): string[] {
  switch (event.kind) {
    case "repeatables-left":
      return [`Repeatables wait: ${event.pending} of the revisions are pending`];
    case "repeatable-gone":
      return [`Repeatable ${event.name} is no longer there: what it made stays, until a revision drops it`];
    case "repeatable-started":
      return [`Running repeatable ${describeRepeatable(event)}`];
    case "repeatable-blocked":
      return [`Waiting for a lock: blocked by ${event.by}`];
    case "repeatable-retried":
      return [describeRetry(event.retry)];
    case "repeatable-finished":
      return [`Repeatable ${event.repeatable.script.id} took ${event.durationMs} ms`];
  }
}

type ToldOfRepeatables =
  | "repeatables-left"
  | "repeatable-gone"
  | "repeatable-started"
  | "repeatable-blocked"
  | "repeatable-retried"
  | "repeatable-finished";

/** The same for a program, as docs/events.md has it. */
function eventData(event: RunEvent): EventData {
  switch (event.kind) {
    case "waiting":
      return { type: "lock-waiting", holder: event.holder };
    case "changed":
      return { type: "file-changed", revision: event.script.id, path: event.script.path };
    case "lost":
      return { type: "file-lost", revision: event.script.id };
    case "planned":
      return {
        type: "run-planned",
        revisions: event.steps.map(({ script }) => script.id),
        direction: event.steps[0]?.direction ?? "upgrade",
      };
    case "repeatables-left":
      return { type: "repeatables-left", pending: event.pending };
    case "repeatable-gone":
      return { type: "repeatable-gone", name: event.name };
    case "repeatable-started":
    case "repeatable-blocked":
    case "repeatable-retried":
    case "repeatable-finished":
    case "repeatable-failed":
      return repeatableData(event, event.repeatable.script.id);
    default:
      return stepData(event, { revision: event.step.script.id, direction: event.step.direction });
  }
}

type RepeatableEvent = Extract<RunEvent, { readonly repeatable: PreparedStep }>;

function repeatableData(event: RepeatableEvent, name: string): EventData {
  switch (event.kind) {
    case "repeatable-started": {
      const { script: { path }, statements, mode } = event.repeatable;
      const transaction = mode === "transaction";
      return { type: event.kind, name, path, why: event.why, statements: statements.length, transaction };
    }
    case "repeatable-blocked":
      return { type: event.kind, name, by: event.by };
    case "repeatable-retried":
      return { type: event.kind, name, ...retryData(event.retry) };
    case "repeatable-finished":
    case "repeatable-failed":
      return { type: event.kind, name, durationMs: event.durationMs };
  }
}

function retryData({ attempt, of, delay, error }: Retry) {
  return { attempt, of, delayMs: Math.round(delay), error: error.message };
}

type StepEvent = Extract<RunEvent, { readonly step: PreparedStep }>;

function stepData(
  event: StepEvent,
  step: { readonly revision: string; readonly direction: string },
): EventData {
  switch (event.kind) {
    case "started": {
      const { script, statements } = event.step;
      const message = firstLine(script.message);
      return { type: "step-started", ...step, message, path: script.path, statements: statements.length };
    }
    case "without-transaction":
      return { type: "step-without-transaction", ...step, why: event.why };
    case "foreign-keys-off":
      return { type: "step-foreign-keys-off", ...step };
    case "resumed":
      return { type: "step-resumed", ...step, statementsDone: event.statementsDone };
    case "judged": {
      const { index, done, failed } = event;
      return { type: "step-judged", ...step, statement: index + 1, done, failed };
    }
    case "cleared":
      return { type: "step-cleared", ...step, sql: event.sql };
    case "step-passed":
      return { type: "part-passed", ...step, name: event.name };
    case "step-resumed":
      return { type: "part-resumed", ...step, name: event.name, statementsDone: event.statementsDone };
    case "chunks-started":
      return { type: "chunks-started", ...step, ...chunksData(event.chunks) };
    case "chunk-done":
      return { type: "chunk-done", ...step, ...chunksData(event.chunks), durationMs: event.durationMs };
    case "chunks-done":
      return { type: "chunks-done", ...step, ...chunksData(event.chunks) };
    case "edited":
      return { type: "step-edited", ...step, path: event.step.script.path };
    case "blocked":
      return { type: "step-blocked", ...step, by: event.by };
    case "retried":
      return { type: "step-retried", ...step, ...retryData(event.retry) };
    case "finished":
      return { type: "step-finished", ...step, durationMs: event.durationMs };
    case "failed":
      return { type: "step-failed", ...step, durationMs: event.durationMs };
  }
}

function chunksData({ table, chunks, rows, estimate = 0 }: ChunkProgress) {
  return { table, chunks, rows, estimatedRows: Math.round(estimate) };
}

/** Nothing for one that begins: its end is told. */
function describeWalk({ table, chunks, rows }: ChunkProgress): string[] {
  if (chunks === 0) return [];
  return [`Going on behind ${chunks === 1 ? "1 chunk" : `${chunks} chunks`}, ${rows} rows of ${table}`];
}

function describeRepeatable({ repeatable, why }: RunEvent & { readonly kind: "repeatable-started" }): string {
  const { id, message } = repeatable.script;
  const said = firstLine(message);
  return `${id}${said === "" ? "" : `, ${said}`} (${REASONS[why]})`;
}

const REASONS = {
  new: "new",
  changed: "changed",
  dependency: "what it depends on ran",
} as const satisfies Record<RepeatableReason, string>;

function describeJudged({ step, index, done, failed }: RunEvent & { readonly kind: "judged" }): string {
  const which = `Statement ${index + 1} of ${step.statements.length}`;
  if (failed) return `${which} failed the last time, and is sent again`;
  return `${which} was in flight when the last run ended: it was ${done ? "done" : "not done"}`;
}

function describeRest({ statements }: PreparedStep, done: number): string {
  return done < statements.length ? `statement ${done + 1} of ${statements.length}` : "the end";
}

function describeRetry({ attempt, of, delay, error }: Retry): string {
  const who = error.facts.blocker === undefined ? "" : `, blocked by ${error.facts.blocker}`;
  return `Met a lock (${error.message}${who}): try ${attempt} of ${of} more in ${
    (delay / 1000).toFixed(1)
  } s`;
}
