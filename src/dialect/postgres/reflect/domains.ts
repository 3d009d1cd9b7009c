import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { madeUpName } from "./made_up_name.ts";
import { bothWays, printed } from "./printed.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface DomainRow {
  readonly id: number;
  /** As SQL writes it, and as it is. */
  readonly name: string;
  readonly plain_name: string;
  readonly base: string;
  readonly collation: string | null;
  readonly default_sql: string | null;
  readonly required: boolean;
  readonly constraints: readonly DomainConstraint[] | null;
}

interface DomainConstraint {
  readonly id: number;
  readonly name: string;
  /** As SQL writes it. */
  readonly quoted: string;
  readonly kind: string;
  /** In both of the server's ways. */
  readonly sql: readonly string[];
  readonly valid: boolean;
}

/** Domains; a check that earlier values may break is added afterwards. */
export async function domains(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<DomainRow>(`SELECT t.oid AS id, t.oid::pg_catalog.regtype::text AS name,
  t.typname AS plain_name, pg_catalog.format_type(t.typbasetype, t.typtypmod) AS base,
  CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::pg_catalog.regcollation::text END AS collation,
  pg_catalog.pg_get_expr(t.typdefaultbin, 0) AS default_sql, t.typnotnull AS required,
  (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('id', k.oid::int8, 'name', k.conname,
    'quoted', pg_catalog.quote_ident(k.conname), 'kind', k.contype, 'valid', k.convalidated,
    'sql', ${bothWays("pg_catalog.pg_get_constraintdef(k.oid")}) ORDER BY k.conname)
    FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid) AS constraints
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
WHERE t.typtype = 'd' AND ${scope.schema} AND ${own("pg_type", "t.oid")}`);
  return rows.flatMap((row) => [domain(row), ...later(row)]);
}

function domain(row: DomainRow): Described {
  const constraints = row.constraints ?? [];
  const required = constraints.find(({ kind }) => kind === "n");
  const checks = constraints.filter(({ kind, valid }) => kind === "c" && valid);
  const create = [
    `CREATE DOMAIN ${row.name} AS ${row.base}`,
    row.collation === null ? "" : ` COLLATE ${row.collation}`,
    row.default_sql === null ? "" : ` DEFAULT ${row.default_sql}`,
    row.required
      ? ` ${required === undefined ? "NOT NULL" : named(row, required, "not_null", "NOT NULL")}`
      : "",
    ...checks.map((check) =>
      `\n  ${checks.length > 1 ? always(check) : named(row, check, "check", printed(check.sql))}`
    ),
  ];
  return described(address("pg_type", row.id), "domain", row.name, create.join(""));
}

function always({ quoted, sql }: DomainConstraint): string {
  return `CONSTRAINT ${quoted} ${printed(sql)}`;
}

/** Without its name where the server makes the same one up. */
function named(row: DomainRow, { name, quoted }: DomainConstraint, label: string, sql: string): string {
  return name === madeUpName(row.plain_name, "", label) ? sql : `CONSTRAINT ${quoted} ${sql}`;
}

function later(row: DomainRow): readonly Described[] {
  return (row.constraints ?? []).filter(({ valid }) => !valid).map(({ id, quoted, sql }) => ({
    address: address("pg_constraint", id),
    kind: "domain constraint",
    identity: `${quoted} ON ${row.name}`,
    create: `ALTER DOMAIN ${row.name} ADD CONSTRAINT ${quoted} ${printed(sql)}`,
    drop: `ALTER DOMAIN ${row.name} DROP CONSTRAINT ${quoted}`,
    on: [address("pg_type", row.id)],
    commented: false,
  }));
}
