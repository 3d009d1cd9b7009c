import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, FIRST_OWN_ID, type Scope } from "./scope.ts";

interface ExtensionRow {
  readonly id: number;
  readonly name: string;
  readonly schema: string;
  readonly plain_schema: string;
  /** Whether the extension has made its schema itself. */
  readonly schema_own: boolean;
}

/** Extensions, without their versions: the server takes its own. Their comments are their own, too. */
export async function extensions(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<ExtensionRow>(`SELECT x.oid AS id, pg_catalog.quote_ident(x.extname) AS name,
  pg_catalog.quote_ident(n.nspname) AS schema, n.nspname AS plain_schema,
  EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
    AND d.objid = n.oid AND d.deptype = 'e') AS schema_own
FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
WHERE x.oid >= ${FIRST_OWN_ID} AND ${scope.whole ? "true" : scope.schema}`);
  return rows.map(({ id, name, schema, plain_schema: plain, schema_own: ownSchema }) => {
    const unsaid = ownSchema || plain === scope.home || plain === "pg_catalog";
    const create = `CREATE EXTENSION IF NOT EXISTS ${name}${unsaid ? "" : ` SCHEMA ${schema}`}`;
    const dependsOn = unsaid ? [] : [`namespace ${plain}`];
    return described(address("pg_extension", id), "extension", name, create, { dependsOn, commented: false });
  });
}
