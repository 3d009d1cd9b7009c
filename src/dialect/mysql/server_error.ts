import { onlyOccurrence } from "../ansi/only_occurrence.ts";
import { type DatabaseCondition, DatabaseError, type DatabaseErrorFacts } from "../database_error.ts";

const CONDITIONS: Readonly<Record<number, DatabaseCondition>> = {
  1146: "missing-table",
  1062: "unique-violation",
  1586: "unique-violation",
  1205: "lock-timeout",
  3572: "lock-timeout",
  1213: "deadlock",
  1044: "permission-denied",
  1045: "permission-denied",
  1142: "permission-denied",
  1143: "permission-denied",
  1227: "permission-denied",
  1370: "permission-denied",
  1290: "read-only",
  1792: "read-only",
  1836: "read-only",
  1021: "disk-full",
  1114: "disk-full",
  1317: "cancelled",
  1969: "cancelled",
  3024: "cancelled",
};

/** The session is gone: told by the server (shut down, killed, timed out) or noticed by the client. */
const LOST: ReadonlySet<number> = new Set([
  1053,
  1927,
  2006,
  2013,
  4031,
  45004,
  45009,
  45013,
  45019,
  45026,
]);

const LOST_CODES: ReadonlySet<string> = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT"]);

/** A field of an error that the client threw; undefined where there is none. */
export function errorField(error: unknown, field: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, field) : undefined;
}

/** The server's or the client's number of an error; 0 where there is none. */
export function errorNumber(error: unknown): number {
  const number = errorField(error, "errno");
  return typeof number === "number" ? number : 0;
}

/** What was said, without the statement and the connection's number that the client adds. */
export function errorText(error: unknown): string {
  const text = errorField(error, "sqlMessage");
  if (typeof text === "string" && text !== "") return text;
  return error instanceof Error ? error.message : String(error);
}

/**
 * The client's error with no more than what the server said. The client puts the connection's number and the whole
 * statement into the message; both are told in their own places, where the statement's secrets are masked.
 */
function withoutNoise(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const said = errorText(error);
  const bare = new Error(said);
  bare.stack = error.stack?.replace(error.message, () => said) ?? said;
  return bare;
}

/** Whether an error says that the session is gone. */
export function saysLost(error: unknown): boolean {
  return LOST.has(errorNumber(error)) || LOST_CODES.has(String(errorField(error, "code")));
}

/** What the server said of a statement, as a `DatabaseError`. */
export function statementError(error: unknown, sql: string, index?: number): DatabaseError {
  return new DatabaseError("statement-failed", errorText(error), {
    ...facts(error, sql),
    index,
    sql,
    cause: withoutNoise(error),
  });
}

function facts(error: unknown, sql: string): DatabaseErrorFacts {
  const number = errorNumber(error);
  const state = errorField(error, "sqlState");
  const text = errorText(error);
  const diskFull = number === 1030 && /error 28\b/i.test(text);
  return {
    sqlState: typeof state === "string" ? state : undefined,
    vendorCode: number === 0 ? undefined : `${number}`,
    condition: diskFull ? "disk-full" : CONDITIONS[number],
    ...place(text, sql),
  };
}

/** Messages that name what the statement's text has wrong. */
const NAMED = [
  /^Unknown (?:column|table|database|procedure|storage engine|collation|character set|key|index) '([^']+)'/,
  /^Table '([^']+)' (?:doesn't exist|already exists)/,
  /^Duplicate (?:column|key) name '([^']+)'/,
  /^Key column '([^']+)' doesn't exist/,
  /^Can't DROP [\w ]+ [`']([^`']+)[`']; check/,
  /^(?:FUNCTION|PROCEDURE|SEQUENCE|VIEW|TRIGGER) (\S+) (?:does not exist|already exists)/,
];

/** `near '…' at line N` is all that the server tells of a place, and only of syntax; of some others it tells a name. */
function place(text: string, sql: string): DatabaseErrorFacts {
  const [, near, number] = /near '([\s\S]*)' at line (\d+)\s*$/.exec(text) ?? [];
  if (near === undefined || number === undefined) {
    const named = NAMED.map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined);
    return named === undefined ? {} : { position: onlyOccurrence(sql, named) };
  }
  const line = Number(number);
  return { line, near, position: nearPosition(sql, near, line) };
}

/**
 * The near text is what follows in the statement, cut off with `...` after 80 bytes, and with `?` for what is beyond the basic
 * plane: it is looked for from its line on.
 */
function nearPosition(sql: string, near: string, line: number): number {
  if (near === "") return sql.length;
  const start = lineStart(sql, line);
  const text = near.replace(/\ufffd*(?:\.\.\.)?$/, "").replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const pattern = new RegExp(text.replaceAll("\\?", "(?:\\?|[\\u{10000}-\\u{10ffff}])"), "gu");
  pattern.lastIndex = start;
  const found = pattern.exec(sql)?.index ?? start;
  return found + (/^\s*/.exec(near)?.[0].length ?? 0);
}

function lineStart(sql: string, line: number): number {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = sql.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  return start;
}
