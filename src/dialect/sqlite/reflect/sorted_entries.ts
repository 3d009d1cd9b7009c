import { folded } from "../parse/folded.ts";
import { orUndefined, SqlCursor } from "../parse/sql_cursor.ts";
import type { Catalog, Entry } from "./catalog.ts";

/** The catalog's entries by what they are to retort. */
export interface SortedEntries {
  readonly tables: readonly Entry[];
  readonly virtualTables: readonly Entry[];
  readonly views: readonly Entry[];
  readonly triggers: readonly Entry[];
  /** Those that a statement made; what a constraint made belongs to the constraint. */
  readonly indexes: readonly Entry[];
  /** Tables that seem to belong to a virtual table whose module is not there to say so. */
  readonly doubtful: readonly Entry[];
  readonly strange: readonly Entry[];
}

/** Sorts entries; what SQLite or a virtual table keeps for itself is left out. */
export function sortedEntries(entries: readonly Entry[], catalog: Catalog): SortedEntries {
  const own = entries.filter(({ name }) => !folded(name).startsWith("sqlite_"));
  const tables = own.filter(({ type, name }) =>
    type === "table" && catalog.listed.get(name)?.type !== "shadow"
  );
  const virtualTables = tables.filter(isVirtual);
  const orphans = virtualTables.filter(({ sql }) => !catalog.modules.has(moduleOf(sql ?? "")))
    .map(({ name }) => `${folded(name)}_`);
  const plain = tables.filter((entry) => !isVirtual(entry));
  const doubtful = plain.filter(({ name }) => orphans.some((prefix) => folded(name).startsWith(prefix)));
  const kept = new Set(tables.filter((entry) => !doubtful.includes(entry)).map(({ name }) => name));
  return {
    tables: plain.filter((entry) => !doubtful.includes(entry)),
    virtualTables,
    views: own.filter(({ type }) => type === "view"),
    triggers: own.filter(({ type }) => type === "trigger"),
    indexes: own.filter(({ type, sql, table }) => type === "index" && sql !== null && kept.has(table)),
    doubtful,
    strange: own.filter(({ type }) => !["table", "view", "trigger", "index"].includes(type)),
  };
}

function isVirtual({ sql }: Entry): boolean {
  return sql !== null && new SqlCursor(sql.slice(0, HEAD)).comes("CREATE", "VIRTUAL", "TABLE");
}

/** Comments cannot stand there: SQLite writes these words itself. */
const HEAD = 25;

function moduleOf(sql: string): string {
  return orUndefined(() => {
    const cursor = new SqlCursor(sql);
    cursor.expect("CREATE", "VIRTUAL", "TABLE");
    cursor.name();
    cursor.expect("USING");
    return folded(cursor.name());
  }) ?? "";
}
