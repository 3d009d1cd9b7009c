import { lastPart, nameParts } from "../ansi/name_parts.ts";
import type { Connection } from "../dialect.ts";
import { type KeyColumn, type KeyWalker, unknownColumn } from "../key_walker.ts";
import { quote } from "./quote.ts";

interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly required: number;
  /** Place in the primary key, from 1; 0 for columns outside of it. */
  readonly pk: number;
}

const ROW_ID_NAMES: ReadonlySet<string> = new Set(["rowid", "_rowid_", "oid"]);

/** By what the planner says: it knows of collations, partial indexes and row ids all by itself. */
export const sqliteKeyWalker: KeyWalker = {
  rowValues: true,
  async describe(connection, table, key) {
    const [name = "", schema] = [...nameParts(table)].reverse();
    const found = await connection.query<FoundColumn>(
      'SELECT name, type, "notnull" AS required, pk FROM pragma_table_xinfo(?, ?)',
      [name, schema ?? null],
    );
    if (found.length === 0) return undefined;
    const createIndex = `CREATE INDEX ${
      quote([name, ...key.map((sql) => lastPart(sql))].join("_"))
    } ON ${table} (${key.join(", ")})`;
    const columns = key.map((sql) => keyColumn(found, sql));
    const missing = columns.indexOf(undefined);
    if (missing >= 0) {
      return { columns: [], indexed: false, createIndex, ...unknownColumn(table, key[missing] ?? "") };
    }
    const estimate = await lastRowId(connection, table);
    return {
      columns: columns.filter((column) => column !== undefined),
      indexed: await isIndexed(connection, table, key),
      createIndex,
      ...(estimate > 0 ? { estimate } : {}),
    };
  },
};

function keyColumn(found: readonly FoundColumn[], sql: string): KeyColumn | undefined {
  const wanted = lastPart(sql).toLowerCase();
  const column = found.find(({ name }) => name.toLowerCase() === wanted);
  if (column === undefined) {
    return ROW_ID_NAMES.has(wanted)
      ? { name: wanted, sql, read: sql, integer: true, nullable: false }
      : undefined;
  }
  const { name, type, required, pk } = column;
  const alone = found.filter((other) => other.pk > 0).length === 1;
  const rowId = pk === 1 && alone && type.toUpperCase() === "INTEGER";
  return { name, sql, read: sql, integer: rowId, nullable: !rowId && required === 0 };
}

/** The greatest row id is found at once, and few tables have great gaps. */
async function lastRowId(connection: Connection, table: string): Promise<number> {
  try {
    const [row] = await connection.query<{ last: number | null }>(`SELECT max(rowid) AS last FROM ${table}`);
    return Number(row?.last ?? 0);
  } catch {
    // WITHOUT ROWID, or a view.
    return 0;
  }
}

async function isIndexed(connection: Connection, table: string, key: readonly string[]): Promise<boolean> {
  const [first = ""] = key;
  const columns = key.join(", ");
  const nulls = key.map(() => "NULL").join(", ");
  const place = key.length === 1 ? `${first} > NULL` : `(${columns}) > (${nulls})`;
  const plan = await connection.query<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT ${columns} FROM ${table} WHERE ${place} ORDER BY ${columns} LIMIT 1`,
  );
  return plan.some(({ detail }) => detail.startsWith("SEARCH")) &&
    !plan.some(({ detail }) => detail.includes("TEMP B-TREE"));
}
