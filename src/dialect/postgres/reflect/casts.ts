import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, FIRST_OWN_ID, own, type Scope } from "./scope.ts";

interface CastRow extends SimpleRow {
  readonly target: number;
  readonly by_function: boolean;
}

interface SimpleRow {
  readonly id: number;
  readonly identity: string;
  readonly sql: string;
}

/** Casts that somebody made, no range type for its own sake; they stand in no schema. */
export async function casts(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rows = await ask<CastRow>(
    `SELECT c.oid AS id, c.casttarget AS target, c.castmethod = 'f' AS by_function,
  pg_catalog.format('(%s AS %s)',
    pg_catalog.format_type(c.castsource, NULL), pg_catalog.format_type(c.casttarget, NULL)) AS identity,
  CASE c.castmethod WHEN 'f' THEN ' WITH FUNCTION ' || c.castfunc::pg_catalog.regprocedure::text
    WHEN 'i' THEN ' WITH INOUT' ELSE ' WITHOUT FUNCTION' END
    || CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END AS sql
FROM pg_catalog.pg_cast c WHERE c.oid >= ${FIRST_OWN_ID} AND ${own("pg_cast", "c.oid")}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass
    AND d.objid = c.oid AND d.deptype = 'i')`,
  );
  const plain = Map.groupBy(rows.filter((row) => !row.by_function), ({ target }) => target);
  return rows.map(({ id, identity, sql, target, by_function }) =>
    described(address("pg_cast", id), "cast", identity, `CREATE CAST ${identity}${sql}`, {
      // What a function gives back may need another cast that asks nobody.
      on: by_function ? (plain.get(target) ?? []).map((row) => address("pg_cast", row.id)) : [],
    })
  );
}

/** How languages see types. */
export async function transforms(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rows = await ask<SimpleRow>(`SELECT t.oid AS id, pg_catalog.format('FOR %s LANGUAGE %I',
    pg_catalog.format_type(t.trftype, NULL), l.lanname) AS identity,
  pg_catalog.concat_ws(', ',
    CASE WHEN t.trffromsql <> 0 THEN 'FROM SQL WITH FUNCTION ' || t.trffromsql::pg_catalog.regprocedure::text END,
    CASE WHEN t.trftosql <> 0 THEN 'TO SQL WITH FUNCTION ' || t.trftosql::pg_catalog.regprocedure::text END) AS sql
FROM pg_catalog.pg_transform t JOIN pg_catalog.pg_language l ON l.oid = t.trflang
WHERE ${own("pg_transform", "t.oid")}`);
  return rows.map(({ id, identity, sql }) =>
    described(address("pg_transform", id), "transform", identity, `CREATE TRANSFORM ${identity} (${sql})`)
  );
}

/** Languages that no extension brought. */
export async function languages(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rows = await ask<SimpleRow>(`SELECT l.oid AS id, pg_catalog.quote_ident(l.lanname) AS identity,
  CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END || 'LANGUAGE ' || pg_catalog.quote_ident(l.lanname)
    || ' HANDLER ' || l.lanplcallfoid::pg_catalog.regproc::text
    || CASE WHEN l.laninline <> 0 THEN ' INLINE ' || l.laninline::pg_catalog.regproc::text ELSE '' END
    || CASE WHEN l.lanvalidator <> 0 THEN ' VALIDATOR ' || l.lanvalidator::pg_catalog.regproc::text ELSE '' END AS sql
FROM pg_catalog.pg_language l
WHERE l.lanispl AND l.oid >= ${FIRST_OWN_ID} AND ${own("pg_language", "l.oid")}`);
  return rows.map(({ id, identity, sql }) =>
    described(address("pg_language", id), "language", identity, `CREATE ${sql}`)
  );
}

/** Ways to keep tables and indexes that no extension brought. */
export async function accessMethods(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rows = await ask<SimpleRow>(`SELECT a.oid AS id, pg_catalog.quote_ident(a.amname) AS identity,
  CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END || ' HANDLER ' || a.amhandler::pg_catalog.regproc::text AS sql
FROM pg_catalog.pg_am a WHERE a.oid >= ${FIRST_OWN_ID} AND ${own("pg_am", "a.oid")}`);
  return rows.map(({ id, identity, sql }) =>
    described(address("pg_am", id), "access method", identity, `CREATE ACCESS METHOD ${identity} TYPE ${sql}`)
  );
}

/** Conversions between encodings. */
export async function conversions(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<SimpleRow & { readonly ordinary: string }>(`SELECT c.oid AS id,
  CASE WHEN pg_catalog.pg_conversion_is_visible(c.oid) THEN pg_catalog.quote_ident(c.conname)
    ELSE pg_catalog.format('%I.%I', n.nspname, c.conname) END AS identity,
  CASE WHEN c.condefault THEN 'DEFAULT ' ELSE '' END AS ordinary,
  pg_catalog.format('FOR %L TO %L FROM %s', pg_catalog.pg_encoding_to_char(c.conforencoding),
    pg_catalog.pg_encoding_to_char(c.contoencoding), c.conproc::pg_catalog.regproc::text) AS sql
FROM pg_catalog.pg_conversion c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
WHERE ${scope.schema} AND ${own("pg_conversion", "c.oid")}`);
  return rows.map(({ id, identity, ordinary, sql }) =>
    described(
      address("pg_conversion", id),
      "conversion",
      identity,
      `CREATE ${ordinary}CONVERSION ${identity} ${sql}`,
    )
  );
}
