import type { UnknownObject } from "../../../schema/schema.ts";
import { foreignSecrets, holdsSecret, readUserMappings } from "./foreign_data.ts";
import { type Ask, FIRST_OWN_ID, own, type Scope } from "./scope.ts";

/** What is there and is not managed: what only C code makes, what holds secrets, what is data. */
export async function readUnknown(scope: Scope, ask: Ask): Promise<readonly UnknownObject[]> {
  if (!scope.beyondTables) return [];
  const parts = [types(scope), sequences(scope), ...(scope.whole ? OF_THE_DATABASE : [])];
  const [rows, mappings, secrets] = await Promise.all([
    ask<UnknownObject>(parts.join("\nUNION ALL\n")),
    readUserMappings(scope, ask),
    foreignSecrets(scope, ask),
  ]);
  const secret = mappings.filter(holdsSecret).map(({ identity }) => ({
    kind: "user mapping",
    name: identity,
  }));
  return [...rows, ...secret, ...secrets];
}

function types({ schema }: Scope): string {
  return `SELECT CASE WHEN t.typisdefined THEN 'base type' ELSE 'shell type' END AS kind,
  t.oid::pg_catalog.regtype::text AS name
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE (t.typtype = 'b' OR NOT t.typisdefined) AND ${schema} AND ${own("pg_type", "t.oid")}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)`;
}

function sequences({ schema }: Scope): string {
  return `SELECT 'unlogged sequence', c.oid::pg_catalog.regclass::text
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND c.relpersistence = 'u' AND ${schema} AND ${own("pg_class", "c.oid")}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)`;
}

const OF_THE_DATABASE = [
  `SELECT 'subscription', pg_catalog.quote_ident(s.subname) FROM pg_catalog.pg_subscription s
WHERE s.subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
  `SELECT 'large objects', pg_catalog.count(*)::text FROM pg_catalog.pg_largeobject_metadata HAVING pg_catalog.count(*) > 0`,
  `SELECT 'security label', pg_catalog.format('%s on %s %s', l.provider, o.type, o.identity)
FROM pg_catalog.pg_seclabel l, LATERAL pg_catalog.pg_identify_object(l.classoid, l.objoid, l.objsubid) o
WHERE l.objoid >= ${FIRST_OWN_ID}`,
];
