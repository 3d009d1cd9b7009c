import { unquoted } from "../../../operation/column_mentions.ts";
import { sameTable } from "../../../operation/name_rules.ts";
import type { DefinitionObject, ObjectName, Schema } from "../../../schema/schema.ts";
import { isTrivia, tokenize } from "../../../sql/lexer.ts";
import { sqliteLexicon } from "../lexicon.ts";
import { sqliteNames } from "../name_rules.ts";
import { keyOf } from "./draft.ts";

/** A trigger as its text tells. */
export interface Trigger {
  readonly name: string;
  readonly create: string;
  readonly event: "INSERT" | "UPDATE" | "DELETE";
  /** The table or view that it watches. */
  readonly table: string;
  /** The names in its text, by their keys. */
  readonly names: ReadonlySet<string>;
}

/** A view as its text tells. */
export interface View {
  readonly name: string;
  readonly names: ReadonlySet<string>;
}

/** Whether a foreign key names the table: another table's, or one of its own. */
export function isReferred(table: ObjectName, { tables }: Schema): boolean {
  return tables.some(({ constraints }) =>
    constraints.some((each) => each.kind === "foreignKey" && sameTable(each.table, table, sqliteNames))
  );
}

/** The triggers of a database. */
export function triggersOf({ definitions }: Schema): Trigger[] {
  return definitions.filter(({ kind }) => kind === "trigger").flatMap((each) => triggerOf(each) ?? []);
}

/** The views whose text names a table, or another view that does. */
export function viewsOver(table: string, { definitions }: Schema): View[] {
  const left = definitions.filter(({ kind }) => kind === "view").map(viewOf);
  const found: View[] = [];
  const wanted = new Set([keyOf(table)]);
  for (let grows = true; grows;) {
    const next = left.filter((view) =>
      !found.includes(view) && [...wanted].some((name) => view.names.has(name))
    );
    grows = next.length > 0;
    found.push(...next);
    for (const { name } of next) wanted.add(keyOf(name));
  }
  return found;
}

interface Word {
  readonly text: string;
  /** Upper case where it is bare; empty where it is quoted. */
  readonly keyword: string;
}

function triggerOf({ create }: DefinitionObject): Trigger | undefined {
  const words = wordsOf(create);
  const head = words.findIndex(({ keyword }) => keyword === "TRIGGER");
  const on = words.findIndex(({ keyword }) => keyword === "ON");
  const event = words.slice(head + 1, on).findLast(({ keyword }) => EVENTS.has(keyword))?.keyword;
  const [first, second] = words.slice(nameAt(words, head));
  const table = words[on + 1];
  if (first === undefined || table === undefined) return undefined;
  if (event !== "INSERT" && event !== "UPDATE" && event !== "DELETE") return undefined;
  const name = second?.keyword === "." ? words[nameAt(words, head) + 2] ?? first : first;
  return { name: name.text, create, event, table: table.text, names: keysOf(words) };
}

const EVENTS: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE"]);

function viewOf({ create }: DefinitionObject): View {
  const words = wordsOf(create);
  const at = nameAt(words, words.findIndex(({ keyword }) => keyword === "VIEW"));
  const name = words[at + 1]?.keyword === "." ? words[at + 2] : words[at];
  return { name: name?.text ?? "", names: keysOf(words.slice(at + 1)) };
}

/** Where the name stands, after IF NOT EXISTS. */
function nameAt(words: readonly Word[], keyword: number): number {
  return words[keyword + 1]?.keyword === "IF" && words[keyword + 2]?.keyword === "NOT"
    ? keyword + 4
    : keyword + 1;
}

function keysOf(words: readonly Word[]): ReadonlySet<string> {
  return new Set(words.map(({ text }) => keyOf(text)));
}

/** Words, names and dots; SQLite takes a string for a name where one is wanted. */
function wordsOf(sql: string): Word[] {
  const words: Word[] = [];
  for (const { kind, start, end } of tokenize(sql, sqliteLexicon)) {
    if (isTrivia(kind)) continue;
    const text = sql.slice(start, end);
    if (kind === "word" || text === ".") words.push({ text, keyword: text.toUpperCase() });
    else if (kind === "quotedIdentifier" || kind === "string") {
      words.push({ text: unquoted(text), keyword: "" });
    }
  }
  return words;
}
