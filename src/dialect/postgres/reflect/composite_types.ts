import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface CompositeRow {
  readonly id: number;
  readonly relation: number;
  readonly name: string;
  readonly columns: readonly string[] | null;
}

/** Types that are rows. */
export async function compositeTypes(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<CompositeRow>(`SELECT t.oid AS id, t.typrelid AS relation,
  t.oid::pg_catalog.regtype::text AS name,
  (SELECT pg_catalog.array_agg(pg_catalog.quote_ident(a.attname) || ' '
      || pg_catalog.format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attcollation <> b.typcollation
        THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::text ELSE '' END ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type b ON b.oid = a.atttypid
    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
WHERE t.typtype = 'c' AND ${scope.schema} AND ${own("pg_type", "t.oid")}`);
  return rows.map(({ id, relation, name, columns }) => {
    const body = columns === null ? "()" : `(\n  ${columns.join(",\n  ")}\n)`;
    return described(
      address("pg_class", relation),
      "composite type",
      name,
      `CREATE TYPE ${name} AS ${body}`,
      {
        drop: `DROP TYPE ${name}`,
        commented: address("pg_type", id),
      },
    );
  });
}
