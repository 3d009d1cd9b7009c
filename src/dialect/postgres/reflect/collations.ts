import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { literal } from "../quote.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface CollationRow {
  readonly id: number;
  readonly name: string;
  /** `i` for ICU, `c` for the C library, `b` for the server's own. */
  readonly provider: string;
  readonly deterministic: boolean;
  readonly collate: string | null;
  readonly type: string | null;
  readonly locale: string | null;
  readonly rules: string | null;
}

const PROVIDERS: Readonly<Record<string, string>> = { i: "icu", c: "libc", b: "builtin" };

/** Collations; where the locale stands in the catalog has changed with versions 15 and 17. */
export async function collations(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<CollationRow>(`SELECT c.oid AS id,
  CASE WHEN pg_catalog.pg_collation_is_visible(c.oid) THEN pg_catalog.quote_ident(c.collname)
    ELSE pg_catalog.format('%I.%I', n.nspname, c.collname) END AS name, c.collprovider AS provider,
  c.collisdeterministic AS deterministic, c.collcollate AS collate, c.collctype AS type,
  coalesce(pg_catalog.to_jsonb(c) ->> 'colllocale', pg_catalog.to_jsonb(c) ->> 'colliculocale') AS locale,
  pg_catalog.to_jsonb(c) ->> 'collicurules' AS rules
FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
WHERE ${scope.schema} AND ${own("pg_collation", "c.oid")}`);
  return rows.map((row) => {
    const create = `CREATE COLLATION ${row.name} (${settings(row).join(", ")})`;
    return described(address("pg_collation", row.id), "collation", row.name, create);
  });
}

function settings(row: CollationRow): readonly string[] {
  const { provider, collate, type, locale, rules } = row;
  const text = (value: string) => literal(value).trim();
  const where = locale !== null
    ? [`LOCALE = ${text(locale)}`]
    : collate === type
    ? [`LOCALE = ${text(collate ?? "")}`]
    : [`LC_COLLATE = ${text(collate ?? "")}`, `LC_CTYPE = ${text(type ?? "")}`];
  return [
    `PROVIDER = ${PROVIDERS[provider] ?? "libc"}`,
    ...where,
    ...(row.deterministic ? [] : ["DETERMINISTIC = false"]),
    ...(rules === null ? [] : [`RULES = ${text(rules)}`]),
  ];
}
