import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface RangeRow {
  readonly id: number;
  readonly name: string;
  readonly plain_name: string;
  readonly subtype: string;
  readonly operator_class: string | null;
  readonly collation: string | null;
  readonly canonical: string | null;
  readonly difference: string | null;
  readonly multirange: string | null;
  readonly multirange_sql: string | null;
}

/** Types of ranges. */
export async function rangeTypes(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const multirange = scope.version >= 14;
  const rows = await ask<RangeRow>(`SELECT t.oid AS id, t.oid::pg_catalog.regtype::text AS name,
  t.typname AS plain_name, pg_catalog.format_type(r.rngsubtype, NULL) AS subtype,
  CASE WHEN NOT o.opcdefault THEN CASE WHEN pg_catalog.pg_opclass_is_visible(o.oid)
    THEN pg_catalog.quote_ident(o.opcname) ELSE pg_catalog.format('%I.%I', onsp.nspname, o.opcname) END END
    AS operator_class,
  CASE WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::pg_catalog.regcollation::text END AS collation,
  CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::pg_catalog.regproc::text END AS canonical,
  CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::pg_catalog.regproc::text END AS difference,
  ${multirange ? "m.typname" : "NULL"} AS multirange,
  ${multirange ? "m.oid::pg_catalog.regtype::text" : "NULL"} AS multirange_sql
FROM pg_catalog.pg_range r
JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype
JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
JOIN pg_catalog.pg_namespace onsp ON onsp.oid = o.opcnamespace
${multirange ? "LEFT JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid" : ""}
WHERE ${scope.schema} AND ${own("pg_type", "t.oid")}`);
  return rows.map((row) =>
    described(address("pg_type", row.id), "range type", row.name, rangeSql(row), {
      drop: `DROP TYPE ${row.name}`,
      stub: { sql: `CREATE TYPE ${row.name}`, whole: rangeSql(row), always: false },
    })
  );
}

function rangeSql(row: RangeRow): string {
  const own = row.multirange !== madeUpMultirange(row.plain_name);
  const said: [string, string | null][] = [
    ["SUBTYPE", row.subtype],
    ["SUBTYPE_OPCLASS", row.operator_class],
    ["COLLATION", row.collation],
    ["CANONICAL", row.canonical],
    ["SUBTYPE_DIFF", row.difference],
    ["MULTIRANGE_TYPE_NAME", own ? row.multirange_sql : null],
  ];
  const lines = said.flatMap(([name, value]) => value === null ? [] : [`  ${name} = ${value}`]);
  return `CREATE TYPE ${row.name} AS RANGE (\n${lines.join(",\n")}\n)`;
}

function madeUpMultirange(range: string): string {
  return range.includes("range") ? range.replace("range", "multirange") : `${range}_multirange`;
}
