import { address } from "./addresses.ts";
import type { Described } from "./described.ts";
import type { Ask, Scope } from "./scope.ts";

interface PartRow {
  readonly relation: number;
  readonly owner: number;
  readonly name: string;
  readonly column: string;
  readonly number: number;
  /** `index`, `view`, `materialized view`. */
  readonly kind: string;
  readonly default_sql: string | null;
  readonly statistics: number | null;
  readonly storage: string | null;
  readonly ordinary_storage: string;
  readonly compression: string | null;
  readonly options: readonly string[] | null;
}

interface Setting {
  readonly kind: string;
  readonly set: string;
  readonly reset: string;
}

/** What is set on the columns of indexes, views and materialised views, which no CREATE can say. */
export async function columnSettings(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const compression = scope.version >= 14
    ? "CASE WHEN ic.relkind = 'm' THEN CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END END"
    : "NULL";
  const rows = await ask<PartRow>(`SELECT * FROM (SELECT a.attrelid AS relation,
  coalesce(i.indrelid, ic.oid) AS owner, ic.oid::pg_catalog.regclass::text AS name, a.attnum AS number,
  CASE WHEN i.indrelid IS NULL THEN pg_catalog.quote_ident(a.attname) ELSE a.attnum::text END AS column,
  CASE ic.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'index' END AS kind,
  CASE WHEN a.atthasdef THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS default_sql,
  CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
  CASE WHEN ic.relkind = 'm' AND a.attstorage <> t.typstorage THEN ${
    storageWord("a.attstorage")
  } END AS storage,
  ${storageWord("t.typstorage")} AS ordinary_storage, ${compression} AS compression,
  CASE WHEN ic.relkind = 'm' THEN a.attoptions END AS options
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
JOIN pg_catalog.pg_class ic ON ic.oid = a.attrelid AND ic.relkind IN ('i', 'I', 'v', 'm')
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = ic.oid
JOIN pg_catalog.pg_class c ON c.oid = coalesce(i.indrelid, ic.oid)
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND ${scope.relation}) columns
WHERE default_sql IS NOT NULL OR statistics IS NOT NULL OR storage IS NOT NULL OR compression IS NOT NULL
  OR options IS NOT NULL`);
  return rows.flatMap((row) => {
    const alter = `ALTER ${row.kind.toUpperCase()} ${row.name} ALTER COLUMN ${row.column}`;
    return settingsOf(row).map(({ kind, set, reset }) => ({
      address: address(`${kind} ${row.number}`, row.relation),
      kind,
      identity: `${row.column} OF ${row.name}`,
      create: `${alter} ${set}`,
      drop: `${alter} ${reset}`,
      on: [address("pg_class", row.relation), address("pg_class", row.owner)],
      commented: false as const,
    }));
  });
}

function storageWord(code: string): string {
  return `CASE ${code} WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END`;
}

function settingsOf(row: PartRow): readonly Setting[] {
  const { default_sql, statistics, storage, compression, options } = row;
  const names = options?.map((option) => option.slice(0, option.indexOf("=")));
  const settings: (Setting | false)[] = [
    default_sql !== null &&
    { kind: "column default", set: `SET DEFAULT ${default_sql}`, reset: "DROP DEFAULT" },
    statistics !== null &&
    { kind: "column statistics", set: `SET STATISTICS ${statistics}`, reset: "SET STATISTICS -1" },
    storage !== null &&
    { kind: "column storage", set: `SET STORAGE ${storage}`, reset: `SET STORAGE ${row.ordinary_storage}` },
    compression !== null &&
    { kind: "column compression", set: `SET COMPRESSION ${compression}`, reset: "SET COMPRESSION DEFAULT" },
    options !== null &&
    { kind: "column options", set: `SET (${options.join(", ")})`, reset: `RESET (${names?.join(", ")})` },
  ];
  return settings.filter((setting) => setting !== false);
}
