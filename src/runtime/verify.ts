import { DatabaseError } from "../dialect/database_error.ts";
import type { Connection, Dialect } from "../dialect/dialect.ts";
import { type ScriptStatement, sectionFor, statementsOf } from "../script/parse.ts";
import type { Script, Section } from "../script/script.ts";
import { positionAt } from "../sql/position.ts";
import { transactionControl } from "../sql/statement_kind.ts";
import type { Statement } from "../sql/statement.ts";
import { RetortError } from "../util/errors.ts";

/** What reading a verify section needs to know of the database. */
export interface VerifyTarget {
  readonly dialect: Dialect;
  readonly server: Connection["server"];
}

/**
 * The queries of the verify section that fits the engine; none where the file has no such section.
 *
 * @throws {RetortError} `file-invalid` for what is no query: it would end the transaction that it is to judge.
 */
export function verifyQueries(
  script: Script,
  sections: readonly Section[],
  target: VerifyTarget,
): readonly ScriptStatement[] {
  const { dialect, server } = target;
  const section = sectionFor(sections, "verify", dialect.sectionNames(server.product), script.path);
  if (section === undefined) return [];
  const queries = statementsOf(section, dialect.lexicon);
  for (const { sql, span } of queries) {
    if (canBeAsked(sql, target)) continue;
    const { line } = positionAt(script.text, span.start);
    throw new RetortError("file-invalid", `${script.path}:${line}: a verify section holds queries only`, {
      hint:
        "It runs after the way up, and again in `retort status --deep`: move the statement to `migrate:up`",
    });
  }
  return queries;
}

function canBeAsked(sql: string, { dialect, server }: VerifyTarget): boolean {
  return transactionControl(sql, dialect.lexicon) === undefined && !dialect.commitsImplicitly(sql) &&
    dialect.autocommitReason(sql, server) === undefined;
}

/** What verify queries are asked on. */
export interface VerifyPlace {
  readonly dialect: Pick<Dialect, "integerBooleans">;
  readonly connection: Pick<Connection, "query">;
}

/**
 * Asks verify queries one after the other: each must run, and must not answer with a single false.
 *
 * @throws {DatabaseError} whose `index` counts on from `first`, for the query that failed or said false.
 */
export async function verify(
  queries: readonly Statement[],
  { dialect, connection }: VerifyPlace,
  first = 0,
): Promise<void> {
  for (const [index, { sql }] of queries.entries()) {
    const rows = await connection.query<object>(sql).catch((error: unknown) => {
      throw placed(error, first + index);
    });
    if (!saysFalse(rows, dialect.integerBooleans === true)) continue;
    throw new DatabaseError("statement-failed", SAID_FALSE, { sql, index: first + index });
  }
}

/** The message of a query that has run and said that the way up did not work. */
export const SAID_FALSE = "Verify said false";

function placed(error: unknown, index: number): unknown {
  if (!(error instanceof DatabaseError)) return error;
  return new DatabaseError(error.code, error.message, { ...error.facts, index, cause: error });
}

/**
 * One row of one column that is false; every other answer is as good as true. NULL is no false, as in CHECK: an
 * aggregate over a table without rows is NULL.
 */
export function saysFalse(rows: readonly object[], integerBooleans: boolean): boolean {
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0) return false;
  const [value, ...others]: readonly unknown[] = Object.values(row);
  if (others.length > 0) return false;
  return value === false || (integerBooleans && (value === 0 || value === 0n));
}
