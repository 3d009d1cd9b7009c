import { DatabaseError } from "../database_error.ts";
import type { Value } from "../../sql/statement.ts";
import type { BoundValue, Database, PreparedStatement } from "./database.ts";
import { leadingWord, withoutComments } from "./leading_words.ts";

/** What a statement gave. */
export interface Outcome {
  readonly rows: readonly Record<string, unknown>[];
  readonly affected: number;
}

const NOTHING: Outcome = { rows: [], affected: 0 };

/** Statements that count rows; for all others SQLite repeats the count of the one before. */
const COUNTED = new Set(["INSERT", "UPDATE", "DELETE", "REPLACE"]);

/** Statements that give no rows and count none. */
const UNCOUNTED = new Set(["CREATE", "ALTER", "DROP"]);

/** Statements that come again and again and give no rows. */
const REPEATED = new Set(["BEGIN", "COMMIT", "ROLLBACK"]);

/** Settings that are put back before every step. */
const SETTING = new RegExp(
  "^(PRAGMA (?:foreign_keys|query_only|writable_schema|ignore_check_constraints|legacy_alter_table|" +
    "recursive_triggers|synchronous|busy_timeout)) = (?:ON|OFF|FULL|[0-9]+)$",
);

/** More than the ledger's few statements; past it, all are forgotten. */
const KEPT = 32;

/** Runs single statements on a database, with values exact both ways; keeps the prepared form of repeated ones. */
export class StatementRunner {
  readonly #database: Database;
  readonly #prepared = new Map<string, PreparedStatement>();
  /** The settings known to stand, by what is left of the equals sign. */
  readonly #standing = new Map<string, string>();
  #preparing = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Whether the last statement failed before it was prepared. */
  get preparing(): boolean {
    return this.#preparing;
  }

  /** Lets go of what is prepared: a closed database has made it useless. */
  forget(): void {
    this.#prepared.clear();
    this.#standing.clear();
  }

  /** Runs one statement to its end. Throws what node:sqlite throws, and `DatabaseError` for what it lets pass. */
  run(sql: string, parameters: readonly Value[] | undefined, reading: boolean): Outcome {
    this.#preparing = false;
    const word = leadingWord(sql);
    if (word === "" && !/[^\s;]/.test(withoutComments(sql))) return NOTHING;
    if (word === "PRAGMA" && this.#set(sql) && !reading) return NOTHING;
    const values = parameters?.map(bound) ?? [];
    if (REPEATED.has(word)) {
      this.#prepareOnce(sql).run();
      return NOTHING;
    }
    if (!reading && COUNTED.has(word)) {
      const statement = values.length === 0 ? this.#prepare(sql) : this.#prepareOnce(sql);
      if (values.length === 0) refuseUnbound(statement);
      return { rows: [], affected: Number(statement.run(...values).changes) };
    }
    const statement = this.#prepare(sql);
    if (values.length === 0) refuseUnbound(statement);
    if (!reading && UNCOUNTED.has(word)) {
      statement.run(...values);
      return NOTHING;
    }
    const names = statement.columns().map(({ name }) => name ?? "");
    if (word === "WITH" && names.length === 0) {
      return { rows: [], affected: Number(statement.run(...values).changes) };
    }
    return { rows: readAll(statement, names, values), affected: 0 };
  }

  /**
   * Sets what is not set already; false for another PRAGMA, which may change anything. Setting a flag looks through
   * every statement not yet collected, node:sqlite's way to let go of one: that added a fourth to 1,000 steps.
   */
  #set(sql: string): boolean {
    const setting = SETTING.exec(sql)?.[1];
    if (setting === undefined || this.#database.isTransaction) {
      this.#standing.clear();
      return false;
    }
    if (this.#standing.get(setting) === sql) return true;
    this.#database.exec(sql);
    this.#standing.set(setting, sql);
    return true;
  }

  /** Only statements without rows are kept: node:sqlite remembers column names past a change of the schema. */
  #prepareOnce(sql: string): PreparedStatement {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#prepare(sql);
    if (this.#prepared.size >= KEPT) this.#prepared.clear();
    this.#prepared.set(sql, statement);
    return statement;
  }

  #prepare(sql: string): PreparedStatement {
    refuseNul(sql);
    this.#preparing = true;
    const statement = this.#database.prepare(sql);
    this.#preparing = false;
    if (sql.includes(";")) refuseTail(sql, statement.sourceSQL.length);
    return statement;
  }
}

function readAll(
  statement: PreparedStatement,
  names: readonly string[],
  values: readonly BoundValue[],
): Record<string, unknown>[] {
  statement.setReadBigInts(true);
  statement.setReturnArrays?.(true);
  return statement.all(...values).map((fields) => {
    const row: Record<string, unknown> = {};
    const cells = Array.isArray(fields) ? fields : Object.values(Object(fields));
    for (let index = 0; index < names.length; index++) row[names[index] ?? ""] = narrowed(cells[index]);
    return row;
  });
}

/** Integers come as bigint; those that a number holds exactly become one. */
function narrowed(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** An integral number is meant as INTEGER, but node:sqlite binds every number as REAL. */
function bound(value: Value): BoundValue {
  if (typeof value === "boolean") return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(Number(value)) : value;
}

/** SQLite stops reading at NUL, in silence. */
function refuseNul(sql: string): void {
  const position = sql.indexOf("\0");
  if (position === -1) return;
  throw new DatabaseError("statement-failed", "The statement holds a NUL character", {
    position,
    hint: "SQLite would run only what stands before it; write CAST(X'…' AS TEXT) for such a value",
  });
}

/** SQLite takes a parameter without a value as NULL, in silence. */
function refuseUnbound({ sourceSQL, expandedSQL }: PreparedStatement): void {
  if (!/[?:@$]/.test(sourceSQL) || sourceSQL === expandedSQL) return;
  let position = 0;
  while (sourceSQL[position] === expandedSQL[position]) position++;
  throw new DatabaseError("statement-failed", "The statement has a parameter, and no value is given for it", {
    position,
    wayOut: "Write the value itself; in TypeScript, op.sql`… WHERE id = ${id}` binds it",
  });
}

/** `prepare()` takes the first statement and leaves the rest, in silence. */
function refuseTail(sql: string, end: number): void {
  const tail = sql.slice(end);
  if (!/[^\s;]/.test(withoutComments(tail))) return;
  throw new DatabaseError(
    "statement-failed",
    "More than one statement was given, and SQLite runs one at a time",
    {
      position: end + (tail.length - tail.trimStart().length),
      hint: "Give each statement to a call of its own",
    },
  );
}
