import type { Script } from "../script/script.ts";
import type { PreparedStep } from "./prepare.ts";
import type { RepeatableReason } from "./repeatable/due.ts";
import type { Retry } from "./retry.ts";

/** How far a table has been walked. */
export interface ChunkProgress {
  readonly table: string;
  /** Chunks and rows that are done, those of earlier runs among them. */
  readonly chunks: number;
  readonly rows: number;
  /** How many rows there may be; undefined where the engine keeps no count. */
  readonly estimate: number | undefined;
}

/** What happens during a run, as it happens: the reporter prints it, the library hands it on. */
export type RunEvent =
  | { readonly kind: "waiting"; readonly holder: string }
  | { readonly kind: "changed"; readonly script: Script }
  | { readonly kind: "lost"; readonly script: Script }
  | {
    /** Every step has been checked, and they begin. */
    readonly kind: "planned";
    readonly steps: readonly PreparedStep[];
  }
  /** Repeatables run once nothing is pending, and something is. */
  | { readonly kind: "repeatables-left"; readonly pending: number }
  /** A repeatable that ran has no file any more. */
  | { readonly kind: "repeatable-gone"; readonly name: string }
  | {
    readonly kind: "repeatable-started";
    readonly repeatable: PreparedStep;
    readonly why: RepeatableReason;
  }
  | { readonly kind: "repeatable-blocked"; readonly repeatable: PreparedStep; readonly by: string }
  | { readonly kind: "repeatable-retried"; readonly repeatable: PreparedStep; readonly retry: Retry }
  | { readonly kind: "repeatable-finished"; readonly repeatable: PreparedStep; readonly durationMs: number }
  | { readonly kind: "repeatable-failed"; readonly repeatable: PreparedStep; readonly durationMs: number }
  | { readonly kind: "started"; readonly step: PreparedStep }
  | { readonly kind: "without-transaction"; readonly step: PreparedStep; readonly why: string }
  | {
    /** The step is rolled back and begun again without foreign keys, because it rebuilds a table that others refer to. */
    readonly kind: "foreign-keys-off";
    readonly step: PreparedStep;
  }
  | { readonly kind: "resumed"; readonly step: PreparedStep; readonly statementsDone: number }
  | {
    /** What the database says of the statement that was in flight when the last run ended. */
    readonly kind: "judged";
    readonly step: PreparedStep;
    readonly index: number;
    readonly done: boolean;
    /** Whether it had come back with an error. */
    readonly failed: boolean;
  }
  | { readonly kind: "cleared"; readonly step: PreparedStep; readonly sql: string }
  | {
    /** A named step of a TypeScript revision was done before, or stopped half-way and is done over. */
    readonly kind: "step-passed" | "step-resumed";
    readonly step: PreparedStep;
    readonly name: string;
    /** How many of its statements are not sent again. */
    readonly statementsDone: number;
  }
  | {
    /** A table is about to be walked in chunks, from its beginning or from where an earlier run stopped. */
    readonly kind: "chunks-started";
    readonly step: PreparedStep;
    readonly chunks: ChunkProgress;
  }
  | {
    readonly kind: "chunk-done";
    readonly step: PreparedStep;
    readonly chunks: ChunkProgress;
    readonly durationMs: number;
  }
  | { readonly kind: "chunks-done"; readonly step: PreparedStep; readonly chunks: ChunkProgress }
  /** The file of a TypeScript revision that stopped half-way is not what it was. */
  | { readonly kind: "edited"; readonly step: PreparedStep }
  | { readonly kind: "blocked"; readonly step: PreparedStep; readonly by: string }
  | { readonly kind: "retried"; readonly step: PreparedStep; readonly retry: Retry }
  | { readonly kind: "finished"; readonly step: PreparedStep; readonly durationMs: number }
  | { readonly kind: "failed"; readonly step: PreparedStep; readonly durationMs: number };

/** Takes events; must not throw. */
export type Emit = (event: RunEvent) => void;
