import { TokenReader } from "../ansi/token_reader.ts";
import { postgresLexicon } from "./lexicon.ts";

/** What there is to look at to see whether a statement was done that runs in no transaction. */
export type Subject =
  /** Run twice it leaves what it leaves when it is run once. */
  | { readonly kind: "repeatable" }
  /** CREATE INDEX CONCURRENTLY; without a name the server makes one. */
  | { readonly kind: "index"; readonly table: string; readonly name?: string }
  /** REINDEX CONCURRENTLY: repeatable, but for what it leaves behind. */
  | { readonly kind: "reindex" }
  /** DETACH PARTITION … CONCURRENTLY: two transactions, and the second can be caught up. */
  | { readonly kind: "detach"; readonly table: string; readonly partition: string }
  /** Something that has a name in a catalog and is made, or is gone, all at once. */
  | { readonly kind: "made" | "gone"; readonly where: Catalog; readonly name: string }
  /** A procedure or a block that may commit on its way. */
  | { readonly kind: "parts" };

/** A catalog to look a name up in. */
export type Catalog = "relation" | "database" | "tablespace" | "subscription" | "prepared";

const REPEATABLE: ReadonlySet<string> = new Set(
  ("SET RESET VACUUM ANALYZE CLUSTER CHECKPOINT DISCARD SHOW EXPLAIN LISTEN UNLISTEN NOTIFY LOAD LOCK " +
    "PREPARE DEALLOCATE GRANT REVOKE").split(" "),
);
const NAMED: Readonly<Record<string, Catalog>> = {
  DATABASE: "database",
  TABLESPACE: "tablespace",
  SUBSCRIPTION: "subscription",
};
const NAME = /^(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)$/;

/** What a statement names, by its grammar; undefined where its objects cannot be told. */
export function statementSubject(sql: string): Subject | undefined {
  const reader = TokenReader.of(sql, postgresLexicon);
  const first = reader.take().toUpperCase();
  if (REPEATABLE.has(first)) return { kind: "repeatable" };
  switch (first) {
    case "CALL":
    case "DO":
      return { kind: "parts" };
    case "REINDEX":
      return { kind: "reindex" };
    case "CREATE":
      return created(reader);
    case "DROP":
      return dropped(reader);
    case "ALTER":
      return altered(reader);
    case "COMMIT":
    case "ROLLBACK":
      return reader.skip("PREPARED") ? named("gone", "prepared", reader.take()) : undefined;
    default:
      return undefined;
  }
}

function created(reader: TokenReader): Subject | undefined {
  reader.skip("UNIQUE");
  if (reader.skip("INDEX", "CONCURRENTLY")) return index(reader);
  const where = NAMED[reader.next];
  reader.take();
  return where === undefined ? undefined : named("made", where, catalogName(reader));
}

function index(reader: TokenReader): Subject | undefined {
  const mayExist = reader.skip("IF", "NOT", "EXISTS");
  const name = !mayExist && reader.next === "ON" ? undefined : catalogName(reader);
  if (!reader.skip("ON")) return undefined;
  reader.skip("ONLY");
  const table = qualifiedName(reader);
  if (table === undefined) return undefined;
  return name === undefined ? { kind: "index", table } : { kind: "index", table, name };
}

function dropped(reader: TokenReader): Subject | undefined {
  if (reader.skip("INDEX", "CONCURRENTLY")) {
    reader.skip("IF", "EXISTS");
    return named("gone", "relation", qualifiedName(reader));
  }
  const where = NAMED[reader.next];
  reader.take();
  reader.skip("IF", "EXISTS");
  return where === undefined ? undefined : named("gone", where, catalogName(reader));
}

function altered(reader: TokenReader): Subject | undefined {
  if (reader.skip("SYSTEM") || reader.skip("DATABASE")) return { kind: "repeatable" };
  if (reader.skip("SUBSCRIPTION")) {
    const clauses = reader.rest();
    return clauses.includes("ADD") || clauses.includes("DROP") ? undefined : { kind: "repeatable" };
  }
  if (!reader.skip("TABLE")) return undefined;
  reader.skip("IF", "EXISTS");
  const table = qualifiedName(reader);
  if (!reader.skip("DETACH", "PARTITION")) return undefined;
  const partition = qualifiedName(reader);
  if (reader.skip("FINALIZE") || table === undefined || partition === undefined) return undefined;
  return { kind: "detach", table, partition };
}

function named(kind: "made" | "gone", where: Catalog, name: string | undefined): Subject | undefined {
  if (name === undefined) return undefined;
  if (where !== "prepared") return { kind, where, name };
  return name.startsWith("'") ? { kind, where, name: name.slice(1, -1).replaceAll("''", "'") } : undefined;
}

/** As it stands in the catalog. */
function catalogName(reader: TokenReader): string | undefined {
  const token = reader.take();
  if (!NAME.test(token)) return undefined;
  return token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token.toLowerCase();
}

/** As it is written in SQL. */
function qualifiedName(reader: TokenReader): string | undefined {
  const parts = [reader.take()];
  while (reader.skip(".")) parts.push(reader.take());
  return parts.every((part) => NAME.test(part)) ? parts.join(".") : undefined;
}
