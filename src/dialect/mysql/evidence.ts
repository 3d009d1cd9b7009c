import { leadingWords } from "../../sql/statement_kind.ts";
import { hash64 } from "../ansi/lock_poll.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import { DONE, type Evidence, REPEATABLE, type Verdict } from "../evidence.ts";
import { mysqlLexicon } from "./lexicon.ts";
import { type NamedObject, statementSubject, type Subject } from "./statement_subject.ts";

/** A subject with what was seen of it, as text: a hash for each object, null for those that were not there. */
interface Gathered {
  readonly subject: Subject;
  readonly seen: readonly (string | null)[];
}

/** What leaves its work to the open transaction. A stored function cannot commit, so DO and SELECT never do. */
const JOINS: ReadonlySet<string> = new Set(
  "INSERT UPDATE DELETE REPLACE WITH SELECT VALUES TABLE DO LOAD".split(" "),
);
const SESSION_WORDS: ReadonlySet<string> = new Set(["SET", "USE", "PREPARE", "DEALLOCATE"]);
const NOT_THE_SESSION: ReadonlySet<string> = new Set([
  "GLOBAL",
  "PASSWORD",
  "PERSIST",
  "PERSIST_ONLY",
  "STATEMENT",
]);

/** By SHOW CREATE of what a statement names: equal before and after, the statement was not done. */
export const mysqlEvidence: Evidence = {
  joins: (sql) => JOINS.has(leadingWords(sql, mysqlLexicon, 1)[0] ?? ""),
  async gather(connection, sql) {
    const subject = statementSubject(sql);
    if (subject === undefined) return undefined;
    try {
      const seen = await look(connection, subject);
      if (subject.kind === "replace" && seen[0] !== null) return undefined;
      return JSON.stringify({ subject, seen } satisfies Gathered);
    } catch (error) {
      // Not being allowed to look is no reason not to run the statement.
      if (error instanceof DatabaseError && error.code === "statement-failed") return undefined;
      throw error;
    }
  },
  async judge(connection, gathered) {
    const { subject, seen } = parse(gathered);
    return compare(subject, seen, await look(connection, subject));
  },
  setsSession(sql) {
    const [first = "", second = ""] = leadingWords(sql, mysqlLexicon, 2);
    return SESSION_WORDS.has(first) && !(first === "SET" && NOT_THE_SESSION.has(second));
  },
};

async function look(connection: Connection, subject: Subject): Promise<(string | null)[]> {
  if (subject.kind === "repeatable" || subject.kind === "parts") return [];
  if (subject.kind === "truncate") return [await rowsIn(connection, subject.table)];
  const seen: (string | null)[] = [];
  for (const object of subject.objects) seen.push(await fingerprint(connection, object));
  return seen;
}

async function rowsIn(connection: Connection, table: string): Promise<string> {
  const rows = await connection.query<unknown>(`SELECT 1 FROM ${table} LIMIT 1`);
  return rows.length === 0 ? "empty" : "rows";
}

/** Errors that say that there is no such object: table, routine, trigger, event, database, view, sequence. */
const ABSENT: ReadonlySet<string> = new Set(["1049", "1146", "1305", "1347", "1360", "1539", "4089"]);

async function fingerprint(connection: Connection, { kind, name }: NamedObject): Promise<string | null> {
  try {
    const rows = await connection.query<Record<string, unknown>>(`SHOW CREATE ${kind} ${name}`);
    const text = rows.flatMap((row) => Object.values(row).map(String)).join("\0");
    // The counter moves with every row.
    return hash64(text.replace(/ AUTO_INCREMENT=\d+/g, "")).toString(16);
  } catch (error) {
    if (error instanceof DatabaseError && ABSENT.has(error.facts.vendorCode ?? "")) return null;
    throw error;
  }
}

function compare(
  subject: Subject,
  before: readonly (string | null)[],
  now: readonly (string | null)[],
): Verdict {
  if (subject.kind === "repeatable") return REPEATABLE;
  if (subject.kind === "parts") return PARTS;
  if (subject.kind === "truncate") return emptied(before[0], now[0]);
  const changed = now.some((text, index) => text !== before[index]);
  if (!changed) return REPEATABLE;
  return subject.kind === "drop" ? dropped(subject, before, now) : DONE;
}

const PARTS: Verdict = {
  kind: "unknown",
  why: "it consists of statements of its own, and how many of them were done cannot be seen",
  evenFailed: true,
};

/** A table with rows in it was not emptied, or was filled since: to empty it then would lose them. */
function emptied(before: string | null | undefined, now: string | null | undefined): Verdict {
  if (now === "empty") return before === "empty" ? REPEATABLE : DONE;
  return {
    kind: "unknown",
    why: "rows are in the table, and when they came cannot be told",
    evenFailed: false,
  };
}

/** Each object of the list goes by itself. */
function dropped(
  { objects, tolerant }: Subject & { readonly kind: "drop" },
  before: readonly (string | null)[],
  now: readonly (string | null)[],
): Verdict {
  const names = (wanted: (index: number) => boolean) =>
    objects.filter((_, index) => wanted(index)).map(({ name }) => name).join(", ");
  const left = names((index) => now[index] !== null);
  const missing = names((index) => before[index] === null);
  if (left === "" && (tolerant || missing === "")) return DONE;
  if (tolerant) return REPEATABLE;
  const gone = names((index) => before[index] !== null && now[index] === null);
  const rest = left === "" ? `${missing} was not there before` : `${left} is there`;
  return { kind: "unknown", why: `${gone} is gone, ${rest}`, evenFailed: true };
}

function parse(gathered: string): Gathered {
  // deno-lint-ignore retort/casts -- the text is what gather() made, kept in the ledger by nobody else
  return JSON.parse(gathered) as Gathered;
}
