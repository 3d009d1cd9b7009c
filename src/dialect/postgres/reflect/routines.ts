import { quoteWhereNeeded } from "../quote.ts";
import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";
import { untypedLiterals } from "./untyped_literals.ts";

interface RoutineRow {
  readonly id: number;
  readonly schema: string;
  readonly identity: string;
  readonly procedure: boolean;
  readonly sql: string;
  /** Whether the server keeps the body as a tree, and prints it from that. */
  readonly parsed: boolean;
}

/** Functions and procedures; the server prints them with their schema, home or not. */
export async function routines(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<RoutineRow>(`SELECT p.oid AS id, pg_catalog.quote_ident(n.nspname) AS schema,
  p.oid::pg_catalog.regprocedure::text AS identity, p.prokind = 'p' AS procedure,
  pg_catalog.pg_get_functiondef(p.oid) AS sql, ${
    scope.version >= 14 ? "p.prosqlbody IS NOT NULL" : "false"
  } AS parsed
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind IN ('f', 'p', 'w') AND ${scope.schema} AND ${own("pg_proc", "p.oid")}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
    AND d.objid = p.oid AND d.deptype = 'i')`);
  return rows.map(({ id, schema, identity, procedure, sql, parsed }) => {
    const kind = procedure ? "procedure" : "function";
    const create = withoutHome(
      parsed ? untypedLiterals(sql.trimEnd()) : sql.trimEnd(),
      `CREATE OR REPLACE ${kind.toUpperCase()} `,
      schema,
      scope,
    );
    return described(address("pg_proc", id), kind, identity, create);
  });
}

/** Takes the schema away that the server always prints, where unqualified names mean it anyway. */
export function withoutHome(sql: string, head: string, schema: string, { home }: Scope): string {
  const prefix = `${head}${schema}.`;
  const atHome = home !== undefined && (schema === home || schema === quoteWhereNeeded(home));
  return atHome && sql.startsWith(prefix) ? head + sql.slice(prefix.length) : sql;
}
