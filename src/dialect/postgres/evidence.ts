import { leadingWords } from "../../sql/statement_kind.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import { DONE, type Evidence, type Flaw, REPEATABLE, type Verdict } from "../evidence.ts";
import { postgresLexicon } from "./lexicon.ts";
import { type Catalog, statementSubject, type Subject } from "./statement_subject.ts";

/** An index as the catalog has it. */
interface SeenIndex {
  readonly id: string;
  readonly name: string;
  /** Qualified and quoted. */
  readonly full: string;
  readonly valid: boolean;
  /** The server process that builds it at this moment. */
  readonly builder: number | null;
}

/** A subject with what was seen of it. */
interface Gathered {
  readonly subject: Subject;
  readonly indexes: readonly SeenIndex[];
  /** Whether the named object was there, or the partition attached; `half` after the first of two transactions. */
  readonly there: boolean | "half";
}

const JOINS: ReadonlySet<string> = new Set(
  ("INSERT UPDATE DELETE MERGE WITH SELECT VALUES TABLE CREATE ALTER DROP COMMENT GRANT REVOKE TRUNCATE REFRESH " +
    "IMPORT REASSIGN SECURITY").split(" "),
);
const SESSION: ReadonlySet<string> = new Set(["SET", "RESET", "LOAD", "PREPARE", "DEALLOCATE"]);
/** What a DO block can end its transaction with, itself or through a procedure. */
const MAY_COMMIT = /\b(?:COMMIT|ROLLBACK|CALL)\b/i;

/** By the catalogs, for the few statements that refuse to run in a transaction. */
export const postgresEvidence: Evidence = {
  joins(sql) {
    const [first = ""] = leadingWords(sql, postgresLexicon, 1);
    return JOINS.has(first) || (first === "DO" && !MAY_COMMIT.test(sql));
  },
  async gather(connection, sql) {
    const subject = statementSubject(sql);
    if (subject === undefined) return undefined;
    try {
      return JSON.stringify(await look(connection, subject));
    } catch (error) {
      // Not being allowed to look is no reason not to run the statement.
      if (error instanceof DatabaseError && error.code === "statement-failed") return undefined;
      throw error;
    }
  },
  async judge(connection, gathered) {
    const before = parse(gathered);
    return compare(before, await look(connection, before.subject));
  },
  async flaw(connection, gathered) {
    const { subject } = parse(gathered);
    if (subject.kind !== "index" || subject.name === undefined) return undefined;
    const { indexes } = await look(connection, subject);
    const index = indexes.find(({ name }) => name === subject.name);
    return index === undefined || index.valid ? undefined : invalid(index);
  },
  setsSession: (sql) => SESSION.has(leadingWords(sql, postgresLexicon, 1)[0] ?? ""),
};

function invalid({ full, builder }: SeenIndex): Flaw {
  const busy = builder === null ? "" : `, and server process ${builder} builds it at this moment`;
  return {
    message: `Index ${full} is INVALID: IF NOT EXISTS has left it as it was${busy}`,
    hint: builder === null
      ? `Drop it (DROP INDEX CONCURRENTLY ${full}), and run the same command again`
      : "Wait until that is done, and run the same command again",
  };
}

async function look(connection: Connection, subject: Subject): Promise<Gathered> {
  const nothing = { subject, indexes: [], there: false };
  switch (subject.kind) {
    case "index":
      return { ...nothing, indexes: await indexesOf(connection, subject.table) };
    case "reindex":
      return { ...nothing, indexes: await leftovers(connection) };
    case "detach":
      return { ...nothing, there: await isAttached(connection, subject) };
    case "made":
    case "gone":
      return { ...nothing, there: await isThere(connection, subject.where, subject.name) };
    default:
      return nothing;
  }
}

const INDEXES = `SELECT c.oid::text AS id, c.relname AS name,
  pg_catalog.format('%I.%I', n.nspname, c.relname) AS full, i.indisvalid AS valid,
  (SELECT max(p.pid) FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = c.oid) AS builder
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE `;

async function indexesOf(connection: Connection, table: string): Promise<SeenIndex[]> {
  return await connection.query(`${INDEXES} i.indrelid = pg_catalog.to_regclass($1)`, [table]);
}

/** What REINDEX CONCURRENTLY calls the index that it builds, and the one that it replaces. */
async function leftovers(connection: Connection): Promise<SeenIndex[]> {
  return await connection.query(`${INDEXES} NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'`);
}

/** `inhdetachpending` came with version 14, as the statement did. */
const ATTACHED = `SELECT (pg_catalog.to_jsonb(h) ->> 'inhdetachpending')::boolean AS pending
FROM pg_catalog.pg_inherits h
WHERE inhparent = pg_catalog.to_regclass($1) AND inhrelid = pg_catalog.to_regclass($2)`;

async function isAttached(
  connection: Connection,
  { table, partition }: { readonly table: string; readonly partition: string },
): Promise<boolean | "half"> {
  const [row] = await connection.query<{ pending: boolean }>(ATTACHED, [table, partition]);
  if (row === undefined) return false;
  return row.pending ? "half" : true;
}

const LOOKUP: Readonly<Record<Catalog, string>> = {
  relation: "SELECT 1 FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)",
  database: "SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1",
  tablespace: "SELECT 1 FROM pg_catalog.pg_tablespace WHERE spcname = $1",
  subscription: `SELECT 1 FROM pg_catalog.pg_subscription WHERE subname = $1 AND subdbid =
    (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
  prepared: `SELECT 1 FROM pg_catalog.pg_prepared_xacts
    WHERE gid = $1 AND database = pg_catalog.current_database()`,
};

async function isThere(connection: Connection, where: Catalog, name: string): Promise<boolean> {
  return (await connection.query(LOOKUP[where], [name])).length > 0;
}

function compare(before: Gathered, now: Gathered): Verdict {
  const { subject } = before;
  switch (subject.kind) {
    case "repeatable":
      return REPEATABLE;
    case "parts":
      return PARTS;
    case "index":
      return indexMade(subject.name, before.indexes, now.indexes);
    case "reindex":
      return cleared(fresh(before.indexes, now.indexes));
    case "detach":
      return detached(subject, before.there, now.there);
    case "made":
      return !before.there && now.there ? DONE : REPEATABLE;
    case "gone":
      return before.there && !now.there ? DONE : REPEATABLE;
  }
}

const PARTS: Verdict = {
  kind: "unknown",
  why: "it may commit on its way, and how far it came cannot be seen",
  evenFailed: true,
};

/** Between the two transactions only the second is left to do. */
function detached(
  { table, partition }: { readonly table: string; readonly partition: string },
  before: boolean | "half",
  now: boolean | "half",
): Verdict {
  if (now !== "half") return before && !now ? DONE : REPEATABLE;
  return { kind: "done", cleanup: [{ sql: `ALTER TABLE ${table} DETACH PARTITION ${partition} FINALIZE` }] };
}

function indexMade(
  name: string | undefined,
  before: readonly SeenIndex[],
  now: readonly SeenIndex[],
): Verdict {
  const made = fresh(before, now).filter((index) => name === undefined || index.name === name);
  const valid = made.filter((index) => index.valid);
  if (valid.length > 1) {
    const names = valid.map(({ full }) => full).join(", ");
    return { kind: "unknown", why: `indexes came up meanwhile: ${names}`, evenFailed: false };
  }
  return valid.length === 1 ? DONE : cleared(made);
}

/** Not done, and what it left behind goes first; unless somebody is at work on it. */
function cleared(left: readonly SeenIndex[]): Verdict {
  const busy = left.find(({ builder }) => builder !== null);
  if (busy !== undefined) {
    const why = `server process ${busy.builder} builds index ${busy.full} at this moment`;
    return { kind: "unknown", why, evenFailed: true };
  }
  return {
    kind: "undone",
    cleanup: left.filter(({ valid }) => !valid)
      .map(({ full }) => ({ sql: `DROP INDEX CONCURRENTLY IF EXISTS ${full}` })),
  };
}

function fresh(before: readonly SeenIndex[], now: readonly SeenIndex[]): SeenIndex[] {
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id }) => !known.has(id));
}

function parse(gathered: string): Gathered {
  // deno-lint-ignore retort/casts -- the text is what gather() made, kept in the ledger by nobody else
  return JSON.parse(gathered) as Gathered;
}
