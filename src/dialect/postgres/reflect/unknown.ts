import type { UnknownObject } from "../../../schema/schema.ts";
import { foreignSecrets, holdsSecret, readUserMappings } from "./foreign_data.ts";
import { type Ask, FIRST_OWN_ID, type Scope } from "./scope.ts";

/** What is there and is not managed: what holds secrets, what is data. */
export async function readUnknown(scope: Scope, ask: Ask): Promise<readonly UnknownObject[]> {
  if (!scope.beyondTables) return [];
  const [rows, mappings, secrets] = await Promise.all([
    scope.whole ? ask<UnknownObject>(OF_THE_DATABASE.join("\nUNION ALL\n")) : [],
    readUserMappings(scope, ask),
    foreignSecrets(scope, ask),
  ]);
  const secret = mappings.filter(holdsSecret).map(({ identity }) => ({
    kind: "user mapping",
    name: identity,
  }));
  return [...rows, ...secret, ...secrets];
}

const OF_THE_DATABASE = [
  `SELECT 'subscription' AS kind, pg_catalog.quote_ident(s.subname) AS name FROM pg_catalog.pg_subscription s
WHERE s.subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
  `SELECT 'large objects', pg_catalog.count(*)::text FROM pg_catalog.pg_largeobject_metadata HAVING pg_catalog.count(*) > 0`,
  `SELECT 'security label', pg_catalog.format('%s on %s %s', l.provider, o.type, o.identity)
FROM pg_catalog.pg_seclabel l, LATERAL pg_catalog.pg_identify_object(l.classoid, l.objoid, l.objsubid) o
WHERE l.objoid >= ${FIRST_OWN_ID}`,
];
