import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface PublicationRow {
  readonly id: number;
  readonly name: string;
  readonly all_tables: boolean;
  readonly actions: string;
  readonly settings: readonly string[];
  readonly tables: readonly string[] | null;
  readonly table_ids: readonly number[] | null;
  readonly schemas: readonly string[] | null;
}

/** Publications, with their tables; lists of columns, conditions and schemas came with version 15. */
export async function publications(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rich = scope.version >= 15;
  const columns = rich
    ? `|| CASE WHEN r.prattrs IS NULL THEN '' ELSE ' (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname),
        ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')' END
      || CASE WHEN r.prqual IS NULL THEN '' ELSE ' WHERE (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')' END`
    : "";
  const schemas = rich
    ? `(SELECT pg_catalog.array_agg(pg_catalog.quote_ident(n.nspname) ORDER BY n.nspname)
    FROM pg_catalog.pg_publication_namespace pn JOIN pg_catalog.pg_namespace n ON n.oid = pn.pnnspid
    WHERE pn.pnpubid = p.oid)`
    : "NULL::text[]";
  const rows = await ask<PublicationRow>(`SELECT p.oid AS id, pg_catalog.quote_ident(p.pubname) AS name,
  p.puballtables AS all_tables,
  pg_catalog.concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END) AS actions,
  pg_catalog.array_remove(ARRAY[CASE WHEN p.pubviaroot THEN 'publish_via_partition_root = true' END,
    CASE pg_catalog.to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'publish_generated_columns = stored' END], NULL)
    AS settings,
  (SELECT pg_catalog.array_agg(r.prrelid::pg_catalog.regclass::text ${columns}
      ORDER BY r.prrelid::pg_catalog.regclass::text)
    FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid) AS tables,
  (SELECT pg_catalog.array_agg(r.prrelid) FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid) AS table_ids,
  ${schemas} AS schemas
FROM pg_catalog.pg_publication p WHERE ${own("pg_publication", "p.oid")}`);
  return rows.map((row) => {
    const on = (row.table_ids ?? []).map((id) => address("pg_class", id));
    return described(address("pg_publication", row.id), "publication", row.name, sql(row), { on });
  });
}

const EVERYTHING = "insert, update, delete, truncate";

function sql(row: PublicationRow): string {
  const objects = [
    ...(row.tables === null ? [] : [`TABLE ${row.tables.join(", ")}`]),
    ...(row.schemas === null ? [] : [`TABLES IN SCHEMA ${row.schemas.join(", ")}`]),
  ];
  const what = row.all_tables ? " FOR ALL TABLES" : objects.length === 0 ? "" : ` FOR ${objects.join(", ")}`;
  const settings = [
    ...(row.actions === EVERYTHING ? [] : [`publish = '${row.actions}'`]),
    ...row.settings,
  ];
  return `CREATE PUBLICATION ${row.name}${what}${
    settings.length === 0 ? "" : ` WITH (${settings.join(", ")})`
  }`;
}
