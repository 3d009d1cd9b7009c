import { type DatabaseCondition, DatabaseError, type DatabaseErrorFacts } from "../database_error.ts";
import { failureNear, failurePosition } from "./failure_position.ts";
import { resultCodeName } from "./result_codes.ts";

/** What is known of a failure beside the error itself. */
export interface FailureContext {
  readonly sql: string;
  /** Whether the statement could not even be prepared: then its text is at fault. */
  readonly preparing: boolean;
  /** Runs a text for the offset that only `exec()` tells. */
  readonly explain: (sql: string) => void;
  /** Whether the failure took the whole transaction with it. */
  readonly transactionLost: boolean;
}

const CONDITIONS: Readonly<Record<number, DatabaseCondition>> = {
  3: "permission-denied",
  5: "lock-timeout",
  6: "lock-timeout",
  8: "read-only",
  9: "cancelled",
  10: "disk-failed",
  11: "disk-failed",
  13: "disk-full",
  23: "permission-denied",
};

const UNIQUE = new Set([1555, 2067, 2579]);

const NOTES: Readonly<Record<number, string>> = {
  5: "Another connection is writing: let it finish, or wait longer with --lock-timeout",
  8: "The file or its folder is write-protected, or the connection was opened for reading only",
  10: "The disk, or a limit on the size of files (ulimit -f), did not let SQLite read or write",
  11: "The file is damaged: restore a backup, or try `.recover` of the sqlite3 shell on a copy",
  13: "Make room on the disk of the database and of the temporary folder",
  26: "The file is something else than a database, or it is encrypted",
  787: "Rows refer to the ones that were changed, or to none; a section that rebuilds a referenced table " +
    "is marked `foreign_keys:off`",
};

/** SQLite's extended result code of an error; undefined for an error that is not SQLite's. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode : undefined;
}

/** Whether trying again can help: another connection holds a lock, and no stale snapshot is in the way. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && (code & 0xff) === 5 && code !== 517;
}

/** What SQLite reported, as retort reports it. */
export function sqliteFailure(error: unknown, context: FailureContext): DatabaseError {
  const message = error instanceof Error ? error.message : String(error);
  const code = resultCode(error);
  if (code === undefined) {
    return new DatabaseError("statement-failed", message, { sql: context.sql, cause: error });
  }
  const refused = isRebuildRefused(code, message);
  const told = wording(code, refused ? message.replaceAll(/_retort_new_(?:\d+_)?/g, "") : message);
  const rebuilt = refused ? { note: ROWS_REFUSED } : {};
  return new DatabaseError("statement-failed", told, { ...facts(error, code, message, context), ...rebuilt });
}

/** What the names begin with under which rebuilds make their new tables. */
export const NEW_TABLE_PREFIX = "_retort_new_";

const ROWS_REFUSED =
  "The table is rebuilt, and a row that is there already breaks this rule: mend the rows first, in the same revision";

/** Whether a row breaks a rule of the table into which it is copied. */
function isRebuildRefused(code: number, message: string): boolean {
  return (code & 0xff) === 19 && message.includes(NEW_TABLE_PREFIX);
}

function facts(error: unknown, code: number, message: string, context: FailureContext): DatabaseErrorFacts {
  const atFault = context.preparing && code === 1;
  return {
    sqlState: resultCodeName(code),
    vendorCode: String(code),
    condition: condition(code, message),
    detail: context.transactionLost ? "SQLite has rolled the whole transaction back" : undefined,
    note: NOTES[code] ?? NOTES[code & 0xff],
    position: atFault ? failurePosition(context.sql, message, context.explain) : undefined,
    near: atFault ? failureNear(message) : undefined,
    sql: context.sql,
    cause: error,
  };
}

function condition(code: number, message: string): DatabaseCondition | undefined {
  if (UNIQUE.has(code)) return "unique-violation";
  if (code === 1 && message.startsWith("no such table: ")) return "missing-table";
  return CONDITIONS[code & 0xff];
}

function wording(code: number, message: string): string {
  if (code === 25) return "More values were given than the statement has placeholders for";
  return message;
}
