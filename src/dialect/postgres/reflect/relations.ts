import type { Options } from "../../../schema/schema.ts";
import { postgresOptions } from "../options.ts";
import type { Ask, Scope } from "./scope.ts";
import { parameters } from "./parameters.ts";

/** A table or partitioned table as the catalogs have it. */
export interface RelationRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly unlogged: boolean;
  readonly parameters: readonly string[] | null;
  readonly toast_parameters: readonly string[] | null;
  readonly tablespace: string | null;
  readonly method: string | null;
  readonly row_security: boolean;
  readonly force_row_security: boolean;
  /** `d`, `n`, `f`, `i`. */
  readonly replica_identity: string;
  readonly replica_index: string | null;
  readonly cluster_index: string | null;
  readonly of_type: string | null;
  readonly partition_by: string | null;
  readonly bound: string | null;
}

/** That a table is a partition of another, or inherits from it. */
export interface ParentRow {
  readonly child: number;
  readonly parent: number;
  readonly schema: string;
  readonly name: string;
}

/** The tables. */
export function readRelations(scope: Scope, ask: Ask): Promise<RelationRow[]> {
  return ask(`SELECT c.oid AS id, n.nspname AS schema, c.relname AS name, c.relpersistence = 'u' AS unlogged,
  c.reloptions AS parameters, tc.reloptions AS toast_parameters, ts.spcname AS tablespace,
  CASE WHEN am.amname <> 'heap' THEN am.amname END AS method, c.relrowsecurity AS row_security,
  c.relforcerowsecurity AS force_row_security, c.relreplident AS replica_identity,
  CASE WHEN c.relreplident = 'i' THEN (SELECT pg_catalog.quote_ident(ic.relname) FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident) END
    AS replica_index,
  cl.name AS cluster_index,
  CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END AS of_type,
  CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_by,
  CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class tc ON tc.oid = c.reltoastrelid AND tc.reloptions IS NOT NULL
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN (SELECT i.indrelid, pg_catalog.quote_ident(ic.relname) AS name FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid WHERE i.indisclustered) cl ON cl.indrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND ${scope.relation}`);
}

/** Who comes from whom, partitions included, in the order in which the parents were named. */
export function readParents(scope: Scope, ask: Ask): Promise<ParentRow[]> {
  return ask(`SELECT h.inhrelid AS child, h.inhparent AS parent, pn.nspname AS schema, pc.relname AS name
FROM pg_catalog.pg_inherits h
JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class pc ON pc.oid = h.inhparent
JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
WHERE c.relkind IN ('r', 'p') AND ${scope.relation}
ORDER BY h.inhrelid, h.inhseqno`);
}

/** What is special about a table. */
export function relationOptions(row: RelationRow): Options {
  const { table } = postgresOptions;
  const said: [string, string | false | null][] = [
    [table.unlogged, row.unlogged && ""],
    [table.using, row.method],
    [table.of, row.of_type],
    [table.tablespace, row.tablespace],
    [table.rowSecurity, row.row_security && ""],
    [table.forceRowSecurity, row.force_row_security && ""],
    [table.replicaIdentity, replicaIdentity(row)],
    [table.clusterOn, row.cluster_index],
  ];
  const own = said.flatMap(([name, value]) => typeof value === "string" ? [[name, value] as const] : []);
  return Object.fromEntries([
    ...own,
    ...parameters(row.parameters),
    ...parameters(row.toast_parameters).map(([name, value]) => [`toast.${name}`, value] as const),
  ]);
}

function replicaIdentity({ replica_identity, replica_index }: RelationRow): string | null {
  switch (replica_identity) {
    case "f":
      return "FULL";
    case "n":
      return "NOTHING";
    // An index that has gone since leaves no more than a mark.
    case "i":
      return replica_index === null ? "NOTHING" : `USING INDEX ${replica_index}`;
    default:
      return null;
  }
}
