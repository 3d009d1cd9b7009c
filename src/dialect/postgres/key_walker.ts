import { lastPart } from "../ansi/name_parts.ts";
import { type KeyColumn, type KeyWalker, unknownColumn } from "../key_walker.ts";
import type { Connection } from "../dialect.ts";

/** A column of the key; null where the table has none of that name. */
interface FoundColumn {
  readonly number: number | null;
  readonly type: string | null;
  readonly required: boolean | null;
  readonly collation: string | null;
}

/** An index, its parts in order: column numbers, ordering bits, collations, and whether the operator class is the usual one. */
interface FoundIndex {
  readonly columns: string;
  readonly options: string;
  readonly collations: string;
  readonly usual: readonly boolean[];
}

const TABLE = `SELECT pg_catalog.to_regclass($1)::oid::int8 AS id, pg_catalog.to_regclass($1)::text AS name`;

const ESTIMATE = `SELECT CASE WHEN t.relkind = 'p' THEN (
    SELECT pg_catalog.sum(greatest(leaf.reltuples, 0))
    FROM pg_catalog.pg_partition_tree(t.oid) AS part
    JOIN pg_catalog.pg_class AS leaf ON leaf.oid = part.relid WHERE part.isleaf
  ) ELSE t.reltuples END::float8 AS estimate
FROM pg_catalog.pg_class AS t WHERE t.oid = $1::oid`;

const COLUMNS =
  `SELECT a.attnum AS number, pg_catalog.format_type(a.atttypid, -1) AS type, a.attnotnull AS required,
  a.attcollation::text AS collation
FROM pg_catalog.json_array_elements_text($2::json) WITH ORDINALITY AS wanted (name, place)
LEFT JOIN pg_catalog.pg_attribute AS a
  ON a.attrelid = $1::oid AND a.attname = wanted.name AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY wanted.place`;

const INDEXES = `SELECT i.indkey::text AS columns, i.indoption::text AS options,
  i.indcollation::text AS collations, (
    SELECT pg_catalog.json_agg(o.opcdefault ORDER BY class.place)
    FROM pg_catalog.unnest(i.indclass::oid[]) WITH ORDINALITY AS class (id, place)
    JOIN pg_catalog.pg_opclass AS o ON o.oid = class.id
  ) AS usual
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
WHERE i.indrelid = $1::oid AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'`;

const INTEGERS: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"]);

/** By the catalogs. Values of all types but integers travel as text, which every type reads back exactly. */
export const postgresKeyWalker: KeyWalker = {
  rowValues: true,
  async describe(connection, table, key) {
    const [found] = await connection.query<{ id: number | null; name: string }>(TABLE, [table]);
    if (found === undefined || found.id === null) return undefined;
    const createIndex = `CREATE INDEX CONCURRENTLY ON ${table} (${key.join(", ")})`;
    const columns = await columnsOf(connection, found.id, key);
    const missing = columns.findIndex(({ number }) => number === null);
    if (missing >= 0) {
      const refusal = unknownColumn(table, key[missing] ?? "");
      return { columns: [], indexed: false, createIndex, ...refusal };
    }
    const indexes = await connection.query<FoundIndex>(INDEXES, [found.id]);
    const [counted] = await connection.query<{ estimate: number | null }>(ESTIMATE, [found.id]);
    const estimate = counted?.estimate ?? 0;
    return {
      columns: columns.map((column, index) => keyColumn(column, key[index] ?? "")),
      indexed: indexes.some((index) => serves(index, columns)),
      createIndex,
      ...(estimate > 0 ? { estimate } : {}),
    };
  },
};

async function columnsOf(connection: Connection, id: number, key: readonly string[]) {
  const names = key.map((sql) => lastPart(sql, (bare) => bare.toLowerCase()));
  return await connection.query<FoundColumn>(COLUMNS, [id, JSON.stringify(names)]);
}

function keyColumn({ type, required }: FoundColumn, sql: string): KeyColumn {
  const integer = INTEGERS.has(type ?? "");
  return {
    name: lastPart(sql, (bare) => bare.toLowerCase()),
    sql,
    read: integer ? sql : `${sql}::text`,
    cast: type ?? "text",
    integer,
    nullable: required !== true,
  };
}

/** The key's columns come first, in one direction, NULLs where ORDER BY has them. */
function serves({ columns, options, collations, usual }: FoundIndex, key: readonly FoundColumn[]): boolean {
  const parts = columns.split(" ");
  const bits = options.split(" ").slice(0, key.length);
  const sorted = collations.split(" ");
  return key.every(({ number, collation }, index) =>
    parts[index] === String(number) && usual[index] === true && sorted[index] === collation
  ) && (bits.every((bit) => bit === "0") || bits.every((bit) => bit === "3"));
}
