import { TokenReader } from "../ansi/token_reader.ts";
import { mysqlLexicon } from "./lexicon.ts";
import { quote } from "./quote.ts";

/** What SHOW CREATE calls a kind of object. */
export type ObjectKind =
  | "TABLE"
  | "VIEW"
  | "SEQUENCE"
  | "TRIGGER"
  | "PROCEDURE"
  | "FUNCTION"
  | "EVENT"
  | "PACKAGE"
  | "PACKAGE BODY"
  | "DATABASE";

/** An object that a statement names; `name` is quoted and as qualified as in the statement. */
export interface NamedObject {
  readonly kind: ObjectKind;
  readonly name: string;
}

/** What there is to look at to see whether a statement was done. */
export type Subject =
  /** Run twice it leaves what it leaves when it is run once. */
  | { readonly kind: "repeatable" }
  /** The definitions of these objects tell. */
  | { readonly kind: "change"; readonly objects: readonly NamedObject[] }
  /** As before, if the table is not there yet: replaced by one that is the same, it would look untouched. */
  | { readonly kind: "replace"; readonly objects: readonly NamedObject[] }
  /** One object after the other goes; `tolerant` of those that are gone already. */
  | { readonly kind: "drop"; readonly objects: readonly NamedObject[]; readonly tolerant: boolean }
  | { readonly kind: "truncate"; readonly table: string }
  /** A procedure, what was prepared, or a block: statements that each may commit. */
  | { readonly kind: "parts" };

const REPEATABLE: ReadonlySet<string> = new Set(
  ("SET USE PREPARE DEALLOCATE CHECK CHECKSUM OPTIMIZE REPAIR FLUSH CACHE SHOW DESCRIBE DESC EXPLAIN HELP " +
    "LOCK UNLOCK GRANT").split(" "),
);

const PARTS: ReadonlySet<string> = new Set("CALL EXECUTE BEGIN IF CASE LOOP WHILE REPEAT FOR".split(" "));

const KINDS: Readonly<Record<string, ObjectKind>> = {
  TABLE: "TABLE",
  TABLES: "TABLE",
  INDEX: "TABLE",
  VIEW: "VIEW",
  SEQUENCE: "SEQUENCE",
  TRIGGER: "TRIGGER",
  PROCEDURE: "PROCEDURE",
  FUNCTION: "FUNCTION",
  EVENT: "EVENT",
  PACKAGE: "PACKAGE",
  DATABASE: "DATABASE",
  SCHEMA: "DATABASE",
};
const KIND_WORDS: ReadonlySet<string> = new Set([
  ...Object.keys(KINDS),
  "TEMPORARY",
  "USER",
  "ROLE",
  "SERVER",
]);

/** What moves rows or files without a trace in the table's definition. */
const TRACELESS: ReadonlySet<string> = new Set(["EXCHANGE", "DISCARD", "IMPORT", "TRUNCATE"]);
/** What follows ALTER DATABASE where the name is left out. */
const NO_NAME: ReadonlySet<string> = new Set(["CHARACTER", "CHARSET", "COLLATE", "COMMENT", "DEFAULT"]);
const NAME = /^(?:`[\s\S]*`|[\w$\u0080-\uffff]+)$/;

/** What a statement names, by its grammar; undefined where its objects cannot be told, or show no trace of it. */
export function statementSubject(sql: string): Subject | undefined {
  const reader = TokenReader.of(sql, mysqlLexicon);
  const first = reader.take().toUpperCase();
  if (first === "SET" && reader.next === "STATEMENT") {
    const [, statement] = /\bFOR\b([\s\S]*)/i.exec(sql) ?? [];
    return statement === undefined ? undefined : statementSubject(statement);
  }
  if (REPEATABLE.has(first)) return { kind: "repeatable" };
  if (PARTS.has(first)) return { kind: "parts" };
  if (first === "ANALYZE") return analysis(reader);
  if (first === "TRUNCATE") return truncation(reader);
  if (first === "RENAME") return renaming(reader);
  if (first === "CREATE" || first === "ALTER" || first === "DROP") return definition(first, reader);
  return undefined;
}

/** ANALYZE TABLE; without TABLE it runs the statement that follows. */
function analysis(reader: TokenReader): Subject | undefined {
  reader.skipAny(new Set(["LOCAL", "NO_WRITE_TO_BINLOG"]));
  return reader.next === "TABLE" ? { kind: "repeatable" } : undefined;
}

function truncation(reader: TokenReader): Subject | undefined {
  reader.skip("TABLE");
  const table = nameFrom(reader);
  return table === undefined ? undefined : { kind: "truncate", table };
}

/** Tables that swap their names leave the same names behind. */
function renaming(reader: TokenReader): Subject | undefined {
  if (!reader.skip("TABLE") && !reader.skip("TABLES")) return undefined;
  const from: string[] = [];
  const to: string[] = [];
  do {
    reader.skip("IF", "EXISTS");
    const source = nameFrom(reader);
    skipWait(reader);
    if (!reader.skip("TO")) return undefined;
    const target = nameFrom(reader);
    if (source === undefined || target === undefined) return undefined;
    from.push(source);
    to.push(target);
  } while (reader.skip(","));
  const names = [...new Set([...from, ...to])];
  const permutes = names.every((name) => from.includes(name) && to.includes(name));
  return permutes ? undefined : { kind: "change", objects: names.map((name) => ({ kind: "TABLE", name })) };
}

function definition(verb: "CREATE" | "ALTER" | "DROP", reader: TokenReader): Subject | undefined {
  const replaces = reader.skip("OR", "REPLACE");
  const word = reader.find(KIND_WORDS) ?? "";
  // A temporary table ends with the session that died.
  if (word === "TEMPORARY") return { kind: "repeatable" };
  const kind = KINDS[word];
  if (kind === undefined) return undefined;
  reader.take();
  const objectKind = kind === "PACKAGE" && reader.skip("BODY") ? "PACKAGE BODY" : kind;
  if (word === "INDEX") return onTable(reader);
  if (verb === "DROP") return dropping(objectKind, reader);
  return verb === "CREATE" ? creating(objectKind, reader, replaces) : altering(objectKind, reader);
}

/** CREATE INDEX … ON table, DROP INDEX … ON table. */
function onTable(reader: TokenReader): Subject | undefined {
  reader.find(new Set(["ON"]));
  reader.take();
  return change("TABLE", [nameFrom(reader)]);
}

function dropping(kind: ObjectKind, reader: TokenReader): Subject | undefined {
  const tolerant = reader.skip("IF", "EXISTS");
  const names: (string | undefined)[] = [];
  do names.push(nameFrom(reader)); while (reader.skip(","));
  const subject = change(kind, names);
  return subject === undefined ? undefined : { kind: "drop", objects: subject.objects, tolerant };
}

function creating(kind: ObjectKind, reader: TokenReader, replaces: boolean): Subject | undefined {
  reader.skip("IF", "NOT", "EXISTS");
  const subject = change(kind, [nameFrom(reader)]);
  // A function from a shared library shows no definition.
  if (kind === "FUNCTION" && reader.rest().includes("SONAME")) return undefined;
  return subject !== undefined && replaces && kind === "TABLE" ? { ...subject, kind: "replace" } : subject;
}

function altering(kind: ObjectKind, reader: TokenReader): Subject | undefined {
  reader.skip("IF", "EXISTS");
  if (kind === "DATABASE" && NO_NAME.has(reader.next)) return undefined;
  const name = nameFrom(reader);
  skipWait(reader);
  const clauses = reader.rest();
  if (kind === "TABLE" && clauses.some((word) => TRACELESS.has(word))) return undefined;
  const renamed = kind === "TABLE" || kind === "EVENT" ? newName(reader) : [];
  return change(kind, [name, ...renamed]);
}

/** The name after RENAME, TO or AS; columns, indexes and keys are renamed inside the table. */
function newName(reader: TokenReader): (string | undefined)[] {
  while (reader.find(new Set(["RENAME"])) !== undefined) {
    reader.take();
    if (reader.skip("COLUMN") || reader.skip("INDEX") || reader.skip("KEY")) continue;
    if (!reader.skip("TO")) reader.skip("AS");
    return [nameFrom(reader)];
  }
  return [];
}

function change(
  kind: ObjectKind,
  names: readonly (string | undefined)[],
): { readonly kind: "change"; readonly objects: readonly NamedObject[] } | undefined {
  const objects: NamedObject[] = [];
  for (const name of names) {
    if (name === undefined) return undefined;
    objects.push({ kind, name });
  }
  return { kind: "change", objects };
}

/** MariaDB's WAIT n and NOWAIT. */
function skipWait(reader: TokenReader): void {
  if (reader.skip("WAIT")) reader.take();
  else reader.skip("NOWAIT");
}

function nameFrom(reader: TokenReader): string | undefined {
  const parts = [reader.take()];
  while (reader.skip(".")) parts.push(reader.take());
  if (!parts.every((part) => NAME.test(part))) return undefined;
  return parts.map((part) => quote(part.startsWith("`") ? part.slice(1, -1).replaceAll("``", "`") : part))
    .join(".");
}
