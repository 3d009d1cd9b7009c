import type { Constraint, Deferral, KeyAction } from "../../../schema/constraint.ts";
import type { Options } from "../../../schema/schema.ts";
import { postgresOptions } from "../options.ts";
import { quoteWhereNeeded } from "../quote.ts";
import { address } from "./addresses.ts";
import type { Comments } from "./comments.ts";
import { exclusionParts } from "./exclusion.ts";
import { parameters } from "./parameters.ts";
import { bothWays, printed } from "./printed.ts";
import { type Ask, objectName, type Scope } from "./scope.ts";

/** A constraint of a table as the catalogs have it. */
export interface ConstraintRow {
  readonly id: number;
  readonly table: number;
  readonly name: string;
  /** `p`, `u`, `x`, `f`, `c`. */
  readonly kind: string;
  readonly columns: readonly number[] | null;
  readonly included: readonly number[] | null;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly valid: boolean;
  readonly enforced: boolean;
  readonly period: boolean;
  readonly no_inherit: boolean;
  readonly nulls_not_distinct: boolean;
  readonly condition: readonly string[] | null;
  readonly definition: string | null;
  readonly parts: readonly string[] | null;
  readonly method: string | null;
  readonly predicate: readonly string[] | null;
  readonly foreign_schema: string | null;
  readonly foreign_table: string | null;
  readonly foreign_columns: readonly string[] | null;
  readonly set_columns: readonly number[] | null;
  readonly match: string;
  readonly on_delete: string;
  readonly on_update: string;
  readonly parameters: readonly string[] | null;
  readonly tablespace: string | null;
}

/** The constraints that a table has not merely taken over from a parent; NOT NULL stands with the columns. */
export function readConstraints(scope: Scope, ask: Ask): Promise<ConstraintRow[]> {
  const { version } = scope;
  return ask(
    `SELECT k.oid AS id, k.conrelid AS table, k.conname AS name, k.contype AS kind, k.conkey AS columns,
  CASE WHEN i.indnatts > i.indnkeyatts THEN
    (string_to_array(i.indkey::text, ' ')::smallint[])[i.indnkeyatts + 1:] END AS included,
  k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS valid,
  ${version >= 18 ? "k.conenforced" : "true"} AS enforced, ${
      version >= 18 ? "k.conperiod" : "false"
    } AS period,
  k.contype = 'c' AND k.connoinherit AS no_inherit,
  ${version >= 15 ? "coalesce(i.indnullsnotdistinct, false)" : "false"} AS nulls_not_distinct,
  CASE WHEN k.contype = 'c' THEN ${bothWays("pg_catalog.pg_get_expr(k.conbin, k.conrelid")} END AS condition,
  CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_constraintdef(k.oid, true) END AS definition,
  CASE WHEN k.contype = 'x' THEN (SELECT pg_catalog.array_agg(pg_catalog.pg_get_indexdef(i.indexrelid, g::int, true)
    ORDER BY g) FROM pg_catalog.generate_series(1, i.indnkeyatts) g) END AS parts,
  CASE WHEN k.contype = 'x' THEN am.amname END AS method,
  CASE WHEN k.contype = 'x' AND i.indpred IS NOT NULL THEN ${
      bothWays("pg_catalog.pg_get_expr(i.indpred, i.indrelid")
    } END AS predicate,
  fn.nspname AS foreign_schema, fc.relname AS foreign_table,
  CASE WHEN k.contype = 'f' THEN (SELECT pg_catalog.array_agg(a.attname ORDER BY o.at)
    FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY o(number, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = o.number) END AS foreign_columns,
  ${version >= 15 ? "k.confdelsetcols" : "NULL::smallint[]"} AS set_columns,
  k.confmatchtype AS match, k.confdeltype AS on_delete, k.confupdtype AS on_update,
  ic.reloptions AS parameters, ts.spcname AS tablespace
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON k.contype IN ('p', 'u', 'x') AND i.indexrelid = k.conindid
LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_am am ON am.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
LEFT JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
WHERE k.contype IN ('p', 'u', 'x', 'f', 'c') AND k.conparentid = 0 AND (k.conislocal OR k.coninhcount = 0)
  AND c.relkind IN ('r', 'p') AND ${scope.relation}`,
  );
}

/** A row as a constraint; `columnName` knows the columns of its table. */
export function asConstraint(
  row: ConstraintRow,
  columnName: (number: number) => string,
  scope: Scope,
  comments: Comments,
): Constraint {
  const { name, nulls_not_distinct: nullsNotDistinct } = row;
  const columns = (row.columns ?? []).map(columnName);
  const include = (row.included ?? []).map(columnName);
  const deferral = deferralOf(row);
  const options = constraintOptions(row, columnName);
  const named = { name, comment: comments.of(address("pg_constraint", row.id)), options };
  switch (row.kind) {
    case "p":
      return { kind: "primaryKey", ...named, columns, include, deferral };
    case "u":
      return { kind: "unique", ...named, columns, include, nullsNotDistinct, deferral };
    case "f":
      return { kind: "foreignKey", ...named, columns, ...reference(row, scope), deferral };
    case "x":
      return {
        kind: "exclude",
        ...named,
        using: row.method ?? "",
        elements: exclusionParts(row.definition ?? "", row.parts ?? []),
        where: row.predicate === null ? "" : printed(row.predicate),
        include,
        deferral,
      };
    default:
      return { kind: "check", ...named, condition: printed(row.condition) };
  }
}

function deferralOf({ deferrable, deferred }: ConstraintRow): Deferral {
  if (!deferrable) return "immediate";
  return deferred ? "deferred" : "deferrable";
}

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};
const MATCHES: Readonly<Record<string, string>> = { f: "FULL", p: "PARTIAL" };

function reference(row: ConstraintRow, scope: Scope) {
  return {
    table: objectName(row.foreign_schema ?? "", row.foreign_table ?? "", scope),
    references: row.foreign_columns ?? [],
    onDelete: ACTIONS[row.on_delete] ?? "NO ACTION",
    onUpdate: ACTIONS[row.on_update] ?? "NO ACTION",
    match: MATCHES[row.match] ?? "",
  };
}

function constraintOptions(row: ConstraintRow, columnName: (number: number) => string): Options {
  const { constraint } = postgresOptions;
  const setColumns = (row.set_columns ?? []).map((number) => quoteWhereNeeded(columnName(number))).join(", ");
  const said: [string, string | false | null][] = [
    [constraint.notValid, !row.valid && row.enforced && ""],
    [constraint.notEnforced, !row.enforced && ""],
    [constraint.noInherit, row.no_inherit && ""],
    [constraint.setColumns, setColumns !== "" && setColumns],
    [constraint.withoutOverlaps, row.period && ""],
    [constraint.tablespace, row.tablespace],
  ];
  const own = said.flatMap(([name, value]) => typeof value === "string" ? [[name, value] as const] : []);
  return Object.fromEntries([...own, ...parameters(row.parameters)]);
}
