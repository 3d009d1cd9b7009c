import { isWalkPlace, type WalkPlace } from "../chunks/walk_place.ts";

/** How far the code of a TypeScript revision came, as far as no ROLLBACK can take it back. */
export interface CodeProgress {
  /** The steps that are done, in their order. */
  readonly steps: readonly string[];
  /** The step that is under way. */
  readonly step: string | null;
  /** How many statements of it are done, the digest of these, and what each gave back: `[rows, how often]`. */
  readonly sent: number;
  readonly chain: string;
  readonly counts: readonly (readonly [rows: number, times: number])[];
  /** Whether it asked the database something: then it may go another way when it is done over. */
  readonly asked: boolean;
  /** How many statements are done that stand in no step. */
  readonly outside: number;
  readonly statements: number;
  /** How far the table that is under way has been walked. */
  readonly walk?: WalkPlace | undefined;
}

/** What stays of code that failed. */
export interface CodeKept {
  readonly committed: number;
  readonly resumption: Resumption;
}

/**
 * How the next run goes on. alone: all that is kept stands in steps · settled: once `repair` has been told how a step
 * stands that asked the database what to do · never: what is kept stands in no step.
 */
export type Resumption = "alone" | "settled" | "never";

/** How a run goes on behind such progress. */
export function resumptionOf(progress: CodeProgress): Resumption {
  if (progress.outside > 0) return "never";
  return mayDiffer(progress) ? "settled" : "alone";
}

/** Whether the step under way has done something, and may go another way when it is done over. */
export function mayDiffer({ step, sent, asked }: CodeProgress): boolean {
  return step !== null && sent > 0 && asked;
}

/** Before the first statement. */
export const NOTHING: CodeProgress = {
  steps: [],
  step: null,
  sent: 0,
  chain: "",
  counts: [],
  asked: false,
  outside: 0,
  statements: 0,
};

const NO_STEP = { step: null, sent: 0, chain: "", counts: [], asked: false, walk: undefined } as const;
/** Beyond this the journal would grow with every statement: then the step counts as one that asked. */
const MOST_COUNTS = 500;

/** A step begins. */
export function stepBegun(progress: CodeProgress, step: string): CodeProgress {
  return { ...progress, ...NO_STEP, step };
}

/** The step under way is done. */
export function stepDone(progress: CodeProgress): CodeProgress {
  const { step, steps } = progress;
  return { ...progress, ...NO_STEP, steps: step === null ? steps : [...steps, step] };
}

/** The step under way has failed and the revision goes on: what it did stands in no step any more. */
export function stepLeft(progress: CodeProgress): CodeProgress {
  const { outside, sent, walk } = progress;
  return { ...progress, ...NO_STEP, outside: outside + sent + (walk === undefined ? 0 : 1) };
}

/** A chunk of the walk under way is done, by so many statements. */
export function chunkDone(progress: CodeProgress, walk: WalkPlace, statements: number): CodeProgress {
  return { ...progress, walk, statements: progress.statements + statements };
}

/** Whether nothing of it is in the database. */
export function isNothing({ steps, outside, statements, walk }: CodeProgress): boolean {
  return steps.length === 0 && outside === 0 && statements === 0 && walk === undefined;
}

/** One more statement is done: of the step under way, or of none. */
export function statementDone(
  progress: CodeProgress,
  { chain, rows, inStep }: { readonly chain: string; readonly rows: number; readonly inStep: boolean },
): CodeProgress {
  const statements = progress.statements + 1;
  if (!inStep) return { ...progress, statements, outside: progress.outside + 1 };
  const counts = counted(progress.counts, rows);
  const asked = progress.asked || counts.length > MOST_COUNTS;
  const sent = progress.sent + 1;
  return { ...progress, statements, sent, chain, counts: asked ? [] : counts, asked, walk: undefined };
}

function counted(counts: CodeProgress["counts"], rows: number): CodeProgress["counts"] {
  const last = counts.at(-1);
  if (last?.[0] !== rows) return [...counts, [rows, 1]];
  return [...counts.slice(0, -1), [rows, last[1] + 1]];
}

/** Whether a value is one that these functions made. */
export function isCodeProgress(value: unknown): value is CodeProgress {
  if (typeof value !== "object" || value === null) return false;
  const of = (key: string): unknown => Reflect.get(value, key);
  const steps = of("steps");
  const step = of("step");
  return Array.isArray(steps) && steps.every((name) => typeof name === "string") &&
    (step === null || typeof step === "string") && typeof of("chain") === "string" &&
    Array.isArray(of("counts")) && typeof of("asked") === "boolean" &&
    (of("walk") === undefined || isWalkPlace(of("walk"))) &&
    ["sent", "outside", "statements"].every((key) => typeof of(key) === "number");
}
