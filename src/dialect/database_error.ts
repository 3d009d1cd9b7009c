import { type ErrorCode, RetortError } from "../util/errors.ts";

/** What went wrong, in words that every engine shares; absent where nobody needs to tell. */
export type DatabaseCondition =
  | "missing-table"
  | "unique-violation"
  | "lock-timeout"
  | "deadlock"
  | "permission-denied"
  | "read-only"
  | "disk-full"
  | "disk-failed"
  | "cancelled";

/** All that the server said of a failure. */
export interface DatabaseErrorFacts {
  /** SQLSTATE, or the engine's own code (`SQLITE_CONSTRAINT_UNIQUE`, `1064`). */
  readonly sqlState?: string | undefined;
  readonly vendorCode?: string | undefined;
  readonly condition?: DatabaseCondition | undefined;
  readonly detail?: string | undefined;
  /** The server's own hint. */
  readonly hint?: string | undefined;
  /** What retort knows of such an error, for engines that give no hints. */
  readonly note?: string | undefined;
  /** What the failed statement, or those before it, have done that no rollback took back, in a sentence. */
  readonly leftBehind?: string | undefined;
  /** What to do about it, where retort itself has found it. */
  readonly wayOut?: string | undefined;
  /** Where in the statement: a UTF-16 offset into its text. */
  readonly position?: number | undefined;
  /** The line in the statement, from 1, for engines that tell no more than that. */
  readonly line?: number | undefined;
  /** The text that the server says it stopped near, for engines that quote it. */
  readonly near?: string | undefined;
  /** The server's context: the function, the internal query. */
  readonly where?: string | undefined;
  /** The object that the server names, for engines that tell. */
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
  /** Who held the lock that was waited for, as far as it could be seen. */
  readonly blocker?: string | undefined;
  /** Which statement of a pipeline failed, from 0. */
  readonly index?: number | undefined;
  /** The statement that failed, as it was sent. */
  readonly sql?: string | undefined;
  readonly cause?: unknown;
}

/** A failure that the engine or its client reported. */
export class DatabaseError extends RetortError {
  override readonly name = "DatabaseError";
  readonly facts: DatabaseErrorFacts;

  constructor(code: ErrorCode, message: string, facts: DatabaseErrorFacts = {}) {
    super(code, message, { hint: facts.wayOut ?? facts.hint ?? facts.note, cause: facts.cause });
    this.facts = facts;
  }

  /** What failed here is a statement of retort's own: those of revisions are told with their place. */
  override details(): readonly string[] {
    const { sql } = this.facts;
    return [
      ...(sql === undefined ? [] : [`at ${shortened(sql, LONGEST_STATEMENT)}`]),
      ...factLines(this.facts),
    ];
  }

  override data(): { readonly [key: string]: unknown } {
    return { statement: this.facts.sql, ...factData(this.facts) };
  }
}

const LONGEST_STATEMENT = 300;

/** A statement on one line, cut where it is longer than so many characters. */
export function shortened(sql: string, longest: number): string {
  const line = sql.trim().replace(/\s+/g, " ");
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}

/** What the server said beside its message and its hint, one line each. */
export function factLines(facts: DatabaseErrorFacts): string[] {
  const code = facts.sqlState ?? facts.vendorCode;
  const number = code === facts.vendorCode || facts.vendorCode === undefined ? "" : ` (${facts.vendorCode})`;
  return [
    ...(code === undefined ? [] : [`code: ${code}${number}`]),
    ...(facts.detail === undefined ? [] : [`detail: ${facts.detail}`]),
    ...(facts.where === undefined ? [] : [`context: ${facts.where}`]),
    ...(facts.blocker === undefined ? [] : [`blocked by ${facts.blocker}`]),
  ];
}

/** The same for a program. */
export function factData(facts: DatabaseErrorFacts): { readonly [key: string]: unknown } {
  const { sqlState, vendorCode, detail, where, schema, table, column, constraint, blocker } = facts;
  const object = Object.entries({ schema, table, column, constraint }).filter(([, name]) =>
    name !== undefined
  );
  return {
    sqlState,
    vendorCode,
    detail,
    where,
    blocker,
    object: object.length === 0 ? undefined : Object.fromEntries(object),
  };
}
