import type { Direction } from "../../revision/revision.ts";
import type { Script } from "../../script/script.ts";
import { RetortError } from "../../util/errors.ts";
import type { Mode, PreparedStep } from "../prepare.ts";

/** A step whose statements are known as text, whatever language its revision is written in. */
export interface OfflineStep {
  readonly script: Script;
  readonly direction: Direction;
  readonly mode: Mode;
  /** Why it stands in no transaction. */
  readonly why?: string;
  readonly statements: readonly string[];
  /** How many statements the ledger counts as done after each: those of TypeScript that only read do not count. */
  readonly counts: readonly number[];
  readonly foreignKeysOff: boolean;
  readonly verify: readonly string[];
  /** Whether a run that stopped in it can go on by itself. */
  readonly resumable: boolean;
}

/**
 * A step of an SQL revision.
 *
 * @throws {RetortError} `refused` for `migrate:chunks`, whose ranges only the database knows.
 */
export function sqlStep(step: PreparedStep): OfflineStep {
  if (step.statements.some(({ chunks }) => chunks !== undefined)) {
    throw new RetortError("refused", `${step.script.path}: \`migrate:chunks\` needs a connection`, {
      hint: "Which rows there are is not known when a script is written: run this revision with a connection",
    });
  }
  const { script, direction, mode, why, statements, section, verify } = step;
  return {
    script,
    direction,
    mode,
    ...(why === undefined ? {} : { why }),
    statements: statements.map(({ sql }) => sql),
    counts: statements.map((_, index) => index + 1),
    foreignKeysOff: section.foreignKeys === "off" && mode === "transaction",
    verify: verify.map(({ sql }) => sql),
    resumable: true,
  };
}
