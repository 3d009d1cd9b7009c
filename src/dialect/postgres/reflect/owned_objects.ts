import { FIRST_OWN_ID, own, type Scope } from "./scope.ts";

/** A kind of thing that somebody owns, as pieces of SQL. */
interface Owned {
  readonly catalog: string;
  readonly id: string;
  /** What ALTER … OWNER TO says before it. */
  readonly subject: string;
  readonly owner: string;
  /** The access list, the letter of its kind for `acldefault()`, and what GRANT says after ON, for those that have any. */
  readonly acl?: string;
  readonly letter?: string;
  readonly granted?: string;
  readonly from: string;
}

/** What has an owner: a row each of catalog, id, subject, owner, access list, letter and what GRANT calls it. */
export function ownedObjects(scope: Scope): string {
  const relations = select(relation(scope));
  if (!scope.beyondTables) return relations;
  const rest = [...withAccess(scope), ...withoutAccess(scope), ...(scope.whole ? OF_THE_DATABASE : [])];
  return [relations, ...rest.map((kind) => `${select(kind)} AND ${own(kind.catalog, kind.id)}`)]
    .join("\nUNION ALL\n");
}

function select({ catalog, id, subject, owner, acl, letter, granted, from }: Owned): string {
  return `SELECT '${catalog}' AS catalog, ${id} AS id, ${subject} AS subject, ${owner} AS owner,
  ${acl ?? "NULL::aclitem[]"} AS acl, '${letter ?? ""}' AS letter, ${granted ?? subject} AS granted
FROM pg_catalog.${from}`;
}

function relation(scope: Scope): Owned {
  return {
    catalog: "pg_class",
    id: "c.oid",
    subject:
      `CASE c.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'f' THEN 'FOREIGN TABLE '
    ELSE 'TABLE ' END || c.oid::pg_catalog.regclass::text`,
    owner: "c.relowner",
    acl: "c.relacl",
    letter: "r",
    granted: "'TABLE ' || c.oid::pg_catalog.regclass::text",
    from: `pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${scope.relation}`,
  };
}

function within(catalog: string, column: string, { schema }: Scope): string {
  return `${catalog} o JOIN pg_catalog.pg_namespace n ON n.oid = o.${column} WHERE ${schema}`;
}

/** The sequence of an identity or a serial has its table's owner, which cannot be changed by itself. */
const OWNER_OF_SEQUENCE = `CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = o.oid AND d.deptype IN ('a', 'i')
      AND d.refobjsubid > 0) THEN o.relowner END`;

const AGGREGATE = `'AGGREGATE ' || CASE WHEN pg_catalog.pg_function_is_visible(o.oid)
      THEN pg_catalog.quote_ident(o.proname) ELSE pg_catalog.format('%I.%I', n.nspname, o.proname) END
      || '(' || coalesce(nullif(pg_catalog.pg_get_function_identity_arguments(o.oid), ''), '*') || ')'`;

function withAccess(scope: Scope): readonly Owned[] {
  const routine = "o.oid::pg_catalog.regprocedure::text";
  return [
    {
      catalog: "pg_class",
      id: "o.oid",
      subject: "'SEQUENCE ' || o.oid::pg_catalog.regclass::text",
      owner: OWNER_OF_SEQUENCE,
      acl: "o.relacl",
      letter: "s",
      from: `${within("pg_class", "relnamespace", scope)} AND o.relkind = 'S'`,
    },
    {
      catalog: "pg_proc",
      id: "o.oid",
      subject: `CASE o.prokind WHEN 'p' THEN 'PROCEDURE ' || ${routine} WHEN 'a' THEN ${AGGREGATE}
    ELSE 'FUNCTION ' || ${routine} END`,
      owner: "o.proowner",
      acl: "o.proacl",
      letter: "f",
      granted: `CASE o.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || ${routine}`,
      from: `${within("pg_proc", "pronamespace", scope)} AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
  WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = o.oid AND d.deptype = 'i')`,
    },
    {
      catalog: "pg_type",
      id: "o.oid",
      subject: "CASE o.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || o.oid::pg_catalog.regtype::text",
      owner: "o.typowner",
      acl: "o.typacl",
      letter: "T",
      from: `${within("pg_type", "typnamespace", scope)} AND (o.typtype IN ('d', 'e', 'r') OR EXISTS (
  SELECT FROM pg_catalog.pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c'))`,
    },
    {
      catalog: "pg_namespace",
      id: "n.oid",
      subject: "'SCHEMA ' || pg_catalog.quote_ident(n.nspname)",
      owner: "n.nspowner",
      acl: "n.nspacl",
      letter: "n",
      from: `pg_namespace n WHERE ${scope.schema} AND n.oid >= ${FIRST_OWN_ID}`,
    },
  ];
}

/** Things with an owner that nobody can be given rights on: catalog, column prefix, what SQL calls them, and their name. */
function withoutAccess(scope: Scope): readonly Owned[] {
  const visible = (prefix: string, check: string) =>
    `CASE WHEN pg_catalog.pg_${check}_is_visible(o.oid) THEN pg_catalog.quote_ident(o.${prefix}name)
    ELSE pg_catalog.format('%I.%I', n.nspname, o.${prefix}name) END`;
  const using = (column: string) =>
    `|| ' USING ' || (SELECT pg_catalog.quote_ident(a.amname) FROM pg_catalog.pg_am a WHERE a.oid = o.${column})`;
  const kinds: readonly (readonly [catalog: string, prefix: string, kind: string, name: string])[] = [
    ["pg_collation", "coll", "COLLATION", visible("coll", "collation")],
    ["pg_conversion", "con", "CONVERSION", visible("con", "conversion")],
    ["pg_operator", "opr", "OPERATOR", "o.oid::pg_catalog.regoperator::text"],
    ["pg_opclass", "opc", "OPERATOR CLASS", visible("opc", "opclass") + using("opcmethod")],
    ["pg_opfamily", "opf", "OPERATOR FAMILY", visible("opf", "opfamily") + using("opfmethod")],
    ["pg_statistic_ext", "stx", "STATISTICS", visible("stx", "statistics_obj")],
    ["pg_ts_config", "cfg", "TEXT SEARCH CONFIGURATION", visible("cfg", "ts_config")],
    ["pg_ts_dict", "dict", "TEXT SEARCH DICTIONARY", visible("dict", "ts_dict")],
  ];
  return kinds.map(([catalog, prefix, kind, name]) => ({
    catalog,
    id: "o.oid",
    subject: `'${kind} ' || ${name}`,
    owner: `o.${prefix}owner`,
    from: within(catalog, `${prefix}namespace`, scope),
  }));
}

function outside(
  catalog: string,
  prefix: string,
  kind: string,
  access: Partial<Owned> = {},
  condition = "true",
): Owned {
  const name = `pg_catalog.quote_ident(o.${prefix}name)`;
  return {
    catalog,
    id: "o.oid",
    subject: `'${kind} ' || ${name}`,
    owner: `o.${prefix}owner`,
    ...access,
    from: `${catalog} o WHERE ${condition}`,
  };
}

const OF_THE_DATABASE: readonly Owned[] = [
  outside("pg_foreign_data_wrapper", "fdw", "FOREIGN DATA WRAPPER", { acl: "o.fdwacl", letter: "F" }),
  outside("pg_foreign_server", "srv", "SERVER", {
    acl: "o.srvacl",
    letter: "S",
    granted: "'FOREIGN SERVER ' || pg_catalog.quote_ident(o.srvname)",
  }),
  outside("pg_language", "lan", "LANGUAGE", { acl: "o.lanacl", letter: "l" }, `o.oid >= ${FIRST_OWN_ID}`),
  outside("pg_publication", "pub", "PUBLICATION"),
  outside("pg_event_trigger", "evt", "EVENT TRIGGER"),
];
