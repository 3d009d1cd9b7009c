import type { Server } from "../dialect.ts";
import { leadingWords } from "../../sql/statement_kind.ts";
import { postgresLexicon } from "./lexicon.ts";

/** Most statements are told by their first word to be none of these. */
const FIRST_WORDS: ReadonlySet<string> = new Set(
  "ALTER CLUSTER COMMIT CREATE DISCARD DROP REINDEX ROLLBACK VACUUM".split(" "),
);

/** Words beyond these are parts of a long body. */
const MOST_WORDS = 200;

/** What switches an option off; the lexer keeps a string's quotes. */
const OFF: ReadonlySet<string> = new Set(["FALSE", "OFF", "0", "'false'", "'off'", "'0'"]);

/** A statement's words, asked in several ways. */
interface Sentence {
  readonly words: readonly string[];
  /** Whether the statement starts with these words. */
  starts(...words: readonly string[]): boolean;
  has(word: string): boolean;
  /** Whether an option in a WITH list is switched off: `create_slot = false`. */
  off(option: string): boolean;
}

/** What cannot run in a transaction, by how it starts: the name to say, if it is so. */
type Case = (sentence: Sentence, server: Server) => string | undefined;

const CASES: readonly Case[] = [
  ({ starts, words }) => {
    const unique = words[1] === "UNIQUE" ? 2 : 1;
    return starts("CREATE") && words[unique] === "INDEX" && words[unique + 1] === "CONCURRENTLY"
      ? "CREATE INDEX CONCURRENTLY"
      : undefined;
  },
  ({ starts }) => starts("DROP", "INDEX", "CONCURRENTLY") ? "DROP INDEX CONCURRENTLY" : undefined,
  reindex,
  ({ starts }) => starts("VACUUM") ? "VACUUM" : undefined,
  ...[
    ["CREATE", "DATABASE"],
    ["DROP", "DATABASE"],
    ["CREATE", "TABLESPACE"],
    ["DROP", "TABLESPACE"],
    ["ALTER", "SYSTEM"],
    ["DISCARD", "ALL"],
    ["COMMIT", "PREPARED"],
    ["ROLLBACK", "PREPARED"],
  ].map((words): Case => ({ starts }) => starts(...words) ? words.join(" ") : undefined),
  ({ starts, words }) =>
    starts("ALTER", "DATABASE") && words[3] === "SET" && words[4] === "TABLESPACE"
      ? "ALTER DATABASE … SET TABLESPACE"
      : undefined,
  ({ starts, words }, server) =>
    starts("ALTER", "TYPE") && server.versionNumbers[0] < 12 &&
      words.some((word, index) => word === "ADD" && words[index + 1] === "VALUE")
      ? "ALTER TYPE … ADD VALUE before PostgreSQL 12"
      : undefined,
  subscription,
  ({ starts, words, has }) =>
    starts("ALTER", "TABLE") && words.some((word, index) =>
        word === "DETACH" && words[index + 1] === "PARTITION"
      ) &&
      has("CONCURRENTLY")
      ? "DETACH PARTITION … CONCURRENTLY"
      : undefined,
  ({ starts, words }) => starts("CLUSTER") && clustersAll(words) ? "CLUSTER of all tables" : undefined,
];

/**
 * Why a statement cannot run in a transaction; undefined for one that can.
 *
 * What only the database can tell is not known here: REINDEX and CLUSTER of a partitioned table, CALL of a procedure
 * that commits.
 */
export function autocommitReason(sql: string, server: Server): string | undefined {
  const [first = ""] = leadingWords(sql, postgresLexicon, 1);
  if (!FIRST_WORDS.has(first)) return undefined;
  const sentence = sentenceOf(leadingWords(sql, postgresLexicon, MOST_WORDS));
  for (const found of CASES) {
    const name = found(sentence, server);
    if (name !== undefined) return `${name} cannot run in a transaction`;
  }
  return undefined;
}

function sentenceOf(words: readonly string[]): Sentence {
  return {
    words,
    starts: (...start) => start.every((word, index) => words[index] === word),
    has: (word) => words.includes(word),
    off(option) {
      const at = words.indexOf(option);
      return at >= 0 && words[at + 1] === "=" && OFF.has(words[at + 2] ?? "");
    },
  };
}

/** With CONCURRENTLY in its place or among the options; SCHEMA, DATABASE and SYSTEM always. */
function reindex({ starts, words }: Sentence): string | undefined {
  if (!starts("REINDEX")) return undefined;
  const close = words[1] === "(" ? words.indexOf(")") : 0;
  const options = words.slice(1, close);
  const kind = words[close + 1] ?? "";
  if (["SCHEMA", "DATABASE", "SYSTEM"].includes(kind)) return `REINDEX ${kind}`;
  const at = options.indexOf("CONCURRENTLY");
  const optional = at >= 0 && !OFF.has(options[at + 1] ?? "");
  return optional || words[close + 2] === "CONCURRENTLY" ? "REINDEX CONCURRENTLY" : undefined;
}

/** Replication slots are made and dropped on another server, where nothing can be rolled back. */
function subscription({ starts, words, has, off }: Sentence): string | undefined {
  if (starts("CREATE", "SUBSCRIPTION")) {
    return off("CREATE_SLOT") || off("CONNECT") ? undefined : "CREATE SUBSCRIPTION with a new slot";
  }
  if (starts("DROP", "SUBSCRIPTION")) return "DROP SUBSCRIPTION";
  if (!starts("ALTER", "SUBSCRIPTION")) return undefined;
  if (words.some((word, index) => word === "REFRESH" && words[index + 1] === "PUBLICATION")) {
    return "ALTER SUBSCRIPTION … REFRESH";
  }
  return has("PUBLICATION") && !off("REFRESH") ? "ALTER SUBSCRIPTION that refreshes" : undefined;
}

/** CLUSTER, CLUSTER VERBOSE, CLUSTER (VERBOSE): no table is named. */
function clustersAll(words: readonly string[]): boolean {
  const rest = words[1] === "(" ? words.slice(words.indexOf(")") + 1) : words.slice(1);
  return rest.every((word) => word === "VERBOSE" || word === ";");
}
