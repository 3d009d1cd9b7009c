import { type DefinitionObject, objectKey } from "../../../schema/schema.ts";
import { folded } from "../parse/folded.ts";
import { orUndefined, SqlCursor } from "../parse/sql_cursor.ts";
import { quoteWhereNeeded } from "../quote.ts";
import type { Entry } from "./catalog.ts";
import { mentionedNames } from "./mentioned_names.ts";

/** What is known by its text in SQLite. */
export type DefinitionKind = "view" | "trigger" | "virtual table";

/** The keys (`objectKey`) of tables and definitions by their names, as SQLite compares them. */
export type KnownKeys = ReadonlyMap<string, string>;

/** Something that is known by its text; undefined where the text is none of a CREATE. */
export function definition(
  kind: DefinitionKind,
  entry: Entry,
  known: KnownKeys,
): DefinitionObject | undefined {
  const create = entry.sql === null ? undefined : orUndefined(() => statement(entry.sql ?? ""));
  if (create === undefined) return undefined;
  const name = quoteWhereNeeded(entry.name);
  return {
    kind,
    identity: kind === "trigger" ? `${name} ON ${quoteWhereNeeded(entry.table)}` : name,
    create,
    drop: `DROP ${kind === "virtual table" ? "TABLE" : kind.toUpperCase()} ${name}`,
    comment: "",
    dependsOn: dependencies(kind, entry, create, known),
  };
}

/** The key of something that is known by its text. */
export function definitionKey(kind: DefinitionKind, name: string): string {
  return objectKey(kind, { name: quoteWhereNeeded(name) });
}

/** The text without what says nothing at its ends: a comment there would take in the delimiter. */
function statement(sql: string): string {
  const cursor = new SqlCursor(sql);
  if (!cursor.comes("CREATE")) return cursor.fail();
  const { start } = cursor;
  let end = start;
  while (!cursor.done) {
    const semicolon = cursor.comes(";");
    cursor.take();
    if (!semicolon || !cursor.done) end = cursor.reached;
  }
  return sql.slice(start, end);
}

function dependencies(kind: DefinitionKind, entry: Entry, create: string, known: KnownKeys): string[] {
  const names = kind === "virtual table" ? everyName(create) : mentionedNames(create);
  const own = folded(entry.name);
  const table = kind === "trigger" ? [folded(entry.table)] : [];
  const keys = [...table, ...names]
    .filter((name) => kind === "trigger" || name !== own)
    .flatMap((name) => known.get(name) ?? []);
  return [...new Set(keys)].sort();
}

/** A module's arguments are a language of its own: FTS5 names the table of its content in a string. */
function everyName(create: string): ReadonlySet<string> {
  const cursor = new SqlCursor(create);
  const names = new Set<string>();
  while (!cursor.done) {
    if (cursor.atName) names.add(folded(cursor.name()));
    else cursor.take();
  }
  return names;
}
