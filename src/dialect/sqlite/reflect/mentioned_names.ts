import { folded } from "../parse/folded.ts";
import { SqlCursor } from "../parse/sql_cursor.ts";

/**
 * The names, as SQLite compares them, that a view's or a trigger's text uses as tables: those of FROM lists and of
 * statements' targets, without the queries that WITH names.
 */
export function mentionedNames(sql: string): ReadonlySet<string> {
  return new NameFinder(new SqlCursor(sql)).find();
}

/** After these comes a list of tables, or one table. */
const NAMING: ReadonlyMap<string, Expected> = new Map([
  ["FROM", "list"],
  ["JOIN", "list"],
  ["INTO", "one"],
  ["UPDATE", "one"],
  ["IN", "one"],
]);

/** After these a comma brings no other table. */
const ENDING: ReadonlySet<string> = new Set(
  "WITH SELECT WHERE GROUP ORDER HAVING LIMIT WINDOW UNION INTERSECT EXCEPT VALUES SET RETURNING BEGIN DO ;"
    .split(
      " ",
    ),
);

/** Whether a table's name may come next, and others after commas. */
type Expected = "list" | "one" | "none";

/** What is known between a parenthesis and its end. */
interface Level {
  /** Whether a comma brings another table. */
  listing: boolean;
  /** Names that WITH has given to queries. */
  readonly queries: Set<string>;
}

class NameFinder {
  readonly #cursor: SqlCursor;
  readonly #found = new Set<string>();
  #levels: Level[] = [];
  #level: Level = { listing: false, queries: new Set() };
  #expected: Expected = "none";

  constructor(cursor: SqlCursor) {
    this.#cursor = cursor;
  }

  find(): ReadonlySet<string> {
    while (!this.#cursor.done) this.#step();
    return this.#found;
  }

  #step(): void {
    const cursor = this.#cursor;
    // IS DISTINCT FROM compares.
    if (cursor.skip("DISTINCT", "FROM")) return;
    const word = cursor.upper();
    const naming = NAMING.get(word);
    if (word === "(") this.#open();
    else if (word === ")") this.#close();
    else if (word === ",") this.#expected = this.#level.listing ? "list" : "none";
    else if (naming !== undefined) this.#expect(naming);
    else if (ENDING.has(word)) this.#end();
    else if (namesQuery(cursor)) return this.#nameQuery();
    else if (this.#expected !== "none") return this.#table();
    cursor.take();
  }

  #open(): void {
    const listing = this.#expected === "list";
    this.#levels.push(this.#level);
    this.#level = { listing, queries: new Set(this.#level.queries) };
    if (!listing) this.#expected = "none";
  }

  #close(): void {
    this.#level = this.#levels.pop() ?? this.#level;
    this.#expected = "none";
  }

  #expect(expected: Expected): void {
    this.#expected = expected;
    if (expected === "list") this.#level.listing = true;
  }

  #end(): void {
    this.#level.listing = false;
    this.#expected = "none";
  }

  #nameQuery(): void {
    this.#level.queries.add(folded(this.#cursor.name()));
    this.#expected = "none";
  }

  #table(): void {
    const cursor = this.#cursor;
    // UPDATE OR IGNORE t.
    if (cursor.skip("OR")) return void cursor.take();
    this.#expected = "none";
    if (!cursor.atName) return void cursor.take();
    const name = folded(cursor.name());
    if (cursor.skip(".")) this.#found.add(folded(cursor.name()));
    else if (!this.#level.queries.has(name)) this.#found.add(name);
  }
}

/** Whether a name comes that WITH gives to a query: `q AS (`, `q(a, b) AS NOT MATERIALIZED (`. */
function namesQuery(cursor: SqlCursor): boolean {
  if (!cursor.atName) return false;
  let at = cursor.upper(1) === "(" ? cursor.closing(1) + 1 : 1;
  if (cursor.upper(at++) !== "AS") return false;
  if (cursor.upper(at) === "NOT") at++;
  if (cursor.upper(at) === "MATERIALIZED") at++;
  return cursor.upper(at) === "(";
}
