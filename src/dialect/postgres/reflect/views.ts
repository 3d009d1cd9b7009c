import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { parameters } from "./parameters.ts";
import { bothWays, printed } from "./printed.ts";
import type { Ask, Scope } from "./scope.ts";
import { untypedLiterals } from "./untyped_literals.ts";

interface ViewRow {
  readonly id: number;
  readonly name: string;
  readonly materialized: boolean;
  readonly query: readonly string[];
  readonly parameters: readonly string[] | null;
  readonly method: string | null;
  readonly tablespace: string | null;
  readonly populated: boolean;
  /** The columns with their types and nothing in them: what can stand in for a view. */
  readonly empty: string | null;
  /** Whether it reads itself. */
  readonly circular: boolean;
}

/** Views and materialised views. */
export async function views(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<ViewRow>(`SELECT c.oid AS id, c.oid::pg_catalog.regclass::text AS name,
  c.relkind = 'm' AS materialized, ${
    bothWays("pg_catalog.pg_get_viewdef(c.oid")
  } AS query, c.reloptions AS parameters,
  CASE WHEN am.amname <> 'heap' THEN pg_catalog.quote_ident(am.amname) END AS method,
  pg_catalog.quote_ident(ts.spcname) AS tablespace, c.relispopulated AS populated,
  ${EMPTY_COLUMNS} AS empty, ${READS_ITSELF} AS circular
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
WHERE c.relkind IN ('v', 'm') AND ${scope.relation}`);
  return rows.map((row) =>
    described(
      address("pg_class", row.id),
      row.materialized ? "materialized view" : "view",
      row.name,
      sql(row),
      row.materialized ? {} : { stub: stub(row) },
    )
  );
}

const EMPTY_COLUMNS = `CASE WHEN c.relkind = 'v' THEN (SELECT pg_catalog.string_agg(
    pg_catalog.format('NULL::%s%s AS %I', pg_catalog.format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::text END,
      a.attname), E',\n  ' ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0) END`;

const READS_ITSELF = `EXISTS (SELECT FROM pg_catalog.pg_rewrite r
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = c.oid AND d.deptype = 'n'
    WHERE r.ev_class = c.oid AND r.rulename = '_RETURN')`;

function stub(row: ViewRow): NonNullable<Described["stub"]> {
  return {
    sql: `CREATE VIEW ${row.name} AS\nSELECT\n  ${row.empty ?? ""}`,
    whole: sql(row).replace("CREATE VIEW", "CREATE OR REPLACE VIEW"),
    always: row.circular,
  };
}

function sql(row: ViewRow): string {
  const query = untypedLiterals(printed(row.query.map((text) => text.trim().replace(/;$/, ""))));
  const options = parameters(row.parameters);
  const check = options.find(([name]) => name === "check_option")?.[1];
  const other = options.filter(([name]) => name !== "check_option").map(([name, value]) =>
    `${name}=${value}`
  );
  return [
    `CREATE ${row.materialized ? "MATERIALIZED VIEW" : "VIEW"} ${row.name}`,
    row.method === null ? "" : ` USING ${row.method}`,
    other.length === 0 ? "" : ` WITH (${other.join(", ")})`,
    row.tablespace === null ? "" : ` TABLESPACE ${row.tablespace}`,
    ` AS\n${query}`,
    check === undefined ? "" : `\nWITH ${check.toUpperCase()} CHECK OPTION`,
    row.materialized && !row.populated ? "\nWITH NO DATA" : "",
  ].join("");
}

interface ViewIndexRow {
  readonly id: number;
  readonly view: number;
  readonly name: string;
  readonly sql: string;
  /** Puts the view's rows in the index's order; null where CLUSTER would not use it. */
  readonly cluster: string | null;
}

/** The indexes of materialised views, and which of them CLUSTER uses. */
export async function viewIndexes(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<ViewIndexRow>(`SELECT i.indexrelid AS id, c.oid AS view,
  i.indexrelid::pg_catalog.regclass::text AS name, pg_catalog.pg_get_indexdef(i.indexrelid, 0, true) AS sql,
  CASE WHEN i.indisclustered THEN pg_catalog.format('ALTER MATERIALIZED VIEW %s CLUSTER ON %I',
    c.oid::pg_catalog.regclass, x.relname) END AS cluster
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'm' AND ${scope.relation}`);
  return rows.flatMap((row) => [
    described(address("pg_class", row.id), "index", row.name, row.sql, {
      on: [address("pg_class", row.view)],
    }),
    ...clustering(row),
  ]);
}

function clustering({ id, name, cluster }: ViewIndexRow): readonly Described[] {
  if (cluster === null) return [];
  const drop = cluster.replace(/ CLUSTER ON .*$/s, " SET WITHOUT CLUSTER");
  const rest = { on: [address("pg_class", id)], drop, commented: false } as const;
  return [described(address("clustering", id), "clustering", name, cluster, rest)];
}
