import { type DatabaseCondition, DatabaseError, type DatabaseErrorFacts } from "../database_error.ts";

const CONDITIONS: Readonly<Record<string, DatabaseCondition>> = {
  "42P01": "missing-table",
  "23505": "unique-violation",
  "55P03": "lock-timeout",
  "40P01": "deadlock",
  "42501": "permission-denied",
  "25006": "read-only",
  "53100": "disk-full",
  "58030": "disk-failed",
  "57014": "cancelled",
};

/** What the client reports about a session that is gone, beside the server's own class 57P. */
const LOST = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "25P03",
]);

/** A field of an error that the client threw; undefined where there is none. */
export function errorField(error: unknown, field: string): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Whether an error says that the session is gone. */
export function saysLost(error: unknown): boolean {
  return LOST.has(errorField(error, "code") ?? "");
}

/** What the server said of a statement, as a `DatabaseError`. */
export function statementError(
  error: unknown,
  sql: string,
  { index, before = 0 }: ErrorPlace = {},
): DatabaseError {
  const message = error instanceof Error ? error.message : String(error);
  return new DatabaseError("statement-failed", message, {
    ...facts(error, sql, before),
    index,
    sql,
    cause: error,
  });
}

/** Where a statement stood that failed. */
export interface ErrorPlace {
  /** Which one of a pipeline it is. */
  readonly index?: number | undefined;
  /** How many code points stood before it in what was sent. */
  readonly before?: number;
}

function facts(error: unknown, sql: string, before: number): DatabaseErrorFacts {
  const code = errorField(error, "code");
  const position = Number(errorField(error, "position")) - before;
  const where = errorField(error, "where");
  const inBlock = position > 0 ? undefined : blockPosition(sql, where);
  return {
    sqlState: code,
    condition: CONDITIONS[code ?? ""],
    detail: errorField(error, "detail"),
    hint: errorField(error, "hint"),
    where,
    schema: errorField(error, "schema_name"),
    table: errorField(error, "table_name"),
    column: errorField(error, "column_name"),
    constraint: errorField(error, "constraint_name"),
    ...(position > 0 && { position: utf16Offset(sql, position - 1) }),
    ...(inBlock !== undefined && { position: inBlock }),
  };
}

/** Of what fails while a DO block runs, the server tells the block's line alone; the first counts from its quote on. */
function blockPosition(sql: string, where = ""): number | undefined {
  const line = Number(/\binline_code_block line (\d+)\b/.exec(where)?.[1]);
  const quote = /^(?:LANGUAGE\s+'[^']*'|[\s\S])*?(?:\$[\w\u0080-\uffff]*\$|')/i.exec(sql)?.[0];
  if (!(line > 0) || quote === undefined) return undefined;
  let start = quote.length;
  for (let number = 1; number < line; number++) {
    const end = sql.indexOf("\n", start);
    if (end < 0) return undefined;
    start = end + 1;
  }
  return start + (/^[ \t]*/.exec(sql.slice(start, start + 1000))?.[0].length ?? 0);
}

/** The server counts code points; JavaScript counts UTF-16 units. */
export function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let count = 0; count < codePoints && offset < text.length; count++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
