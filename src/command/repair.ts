import type { LedgerRow } from "../dialect/dialect.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import { describePlace } from "../runtime/chunks/walk_place.ts";
import { statementPlace, stoppedCommand, walkOf } from "../runtime/half_applied.ts";
import { readLedger } from "../runtime/ledger.ts";
import { type Answer, answered, type HalfDone, halfDoneStep, repairRow } from "../runtime/repair.ts";
import { count } from "../util/count.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import { confirmProtected } from "./confirm_protected.ts";
import type { Context, ExitCode } from "./context.ts";
import { moveDatabase } from "./move_database.ts";
import { openScripts } from "./scripts.ts";

/** What `repair` takes: an answer, and a revision where more than one is half-done. */
export interface RepairValues {
  readonly arguments: readonly string[];
  readonly resume?: boolean;
  readonly done?: boolean;
  readonly undone?: boolean;
  readonly accept?: readonly string[];
}

/** What is to be done: mark, go on, or one after the other. */
interface Decision {
  readonly answer?: Answer;
  readonly resume: boolean;
}

/**
 * Settles what stopped half-way, as a person has found it, or records an applied file as it is now.
 *
 * Exit code: 0 settled, or nothing to settle · 2 nobody can be asked · 7 it still cannot go on · 8 a protected profile.
 */
export async function run(values: RepairValues, context: Context): Promise<ExitCode> {
  if (values.accept !== undefined) {
    const { acceptFiles } = await import("./accept_files.ts");
    return await acceptFiles(values, values.accept, context);
  }
  refuseContradiction(values);
  const { graph } = openScripts(context);
  const decided = await mark(values, context, graph);
  if (decided === undefined) return 0;
  const { row, decision: { resume } } = decided;
  if (!resume) return report(context, row, decided.decision);
  return await goOn(context, row);
}

function refuseContradiction({ done, undone }: RepairValues): void {
  if (!done || !undone) return;
  throw new RetortError("usage", "--done and --undone contradict each other", {
    hint: "Look at the database: was what was under way done, or was it not?",
  });
}

interface Decided {
  readonly row: LedgerRow;
  readonly decision: Decision;
}

async function mark(
  values: RepairValues,
  context: Context,
  graph: RevisionGraph<Script>,
): Promise<Decided | undefined> {
  const { out } = context;
  await using environment = await openEnvironment(context);
  const { halfDone } = await readLedger(environment);
  const row = choose(halfDone, values.arguments[0]);
  if (row === undefined) {
    out.report({ repaired: null }, () => ["Nothing is half-done"]);
    return undefined;
  }
  const half = halfDoneStep(row, scriptOf(graph, row), environment);
  for (const line of describe(half)) out.info(line);
  const decision = decisionOf(values) ?? await ask(context, half);
  const { answer } = decision;
  const flags = [...(answer === undefined ? [] : [`--${answer}`]), ...(decision.resume ? ["--resume"] : [])];
  await confirmProtected(context, `\`retort repair ${row.revision} ${flags.join(" ")}\``);
  if (answer !== undefined) await answerWith(context, environment, half, answer);
  return { row, decision };
}

async function answerWith(
  { out }: Context,
  environment: Environment,
  half: HalfDone,
  answer: Answer,
): Promise<void> {
  const onWait = (holder: string) => out.info(`Waiting for the lock: ${holder}`);
  const change = answered(half, answer, environment);
  await repairRow({ environment, onWait, row: half.row, change });
  out.info(`Recorded: ${describeAnswer(half, answer)}`);
}

function describeAnswer({ row, step, statement, name }: HalfDone, answer: Answer): string {
  if (name !== undefined) return `step '${name}' is ${answer}`;
  if (statement !== undefined) return `statement ${statement + 1} of ${step.statements.length} is ${answer}`;
  const there = (row.state === "upgrading") === (answer === "done");
  return `revision ${row.revision} is ${there ? "applied" : "not applied"}`;
}

/** The half-done row that is meant; undefined where there is none. */
function choose(halfDone: readonly LedgerRow[], wanted: string | undefined): LedgerRow | undefined {
  const [first, ...more] = halfDone;
  const list = halfDone.map(({ revision }) => revision).join(", ");
  if (wanted !== undefined) {
    const found = halfDone.filter(({ revision }) => revision.startsWith(wanted));
    const [row, ...others] = found;
    if (row !== undefined && others.length === 0) return row;
    const hint = first === undefined ? "Nothing is half-done" : `Half-done: ${list}`;
    throw new RetortError(
      "usage",
      `'${wanted}' is ${others.length === 0 ? "no" : "more than one"} half-done revision`,
      {
        hint,
      },
    );
  }
  if (more.length === 0) return first;
  throw new RetortError("usage", "More than one revision is half-done", {
    hint: `Name one of them: ${list}`,
  });
}

function scriptOf(graph: RevisionGraph<Script>, { revision, path }: LedgerRow): Script {
  const script = graph.find(revision);
  if (script !== undefined) return script;
  throw new RetortError("unknown-revision", `No file has the half-done revision ${revision}`, {
    hint: `\`retort pull ${revision}\` writes ${path} back`,
  });
}

function* describe({ row, step, journal, statement }: HalfDone): Iterable<string> {
  const walk = walkOf(row);
  yield `The ${stoppedCommand(row)} of revision ${row.revision} stopped after ${
    count(row.statements_done, "statement")
  }${walk === undefined ? "" : ` and ${describePlace(walk)}`}` +
    (journal.error === null ? "" : `: ${journal.error}`);
  if (statement === undefined) return;
  yield* statementPlace(step, step.statements[statement], statement).lines ?? [];
}

function decisionOf({ done, undone, resume = false }: RepairValues): Decision | undefined {
  if (done) return { answer: "done", resume };
  if (undone) return { answer: "undone", resume };
  return resume ? { resume } : undefined;
}

const ANSWERS: Readonly<Record<string, Decision>> = {
  r: { resume: true },
  resume: { resume: true },
  d: { answer: "done", resume: false },
  done: { answer: "done", resume: false },
  u: { answer: "undone", resume: false },
  undone: { answer: "undone", resume: false },
};

/** All that is no answer settles nothing. */
async function ask({ out }: Context, { row: { revision }, statement, name }: HalfDone): Promise<Decision> {
  const whole = name === undefined ? "the revision" : `step '${name}'`;
  const what = statement === undefined ? whole : "the statement";
  if (!out.interactive) {
    throw new RetortError("question-unasked", `Nobody can be asked how ${what} stands`, {
      hint: `Say it: \`retort repair ${revision} --done\`, \`--undone\` or \`--resume\``,
    });
  }
  const typed = await out.ask(
    `Was ${what} [d]one, is it [u]ndone, or look once more and [r]esume? Anything else changes nothing:`,
  );
  const decision = ANSWERS[typed.trim().toLowerCase()];
  if (decision !== undefined) return decision;
  throw new RetortError("half-applied", `Revision ${revision} stays half-done: nothing was decided`, {
    hint: `Look at the database, and run \`retort repair ${revision}\` again`,
  });
}

function report({ out }: Context, row: LedgerRow, { answer }: Decision): ExitCode {
  const { revision } = row;
  const command = stoppedCommand(row);
  out.report(
    { repaired: { revision, direction: command, answer: answer ?? null } },
    (style) => [`Settled ${style.bold(revision)}: run \`retort ${command}\` again to go on`],
  );
  return 0;
}

/** Runs that one revision the way that it was going, unless the answer has settled it as a whole. */
async function goOn(context: Context, { revision, ...row }: LedgerRow): Promise<ExitCode> {
  const direction = stoppedCommand({ revision, ...row });
  return await moveDatabase(context, {
    direction,
    plan: (graph, { halfDone }) => {
      const script = graph.find(revision);
      const open = script !== undefined && halfDone.some((each) => each.revision === revision);
      return { from: [], to: [], steps: open ? [{ revision: script, direction }] : [] };
    },
  });
}
