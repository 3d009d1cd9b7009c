import { leadingWords } from "../../sql/statement_kind.ts";
import { mysqlLexicon } from "./lexicon.ts";

/** Statements that commit whatever follows their first word. */
const ALWAYS: ReadonlySet<string> = new Set(
  "ALTER BEGIN FLUSH GRANT INSTALL LOCK OPTIMIZE RENAME REPAIR RESET REVOKE TRUNCATE UNINSTALL UNLOCK".split(
    " ",
  ),
);

/** Statements that commit if their second word, fillers left out, is one of these. */
const BY_SECOND_WORD: Readonly<Record<string, ReadonlySet<string>>> = {
  ANALYZE: new Set(["TABLE"]),
  CACHE: new Set(["INDEX"]),
  CHANGE: new Set(["MASTER", "REPLICATION"]),
  CHECK: new Set(["TABLE", "VIEW"]),
  IMPORT: new Set(["TABLE"]),
  LOAD: new Set(["INDEX"]),
  SET: new Set(["PASSWORD", "DEFAULT"]),
  START: new Set(["TRANSACTION", "SLAVE", "REPLICA", "ALL"]),
  STOP: new Set(["SLAVE", "REPLICA", "ALL"]),
};

const FILLERS: ReadonlySet<string> = new Set(["NO_WRITE_TO_BINLOG", "LOCAL", "OR", "REPLACE"]);

/**
 * Whether the server commits the open transaction by itself when it meets a statement: DDL, accounts, table locks
 * and maintenance. Temporary tables do not, nor does a block (`BEGIN NOT ATOMIC`), whatever stands in it.
 *
 * @see https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/
 * @see https://dev.mysql.com/doc/refman/8.0/en/implicit-commit.html
 */
export function implicitCommit(sql: string): boolean {
  const words = leadingWords(sql, mysqlLexicon, 6).filter((word, index) => index === 0 || !FILLERS.has(word));
  const [first = "", second = ""] = words;
  if (first === "SET" && second === "STATEMENT") return implicitCommit(afterFor(sql));
  if (first === "CREATE" || first === "DROP") return second !== "TEMPORARY";
  if (first === "BEGIN") return second !== "NOT";
  return ALWAYS.has(first) || BY_SECOND_WORD[first]?.has(second) === true;
}

/** What runs other statements: a procedure, a prepared statement, a block of MariaDB's. */
const RUNS_OTHERS: ReadonlySet<string> = new Set("CALL EXECUTE IF CASE LOOP WHILE REPEAT FOR".split(" "));

/** Whether a statement runs others, which commit or not, and which only the server knows. */
export function mayCommit(sql: string): boolean {
  const [first = "", second = ""] = leadingWords(sql, mysqlLexicon, 2);
  if (first === "SET" && second === "STATEMENT") return mayCommit(afterFor(sql));
  return RUNS_OTHERS.has(first) || (first === "BEGIN" && second === "NOT");
}

/** MariaDB's `SET STATEMENT variable = value FOR statement`. */
function afterFor(sql: string): string {
  const [, statement = ""] = /\bFOR\b([\s\S]*)/i.exec(sql) ?? [];
  return statement;
}
