import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { bothWays, printed } from "./printed.ts";
import { withoutHome } from "./routines.ts";
import type { Ask, Scope } from "./scope.ts";

interface PolicyRow {
  readonly id: number;
  readonly table: number;
  readonly table_name: string;
  readonly name: string;
  readonly permissive: boolean;
  readonly command: string;
  readonly roles: readonly string[] | null;
  readonly using: readonly string[] | null;
  readonly check: readonly string[] | null;
}

const COMMANDS: Readonly<Record<string, string>> = { r: "SELECT", a: "INSERT", w: "UPDATE", d: "DELETE" };

/** Who sees which rows. */
export async function policies(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const rows = await ask<PolicyRow>(
    `SELECT p.oid AS id, c.oid AS table, c.oid::pg_catalog.regclass::text AS table_name,
  pg_catalog.quote_ident(p.polname) AS name, p.polpermissive AS permissive, p.polcmd AS command,
  (SELECT pg_catalog.array_agg(pg_catalog.quote_ident(r.rolname) ORDER BY r.rolname) FROM pg_catalog.pg_roles r
    WHERE r.oid = ANY (p.polroles)) AS roles,
  CASE WHEN p.polqual IS NOT NULL THEN ${
      bothWays("pg_catalog.pg_get_expr(p.polqual, p.polrelid")
    } END AS using,
  CASE WHEN p.polwithcheck IS NOT NULL THEN ${
      bothWays("pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid")
    } END AS check
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE ${scope.relation}`,
  );
  return rows.map((row) => {
    const command = COMMANDS[row.command];
    const create = [
      `CREATE POLICY ${row.name} ON ${row.table_name}`,
      row.permissive ? "" : " AS RESTRICTIVE",
      command === undefined ? "" : ` FOR ${command}`,
      row.roles === null ? "" : ` TO ${row.roles.join(", ")}`,
      row.using === null ? "" : `\n  USING (${printed(row.using)})`,
      row.check === null ? "" : `\n  WITH CHECK (${printed(row.check)})`,
    ].join("");
    const on = [address("pg_class", row.table)];
    return described(address("pg_policy", row.id), "policy", `${row.name} ON ${row.table_name}`, create, {
      on,
    });
  });
}

interface StatisticsRow {
  readonly id: number;
  readonly table: number;
  readonly schema: string;
  readonly name: string;
  readonly sql: string;
  readonly target: number;
}

/** What the planner is told to look at together. */
export async function statistics(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const rows = await ask<StatisticsRow>(`SELECT s.oid AS id, c.oid AS table,
  pg_catalog.quote_ident(sn.nspname) AS schema,
  CASE WHEN pg_catalog.pg_statistics_obj_is_visible(s.oid) THEN pg_catalog.quote_ident(s.stxname)
    ELSE pg_catalog.format('%I.%I', sn.nspname, s.stxname) END AS name,
  pg_catalog.pg_get_statisticsobjdef(s.oid) AS sql, coalesce(s.stxstattarget, -1) AS target
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_namespace sn ON sn.oid = s.stxnamespace
JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE ${scope.relation}`);
  return rows.flatMap((row) => {
    const at = address("pg_statistic_ext", row.id);
    const create = withoutHome(row.sql, "CREATE STATISTICS ", row.schema, scope);
    const object = described(at, "statistics", row.name, create, { on: [address("pg_class", row.table)] });
    if (row.target < 0) return [object];
    return [object, {
      address: address("pg_statistic_ext target", row.id),
      kind: "statistics target",
      identity: row.name,
      create: `ALTER STATISTICS ${row.name} SET STATISTICS ${row.target}`,
      drop: `ALTER STATISTICS ${row.name} SET STATISTICS -1`,
      on: [at],
      commented: false as const,
    }];
  });
}
