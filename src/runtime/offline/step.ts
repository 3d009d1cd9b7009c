import type { Direction } from "../../revision/revision.ts";
import type { Script } from "../../script/script.ts";
import { isChunked } from "../chunks/chunked_statement.ts";
import type { Mode, PreparedStep } from "../prepare.ts";
import { chunkLoops, inOneGo, type OfflineLoop } from "./chunks.ts";
import type { OfflinePlace } from "./place.ts";

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
  /** What stands in the file, where a statement is written otherwise: the ledger knows statements by it. */
  readonly sources?: readonly string[];
  /** Statements that record by themselves how far they have come, by their index. */
  readonly loops?: ReadonlyMap<number, OfflineLoop>;
  /** Whether a run that stopped in it can go on by itself. */
  readonly resumable: boolean;
}

/** A step of an SQL revision. */
export function sqlStep(step: PreparedStep, place: OfflinePlace): OfflineStep {
  const { script, direction, mode, why, statements, section, verify } = step;
  const chunked = statements.some(isChunked);
  return {
    script,
    direction,
    mode,
    ...(why === undefined ? {} : { why }),
    statements: statements.map((each) => isChunked(each) ? inOneGo(each, place) : each.sql),
    ...(chunked && { sources: statements.map(({ sql }) => sql), loops: chunkLoops(statements, place) }),
    counts: statements.map((_, index) => index + 1),
    foreignKeysOff: section.foreignKeys === "off" && mode === "transaction",
    verify: verify.map(({ sql }) => sql),
    resumable: true,
  };
}
