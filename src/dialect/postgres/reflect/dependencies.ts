import { type Address, address, type Addresses } from "./addresses.ts";
import { type Ask, FIRST_OWN_ID, type Scope } from "./scope.ts";

interface DependencyRow {
  readonly catalog: string;
  readonly id: number;
  readonly on_catalog: string;
  readonly on_id: number;
}

interface MemberRow {
  readonly catalog: string;
  readonly id: number;
  readonly extension: number;
}

/** Who must be there before whom, by addresses. */
export type Dependencies = ReadonlyMap<Address, ReadonlySet<Address>>;

/**
 * What the server has noted down, with parts taken for what they are parts of: a default, a check or an index for its
 * table, a view's query for the view, an array or a row type for its element or table.
 */
export async function readDependencies({ version }: Scope, ask: Ask): Promise<Dependencies> {
  const [rows, members] = await Promise.all([ask<DependencyRow>(noted(version)), ask<MemberRow>(MEMBERS)]);
  const extensions = new Map(
    members.map(({ catalog, id, extension }) =>
      [address(catalog, id), address("pg_extension", extension)] as const
    ),
  );
  const found = new Map<Address, Set<Address>>();
  for (const row of rows) {
    const from = address(row.catalog, row.id);
    const to = address(row.on_catalog, row.on_id);
    const known = found.get(from) ?? new Set();
    found.set(from, known.add(extensions.get(to) ?? to));
  }
  return found;
}

/** The keys of what an object depends on, in order; neither itself nor what is not read. */
export function dependenciesOf(
  from: readonly Address[],
  dependencies: Dependencies,
  addresses: Addresses,
  own: string,
): string[] {
  const keys = new Set<string>();
  for (const at of from) {
    for (const to of dependencies.get(at) ?? []) {
      const key = addresses.key(to);
      if (key !== undefined && key !== own) keys.add(key);
    }
  }
  return [...keys].sort();
}

const MEMBERS =
  `SELECT d.classid::pg_catalog.regclass::text AS catalog, d.objid AS id, d.refobjid AS extension
FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'`;

/** What a row or a part of something stands for: catalog and id. */
function whole(catalog: string, id: string, side: string): string {
  return `coalesce(${side}_default.adrelid, nullif(${side}_constraint.conrelid, 0),
    nullif(${side}_constraint.contypid, 0), ${side}_view.ev_class, ${side}_index.indrelid,
    ${side}_type.typrelid, ${side}_type.element, ${id}) AS ${side}_id,
  CASE WHEN ${side}_default.adrelid IS NOT NULL OR ${side}_constraint.conrelid <> 0
      OR ${side}_view.ev_class IS NOT NULL OR ${side}_type.typrelid IS NOT NULL THEN 'pg_class'
    WHEN ${side}_constraint.contypid <> 0 THEN 'pg_type'
    ELSE ${catalog}::pg_catalog.regclass::text END AS ${side}_catalog`;
}

function parts(catalog: string, id: string, side: string): string {
  const of = (name: string) => `${catalog} = 'pg_catalog.${name}'::pg_catalog.regclass`;
  return `LEFT JOIN pg_catalog.pg_attrdef ${side}_default ON ${
    of("pg_attrdef")
  } AND ${side}_default.oid = ${id}
  LEFT JOIN pg_catalog.pg_constraint ${side}_constraint ON ${
    of("pg_constraint")
  } AND ${side}_constraint.oid = ${id}
  LEFT JOIN pg_catalog.pg_rewrite ${side}_view ON ${of("pg_rewrite")} AND ${side}_view.oid = ${id}
    AND ${side}_view.rulename = '_RETURN'
  LEFT JOIN pg_catalog.pg_index ${side}_index ON ${of("pg_class")} AND ${side}_index.indexrelid = ${id}
  LEFT JOIN types ${side}_type ON ${of("pg_type")} AND ${side}_type.oid = ${id}`;
}

/** Schemas are made first anyway, and foreign keys are said by the tables. */
function noted(version: number): string {
  const range = version >= 14 ? "r.rngtypid" : "NULL";
  const join = version >= 14 ? "LEFT JOIN pg_catalog.pg_range r ON r.rngmultitypid = t.oid" : "";
  // Until 14, what a generated column computes with is noted down for the column itself, as a part of its table.
  const generated = `(d.deptype = 'n' OR (d.deptype = 'a' AND d.objsubid > 0 AND d.objid <> d.refobjid
      AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND d.refclassid <> 'pg_catalog.pg_class'::pg_catalog.regclass))`;
  return `WITH types AS (
  SELECT t.oid, nullif(coalesce(nullif(t.typrelid, 0), e.typrelid), 0) AS typrelid,
    CASE WHEN coalesce(e.typrelid, 0) = 0 THEN coalesce(e.oid, ${range}) END AS element
  FROM pg_catalog.pg_type t
  LEFT JOIN pg_catalog.pg_type e ON t.typcategory = 'A' AND e.oid = t.typelem
  ${join}
  WHERE t.oid >= ${FIRST_OWN_ID}
), noted AS (
  SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_catalog.pg_depend d
  WHERE ${
    version >= 15 ? "d.deptype = 'n'" : generated
  } AND d.objid >= ${FIRST_OWN_ID} AND d.refobjid >= ${FIRST_OWN_ID}
    AND d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
    AND NOT (d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
)
SELECT DISTINCT from_catalog AS catalog, from_id AS id, to_catalog AS on_catalog, to_id AS on_id
FROM (SELECT ${whole("d.classid", "d.objid", "from")}, ${whole("d.refclassid", "d.refobjid", "to")}
  FROM noted d
  ${parts("d.classid", "d.objid", "from")}
  ${parts("d.refclassid", "d.refobjid", "to")}) noted_wholes
WHERE (from_catalog, from_id) <> (to_catalog, to_id)`;
}
