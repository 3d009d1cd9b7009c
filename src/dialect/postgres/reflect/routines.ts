import { objectKey } from "../../../schema/schema.ts";
import { quoteWhereNeeded } from "../quote.ts";
import { address } from "./addresses.ts";
import { calledFunctions } from "./called_functions.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";
import { untypedLiterals } from "./untyped_literals.ts";

interface RoutineRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly identity: string;
  readonly procedure: boolean;
  readonly sql: string;
  /** The text of an SQL function's body; null for others, and where the server keeps a tree. */
  readonly body: string | null;
  /** Whether the server keeps the body as a tree, and prints it from that. */
  readonly parsed: boolean;
}

/** Functions and procedures; the server prints them with their schema, home or not. */
export async function routines(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const parsedBody = scope.version >= 14 ? "(p.prosqlbody IS NOT NULL)" : "false";
  const rows = await ask<RoutineRow>(`SELECT p.oid AS id, pg_catalog.quote_ident(n.nspname) AS schema,
  p.proname AS name, p.oid::pg_catalog.regprocedure::text AS identity, p.prokind = 'p' AS procedure,
  pg_catalog.pg_get_functiondef(p.oid) AS sql,
  CASE WHEN l.lanname = 'sql' AND NOT ${parsedBody} THEN p.prosrc END AS body, ${parsedBody} AS parsed
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE p.prokind IN ('f', 'p', 'w') AND ${scope.schema} AND ${own("pg_proc", "p.oid")}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
    AND d.objid = p.oid AND d.deptype = 'i')`);
  const keys = keysByName(rows);
  return rows.map((row) => {
    const { id, schema, identity, sql, body, parsed } = row;
    const kind = kindOf(row);
    const create = withoutHome(
      parsed ? untypedLiterals(sql.trimEnd()) : sql.trimEnd(),
      `CREATE OR REPLACE ${kind.toUpperCase()} `,
      schema,
      scope,
    );
    const dependsOn = body === null ? [] : calledFunctions(body, keys);
    return { ...described(address("pg_proc", id), kind, identity, create), dependsOn };
  });
}

function kindOf({ procedure }: RoutineRow): string {
  return procedure ? "procedure" : "function";
}

function keysByName(rows: readonly RoutineRow[]): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(rows, ({ name }) => name);
  return new Map([...groups].map(([name, same]) => [
    name,
    same.map((row) => objectKey(kindOf(row), { name: row.identity })),
  ]));
}

/** Takes the schema away that the server always prints, where unqualified names mean it anyway. */
export function withoutHome(sql: string, head: string, schema: string, { home }: Scope): string {
  const prefix = `${head}${schema}.`;
  const atHome = home !== undefined && (schema === home || schema === quoteWhereNeeded(home));
  return atHome && sql.startsWith(prefix) ? head + sql.slice(prefix.length) : sql;
}
