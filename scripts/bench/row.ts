import type { Program } from "./program.ts";

/** Who is measured in a row: retort itself, the least that could do the same, or another tool. */
export type Role = "retort" | "floor" | "peer";

/** One side of a comparison. */
export interface Contender {
  readonly name: string;
  readonly role: Role;
  readonly program: Program;
  /** Sets the stage before each run; not measured. */
  readonly before?: () => Promise<void>;
}

/** One line of the budget: what is measured, who takes part, and what is wanted of retort. */
export interface Row {
  readonly id: string;
  readonly title: string;
  /** The budget's words. */
  readonly target: string;
  /** How many runs are enough, when nobody says otherwise. */
  readonly runs: number;
  /** Builds what the row needs; called just before it is measured. */
  prepare(): Promise<readonly Contender[]>;
}
