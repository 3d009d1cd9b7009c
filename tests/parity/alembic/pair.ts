import type { Operations } from "../../../src/script/operations.ts";
import { type Engine, ENGINES } from "../../support/engine.ts";

/** Text that is the same for all engines, or one for each. */
export type PerEngine = string | Readonly<Partial<Record<Engine, string>>>;

/** The same change, said to Alembic and to retort. */
export interface Pair {
  readonly name: string;
  /** All, unless named. */
  readonly engines?: readonly Engine[];
  /** SQL that both find. */
  readonly setup?: PerEngine;
  /** Python; `op`, `sa`, `pg` and `my` are there. On SQLite, `op` carries out in batch mode what needs it. */
  readonly alembic: PerEngine;
  /** Its text becomes a revision; it must not use anything from around it. */
  readonly retort: (op: Operations) => Promise<unknown>;
  /** Naming conventions: SQLAlchemy's, and retort's settings. */
  readonly naming?: {
    readonly alembic: Readonly<Record<string, string>>;
    readonly retort: Readonly<Record<string, string>>;
  };
  /** Rows to compare too. */
  readonly query?: string;
  /** Header lines for the revision, such as `transaction: false`. */
  readonly header?: string;
}

/** The engines that a pair is for. */
export function enginesOf({ engines = ENGINES }: Pair): readonly Engine[] {
  return engines;
}

/** The text for an engine; empty where there is none. */
export function textFor(text: PerEngine | undefined, engine: Engine): string {
  return typeof text === "string" ? text : text?.[engine] ?? "";
}
