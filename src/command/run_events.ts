import { describeStep } from "../runtime/describe_step.ts";
import type { RunEvent } from "../runtime/events.ts";
import type { PreparedStep } from "../runtime/prepare.ts";
import type { Retry } from "../runtime/retry.ts";
import type { Output } from "./context.ts";
import type { EventData } from "./event_types.ts";

/** Tells of what happens during a run: a line for a person, an event for a program. */
export function tellEvent(out: Output, event: RunEvent): void {
  if (event.kind === "changed") out.warn(`${event.script.path} is not what was applied`);
  else if (event.kind === "edited") out.warn(`${event.step.script.path} ${EDITED}`);
  else if (DETAILS.has(event.kind)) { for (const line of linesOf(event)) out.detail(line); }
  else for (const line of linesOf(event)) out.info(line);
  out.event(eventData(event));
}

const EDITED = "has changed since it stopped half-way: what is done is not run again";

const DETAILS: ReadonlySet<RunEvent["kind"]> = new Set(["without-transaction", "finished"]);

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
    case "blocked":
      return [`Waiting for a lock: blocked by ${event.by}`];
    case "retried":
      return [describeRetry(event.retry)];
    case "finished":
      return [`Revision ${event.step.script.id} took ${event.durationMs} ms`];
    case "planned":
    case "failed":
    case "changed":
    case "edited":
      return [];
  }
}

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
    default:
      return stepData(event, { revision: event.step.script.id, direction: event.step.direction });
  }
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
    case "edited":
      return { type: "step-edited", ...step, path: event.step.script.path };
    case "blocked":
      return { type: "step-blocked", ...step, by: event.by };
    case "retried": {
      const { attempt, of, delay, error } = event.retry;
      return { type: "step-retried", ...step, attempt, of, delayMs: Math.round(delay), error: error.message };
    }
    case "finished":
      return { type: "step-finished", ...step, durationMs: event.durationMs };
    case "failed":
      return { type: "step-failed", ...step, durationMs: event.durationMs };
  }
}

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

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
