import { address } from "./addresses.ts";
import type { Described } from "./described.ts";
import { ownedObjects } from "./owned_objects.ts";
import type { Ask, Scope } from "./scope.ts";

interface OwnerRow {
  readonly catalog: string;
  readonly id: number;
  readonly subject: string;
  readonly owner: string;
}

interface GrantRow {
  readonly catalog: string;
  readonly id: number;
  readonly subject: string;
  readonly column: string | null;
  readonly grantee: string;
  /** Given beside what everybody has; otherwise taken away from it. */
  readonly given: boolean;
  readonly grantable: boolean;
  readonly privileges: readonly string[];
}

/** Who owns what, and who may do what beside what the server lets everybody do. */
export async function privileges(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.privileges) return [];
  const objects = ownedObjects(scope);
  const [owners, grants, defaults] = await Promise.all([
    ask<OwnerRow>(
      `SELECT o.catalog, o.id, o.subject, pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(o.owner)) AS owner
FROM (${objects}) o WHERE o.owner IS NOT NULL`,
    ),
    ask<GrantRow>(grantsOf(objects, scope)),
    scope.beyondTables ? ask<DefaultRow>(defaultsOf(scope)) : Promise.resolve([]),
  ]);
  return [...owners.map(ownerOf), ...grants.map(grantOf), ...defaults.map(defaultOf)];
}

/** One row for each grantee of an object, and whether it is more or less than the server's own rule. */
function grantsOf(objects: string, { relation }: Scope): string {
  const roleName = (column: string) =>
    `CASE WHEN ${column} = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(${column})) END`;
  const real = "pg_catalog.aclexplode(o.acl) x";
  const usual = `pg_catalog.aclexplode(pg_catalog.acldefault(o.letter::"char", o.real_owner)) x`;
  const taken = "x.grantee, x.privilege_type, x.is_grantable";
  return `WITH objects AS (SELECT o.*, coalesce(o.owner, (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = o.id))
    AS real_owner FROM (${objects}) o WHERE o.acl IS NOT NULL),
 actual AS (SELECT o.catalog, o.id, o.granted, ${taken} FROM objects o, LATERAL ${real}),
 usual AS (SELECT o.catalog, o.id, o.granted, ${taken} FROM objects o, LATERAL ${usual}),
 changes AS (
  SELECT *, true AS given FROM (SELECT * FROM actual EXCEPT SELECT * FROM usual) more
  UNION ALL SELECT u.catalog, u.id, u.granted, u.grantee, u.privilege_type, u.is_grantable, false
  FROM usual u WHERE NOT EXISTS (SELECT FROM actual a WHERE a.catalog = u.catalog AND a.id = u.id
    AND a.grantee = u.grantee AND a.privilege_type = u.privilege_type)),
 columns AS (SELECT 'pg_class' AS catalog, c.oid AS id, 'TABLE ' || c.oid::pg_catalog.regclass::text AS granted,
    pg_catalog.quote_ident(a.attname) AS column, x.grantee, x.privilege_type, x.is_grantable
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace,
  LATERAL pg_catalog.aclexplode(a.attacl) x
  WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${relation})
SELECT catalog, id, granted AS subject, NULL AS column, ${roleName("grantee")} AS grantee, given,
  is_grantable AS grantable, pg_catalog.array_agg(DISTINCT privilege_type ORDER BY privilege_type) AS privileges
FROM changes GROUP BY catalog, id, granted, grantee, given, is_grantable
UNION ALL
SELECT catalog, id, granted, "column", ${roleName("grantee")}, true, is_grantable,
  pg_catalog.array_agg(DISTINCT privilege_type ORDER BY privilege_type)
FROM columns GROUP BY catalog, id, granted, "column", grantee, is_grantable`;
}

function ownerOf({ catalog, id, subject, owner }: OwnerRow): Described {
  return {
    address: address(`owner of ${catalog}`, id),
    kind: "owner",
    identity: subject,
    create: `ALTER ${subject} OWNER TO ${owner}`,
    drop: `ALTER ${subject} OWNER TO CURRENT_USER`,
    on: [address(catalog, id)],
    commented: false,
  };
}

function grantOf(row: GrantRow): Described {
  const { catalog, id, subject, column, grantee, given, grantable, privileges } = row;
  const list = privileges.map((privilege) => column === null ? privilege : `${privilege} (${column})`).join(
    ", ",
  );
  const grant = `GRANT ${list} ON ${subject} TO ${grantee}${grantable ? " WITH GRANT OPTION" : ""}`;
  const revoke = `REVOKE ${list} ON ${subject} FROM ${grantee}`;
  const identity = given ? `${list} ON ${subject} TO ${grantee}` : `${list} ON ${subject} FROM ${grantee}`;
  return {
    address: address(`grant ${identity} ${grantable}`, id),
    kind: "grant",
    identity,
    create: given ? grant : revoke,
    drop: given ? revoke : `GRANT ${list} ON ${subject} TO ${grantee}`,
    on: [address(catalog, id), address(`owner of ${catalog}`, id)],
    commented: false,
  };
}

interface DefaultRow {
  readonly id: number;
  readonly role: string;
  readonly schema: string | null;
  readonly letter: string;
  readonly grantee: string;
  readonly given: boolean;
  readonly grantable: boolean;
  readonly privileges: readonly string[];
}

const OBJECTS: Readonly<Record<string, string>> = {
  r: "TABLES",
  S: "SEQUENCES",
  f: "FUNCTIONS",
  T: "TYPES",
  n: "SCHEMAS",
  L: "LARGE OBJECTS",
};

/** Those of a schema come on top of the server's own rule, those of no schema take its place. */
function defaultsOf({ schema, whole }: Scope): string {
  const wanted = whole ? `(n.oid IS NULL OR (${schema}))` : schema;
  const usual = `CASE WHEN d.defaclnamespace = 0 THEN pg_catalog.acldefault(
      (CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END)::"char", d.defaclrole) END`;
  const rows = (acl: string) =>
    `SELECT d.oid AS id, x.grantee, x.privilege_type, x.is_grantable FROM defaults d, LATERAL pg_catalog.aclexplode(${acl}) x`;
  return `WITH defaults AS (SELECT d.*, n.nspname, ${usual} AS usual FROM pg_catalog.pg_default_acl d
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace WHERE ${wanted}),
 actual AS (${rows("d.defaclacl")}),
 usual AS (${rows("d.usual")}),
 changes AS (SELECT *, true AS given FROM (SELECT * FROM actual EXCEPT SELECT * FROM usual) more
  UNION ALL SELECT *, false FROM (SELECT * FROM usual EXCEPT SELECT * FROM actual) less)
SELECT d.oid AS id, pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(d.defaclrole)) AS role,
  pg_catalog.quote_ident(d.nspname) AS schema, d.defaclobjtype AS letter,
  CASE WHEN c.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(c.grantee)) END AS grantee,
  c.given, c.is_grantable AS grantable,
  pg_catalog.array_agg(DISTINCT c.privilege_type ORDER BY c.privilege_type) AS privileges
FROM changes c JOIN defaults d ON d.oid = c.id
GROUP BY d.oid, d.defaclrole, d.nspname, d.defaclobjtype, c.grantee, c.given, c.is_grantable`;
}

function defaultOf(row: DefaultRow): Described {
  const list = row.privileges.join(", ");
  const alter = `ALTER DEFAULT PRIVILEGES FOR ROLE ${row.role}${
    row.schema === null ? "" : ` IN SCHEMA ${row.schema}`
  }`;
  const what = `${list} ON ${OBJECTS[row.letter] ?? "TABLES"}`;
  const grant = `${alter} GRANT ${what} TO ${row.grantee}${row.grantable ? " WITH GRANT OPTION" : ""}`;
  const revoke = `${alter} REVOKE ${what} FROM ${row.grantee}`;
  const scope = row.schema === null ? "" : ` IN SCHEMA ${row.schema}`;
  const identity = `FOR ROLE ${row.role}${scope} ${what} ${row.given ? "TO" : "FROM"} ${row.grantee}`;
  return {
    address: address(`default privilege ${identity} ${row.grantable}`, row.id),
    kind: "default privilege",
    identity,
    create: row.given ? grant : revoke,
    drop: row.given ? revoke : grant,
    commented: false,
  };
}
