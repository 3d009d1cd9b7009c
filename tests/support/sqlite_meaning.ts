import { DatabaseSync } from "node:sqlite";

/**
 * What an SQLite file declares, by SQLite's own pragmas, however its statements are laid out: one line for each thing.
 * The shell's `.schema` prints the text that somebody wrote.
 */
export function sqliteMeaning(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return [...things(database)].sort().join("\n");
  } finally {
    database.close();
  }
}

type Row = Readonly<Record<string, unknown>>;

function* things(database: DatabaseSync): Generator<string> {
  const rows = (sql: string, ...values: string[]): Row[] => database.prepare(sql).all(...values);
  for (const { name, type, wr, strict } of rows("SELECT * FROM pragma_table_list WHERE schema = 'main'")) {
    if (type === "shadow" || String(name).startsWith("sqlite_")) continue;
    yield line(type, name, wr, strict);
    // A view may read what is not there.
    if (type === "view") continue;
    for (const each of rows("SELECT * FROM pragma_table_xinfo(?)", String(name))) {
      const { name: column, notnull, pk, hidden } = each;
      yield line(
        "column",
        name,
        column,
        typeOf(each["type"]),
        notnull,
        value(each["dflt_value"]),
        pk,
        hidden,
      );
    }
    if (type !== "table") continue;
    yield* keys(rows, String(name));
    const [{ sql } = {}] = rows("SELECT sql FROM sqlite_schema WHERE name = ?", String(name));
    for (const each of checks(String(sql))) yield line("check", name, each);
  }
  for (const { type, name, sql } of rows("SELECT * FROM sqlite_schema WHERE sql NOT NULL")) {
    if (type === "index") yield line("index", name, bare(String(sql)));
    if (type === "view" || type === "trigger") yield line(type, name, withoutLastComment(String(sql)));
  }
}

function* keys(rows: (sql: string, ...values: string[]) => Row[], table: string): Generator<string> {
  for (const { name, unique, origin, partial } of rows("SELECT * FROM pragma_index_list(?)", table)) {
    const parts = rows("SELECT * FROM pragma_index_xinfo(?)", String(name));
    const columns = parts.map(({ name, desc, coll, key }) => [name, desc, String(coll).toLowerCase(), key]);
    yield line("key", table, origin === "c" ? name : "", unique, origin, partial, columns);
  }
  const byId = Map.groupBy(rows("SELECT * FROM pragma_foreign_key_list(?)", table), ({ id }) => id);
  for (const key of byId.values()) {
    const [{ table: parent, on_update, on_delete, match } = {}] = key;
    const columns = key.map(({ from, to }) => `${String(from)} ${String(to)}`.toLowerCase());
    yield line("foreign key", table, String(parent).toLowerCase(), on_update, on_delete, match, columns);
  }
}

/** What stands in the parentheses of each CHECK. */
function checks(sql: string): string[] {
  const text = sql.replace(/--[^\n]*/g, (comment) => /^--[^']*$/.test(comment) ? " " : comment);
  return [...text.matchAll(/\bCHECK\s*\(/gi)].map(({ index, 0: { length } }) => {
    let depth = 1;
    let at = index + length;
    for (let quoted = ""; depth > 0 && at < text.length; at++) {
      const character = text.charAt(at);
      if (quoted !== "") quoted = character === quoted ? "" : quoted;
      else if (character === "'" || character === '"') quoted = character;
      else if (character === "(") depth++;
      else if (character === ")") depth--;
    }
    return bare(text.slice(index + length, at - 1));
  }).filter((check) => check !== "1");
}

/** Text without what says nothing: blanks, parentheses, the kind of quotes, the case of words. */
function bare(sql: string): string {
  const plain = sql.replace(/\/\*.*?\*\//gs, " ").replace(/--[^\n']*\n/g, " ").replace(/\basc\b/gi, " ");
  return plain.replaceAll(/''|""/g, "'").replaceAll(/[\s()'"`[\]]/g, "").toLowerCase();
}

/** Without its numbers: behind a type in quotes SQLite itself loses them. */
function typeOf(type: unknown): string {
  return String(type).replace(/[\](].*$/s, "").replaceAll(/\s+/g, "").toLowerCase();
}

function value(sql: unknown): string | null {
  return sql === null ? null : bare(String(sql));
}

function withoutLastComment(sql: string): string {
  return sql.replace(/\s*(?:--[^\n]*|\/\*(?:(?!\*\/).)*\*\/)$/s, "");
}

function line(...facts: readonly unknown[]): string {
  return JSON.stringify(facts);
}
