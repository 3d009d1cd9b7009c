import type { Statement } from "../sql/statement.ts";
import type { Connection } from "./dialect.ts";

/** What the database says of a statement whose end nobody saw. */
export type Verdict =
  | {
    /** `undone`: it left nothing that matters, and may be sent once more. */
    readonly kind: "done" | "undone";
    /** What has to run first, to clear away what it left half-made: an INVALID index. Mostly empty. */
    readonly cleanup: readonly Statement[];
  }
  | {
    readonly kind: "unknown";
    readonly why: string;
    /** Whether that is so even after an error, which mostly says that nothing was done. */
    readonly evenFailed: boolean;
  };

/** Why a statement that came back without an error has not done what it says, and what to do about it. */
export interface Flaw {
  readonly message: string;
  readonly hint: string;
}

/**
 * How an engine finds out whether a statement was done that cannot share a transaction with its mark in the ledger.
 * What is gathered before the statement is a text, because it is kept in the ledger until the statement has come back.
 */
export interface Evidence {
  /**
   * Whether a statement can stand in a transaction with its mark, beside what is known to end or to refuse one, and
   * never commits inside itself.
   */
  joins(sql: string): boolean;
  /** What can be seen of the statement before it is sent; undefined where looking would not help. */
  gather(connection: Connection, sql: string): Promise<string | undefined>;
  /** What the same look says now. */
  judge(connection: Connection, gathered: string): Promise<Verdict>;
  /** Looks at a statement that has come back. Absent for engines whose statements do what they say. */
  flaw?(connection: Connection, gathered: string): Promise<Flaw | undefined>;
  /**
   * Whether a statement does nothing but set up the session that it runs in (SET, USE, PRAGMA): what goes on in a
   * new session sends it again.
   */
  setsSession(sql: string): boolean;
}

/** The verdict on what may be sent twice whatever became of it. */
export const REPEATABLE: Verdict = { kind: "undone", cleanup: [] };

/** The verdict on what certainly came to its end. */
export const DONE: Verdict = { kind: "done", cleanup: [] };
