import type { WalkPlace } from "../chunks/walk_place.ts";
import { type CodeProgress, NOTHING } from "./code_progress.ts";
import { stepDiffers, stepMissing } from "./code_resume.ts";
import { chained, Replay } from "./replay.ts";
import type { StepRun } from "../step_run.ts";
import type { Told } from "./typescript_call.ts";

/** What an earlier try of a TypeScript revision has done, and how far this one has come along it. */
export class EarlierTry {
  readonly #run: StepRun;
  readonly progress: CodeProgress;
  /** How many of its steps this one has come to. */
  #met = 0;
  #replay: Replay | undefined;
  #walk: WalkPlace | undefined;

  constructor(run: StepRun, progress: CodeProgress = NOTHING) {
    this.#run = run;
    this.progress = progress;
  }

  /** Whether statements that are done come again before anything is sent. */
  get replaying(): boolean {
    return this.#replay !== undefined;
  }

  /**
   * Comes to a step: one that was done, one that stopped half-way, or a new one.
   *
   * @throws {HalfAppliedError} where another step was to come.
   */
  meet(name: string): "done" | "under-way" | "new" {
    const { row, emit, step } = this.#run;
    const expected = this.#expected();
    if (expected === undefined) return "new";
    if (expected !== name && row !== undefined) throw stepMissing(row, expected, name);
    const { steps, sent, walk } = this.progress;
    const done = this.#met++ < steps.length;
    if (!done) this.#walk = walk;
    if (!done && sent > 0) this.#replay = new Replay(this.progress);
    if (done || sent > 0) {
      emit({ kind: done ? "step-passed" : "step-resumed", step, name, statementsDone: sent });
    }
    return done ? "done" : "under-way";
  }

  /** Passes over a statement that is done; `asks` for one that only looks, which nobody can repeat. */
  again<T>(call: Told & { readonly again: (rows: number) => T | undefined }, asks: boolean): T {
    const { environment } = this.#run;
    const rows = asks ? undefined : this.#replay?.pass((chain) => chained(chain, call, environment));
    const result = rows === undefined ? undefined : call.again(rows);
    if (result === undefined) throw this.#differs();
    if (this.#replay?.ended) this.#replay = undefined;
    return result;
  }

  /** Where a walk goes on that stopped half-way: the next thing that its step does. */
  resumedWalk(of: string): WalkPlace | undefined {
    const walk = this.#walk;
    this.#walk = undefined;
    if (walk !== undefined && walk.of !== of) throw this.#differs();
    return walk;
  }

  /** Says no where what was done has not come again before something else is sent, or the step ends. */
  refuseLeft(): void {
    if (this.#replay !== undefined || this.#walk !== undefined) throw this.#differs();
  }

  /** Says no where a step that was done has not come again before the end. */
  refuseMissing(): void {
    const missing = this.#expected();
    const { row } = this.#run;
    if (missing !== undefined && row !== undefined) throw stepMissing(row, missing, undefined);
  }

  #expected(): string | undefined {
    const { steps, step } = this.progress;
    return [...steps, ...(step === null ? [] : [step])][this.#met];
  }

  #differs(): Error {
    return stepDiffers(this.#run.row, this.progress.step ?? "");
  }
}
