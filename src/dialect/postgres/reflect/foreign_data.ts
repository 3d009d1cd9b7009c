import type { UnknownObject } from "../../../schema/schema.ts";
import { literal, quoteWhereNeeded } from "../quote.ts";
import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { parameters } from "./parameters.ts";
import { type Ask, FIRST_OWN_ID, own, type Scope } from "./scope.ts";

/** What must not stand in a file; `password_required` and the path of a key may. */
const SECRET =
  /pass(?:word|wd|phrase)?$|secret|token|credential|(?:access|api|private|account|encryption)_?key/i;

/** OPTIONS with what the catalog has but secrets; empty without any. */
function foreignOptions(options: readonly string[] | null): string {
  const list = parameters(options).filter(([name]) => !SECRET.test(name)).map(([name, value]) =>
    `${quoteWhereNeeded(name)} ${literal(value).trim()}`
  );
  return list.length === 0 ? "" : ` OPTIONS (${list.join(", ")})`;
}

interface WrapperRow {
  readonly id: number;
  readonly name: string;
  readonly handler: string | null;
  readonly validator: string | null;
  readonly options: readonly string[] | null;
}

/** Foreign data wrappers that no extension brought. */
export async function foreignDataWrappers(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rows = await ask<WrapperRow>(`SELECT w.oid AS id, pg_catalog.quote_ident(w.fdwname) AS name,
  CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::pg_catalog.regproc::text END AS handler,
  CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::pg_catalog.regproc::text END AS validator,
  w.fdwoptions AS options
FROM pg_catalog.pg_foreign_data_wrapper w WHERE ${own("pg_foreign_data_wrapper", "w.oid")}`);
  return rows.map(({ id, name, handler, validator, options }) => {
    const parts = [
      handler === null ? "" : ` HANDLER ${handler}`,
      validator === null ? "" : ` VALIDATOR ${validator}`,
      foreignOptions(options),
    ];
    const create = `CREATE FOREIGN DATA WRAPPER ${name}${parts.join("")}`;
    return described(address("pg_foreign_data_wrapper", id), "foreign data wrapper", name, create);
  });
}

interface ServerRow {
  readonly id: number;
  readonly name: string;
  readonly wrapper: string;
  readonly wrapper_id: number;
  readonly type: string | null;
  readonly version: string | null;
  readonly options: readonly string[] | null;
}

/** Foreign servers. */
export async function foreignServers(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rows = await ask<ServerRow>(`SELECT s.oid AS id, pg_catalog.quote_ident(s.srvname) AS name,
  pg_catalog.quote_ident(w.fdwname) AS wrapper, w.oid AS wrapper_id, s.srvtype AS type, s.srvversion AS version,
  s.srvoptions AS options
FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE ${own("pg_foreign_server", "s.oid")}`);
  return rows.map((row) => {
    const parts = [
      row.type === null ? "" : ` TYPE ${literal(row.type).trim()}`,
      row.version === null ? "" : ` VERSION ${literal(row.version).trim()}`,
      ` FOREIGN DATA WRAPPER ${row.wrapper}`,
      foreignOptions(row.options),
    ];
    const on = [address("pg_foreign_data_wrapper", row.wrapper_id)];
    return described(
      address("pg_foreign_server", row.id),
      "server",
      row.name,
      `CREATE SERVER ${row.name}${parts.join("")}`,
      { on },
    );
  });
}

/** As whom somebody is at a foreign server. */
export interface MappingRow {
  readonly id: number;
  readonly server: number;
  readonly identity: string;
  readonly options: readonly string[] | null;
  /** Whether this user may see the options. */
  readonly visible: boolean;
}

/** The mappings of users, with their options as far as this user may see them. */
export function readUserMappings(scope: Scope, ask: Ask): Promise<MappingRow[]> {
  if (!scope.whole) return Promise.resolve([]);
  return ask(`SELECT m.umid AS id, m.srvid AS server, pg_catalog.format('FOR %s SERVER %I',
    CASE WHEN m.umuser = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(m.usename) END, m.srvname) AS identity,
  m.umoptions AS options,
  -- As the view itself decides it.
  (m.umuser <> 0 AND m.usename = current_user AND (pg_catalog.pg_has_role(s.srvowner, 'USAGE')
      OR pg_catalog.has_server_privilege(s.oid, 'USAGE')))
    OR (m.umuser = 0 AND pg_catalog.pg_has_role(s.srvowner, 'USAGE'))
    OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS visible
FROM pg_catalog.pg_user_mappings m JOIN pg_catalog.pg_foreign_server s ON s.oid = m.srvid
WHERE m.umid >= ${FIRST_OWN_ID}`);
}

/** Whether a mapping holds a secret, or may hold one: who is mapped is told of then, as something unknown. */
export function holdsSecret({ options, visible }: MappingRow): boolean {
  return !visible || secretNames(options).length > 0;
}

/** The names of options that must not stand in a file. */
function secretNames(options: readonly string[] | null): readonly string[] {
  return parameters(options).map(([name]) => name).filter((name) => SECRET.test(name));
}

/** What wrappers, servers, foreign tables and their columns keep secret, as something unknown each. */
export async function foreignSecrets(scope: Scope, ask: Ask): Promise<readonly UnknownObject[]> {
  if (!scope.whole) return [];
  const rows = await ask<{ name: string; options: readonly string[] }>(
    `SELECT 'foreign data wrapper ' || pg_catalog.quote_ident(fdwname) AS name, fdwoptions AS options
FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwoptions IS NOT NULL
UNION ALL SELECT 'server ' || pg_catalog.quote_ident(srvname), srvoptions
FROM pg_catalog.pg_foreign_server WHERE srvoptions IS NOT NULL
UNION ALL SELECT 'foreign table ' || ftrelid::pg_catalog.regclass::text, ftoptions
FROM pg_catalog.pg_foreign_table WHERE ftoptions IS NOT NULL
UNION ALL SELECT pg_catalog.format('column %s.%I', attrelid::pg_catalog.regclass, attname), attfdwoptions
FROM pg_catalog.pg_attribute WHERE attfdwoptions IS NOT NULL AND NOT attisdropped`,
  );
  return rows.flatMap(({ name, options }) =>
    secretNames(options).map((secret) => ({ kind: "secret option", name: `${secret} of ${name}` }))
  );
}

/** Mappings of users that hold no secret. */
export async function userMappings(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const rows = await readUserMappings(scope, ask);
  return rows.filter((row) => !holdsSecret(row)).map(({ id, server, identity, options }) =>
    described(
      address("pg_user_mapping", id),
      "user mapping",
      identity,
      `CREATE USER MAPPING ${identity}${foreignOptions(options)}`,
      { on: [address("pg_foreign_server", server)], commented: false },
    )
  );
}

interface ForeignTableRow {
  readonly id: number;
  readonly name: string;
  readonly server: string;
  readonly server_id: number;
  readonly options: readonly string[] | null;
  readonly columns: readonly ForeignColumn[] | null;
  readonly checks: readonly string[] | null;
  readonly parents: readonly string[] | null;
  readonly parent_ids: readonly number[] | null;
  readonly bound: string | null;
}

interface ForeignColumn {
  readonly sql: string;
  readonly options: readonly string[] | null;
  readonly more: string;
}

/** Foreign tables, partitions among them. */
export async function foreignTables(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const rows = await ask<ForeignTableRow>(`SELECT c.oid AS id, c.oid::pg_catalog.regclass::text AS name,
  pg_catalog.quote_ident(s.srvname) AS server, s.oid AS server_id, f.ftoptions AS options,
  (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
      'sql', pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod),
      'options', a.attfdwoptions,
      'more', CASE WHEN a.attcollation <> t.typcollation
          THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::text ELSE '' END
        || CASE WHEN d.oid IS NULL THEN ''
          WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
          ELSE ' GENERATED ALWAYS AS (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid, true) || ')'
            || CASE a.attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END END
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END) ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal) AS columns,
  (SELECT pg_catalog.array_agg('CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' '
      || pg_catalog.pg_get_constraintdef(k.oid, true) ORDER BY k.conname)
    FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conislocal) AS checks,
  (SELECT pg_catalog.array_agg(h.inhparent::pg_catalog.regclass::text ORDER BY h.inhseqno)
    FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid) AS parents,
  (SELECT pg_catalog.array_agg(h.inhparent) FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid) AS parent_ids,
  CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound
FROM pg_catalog.pg_foreign_table f
JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
WHERE ${scope.relation}`);
  return rows.map((row) => {
    const on = [
      address("pg_foreign_server", row.server_id),
      ...(row.parent_ids ?? []).map((id) => address("pg_class", id)),
    ];
    return described(address("pg_class", row.id), "foreign table", row.name, foreignTable(row), { on });
  });
}

function foreignTable({ name, columns, checks, parents, bound, server, options }: ForeignTableRow): string {
  const lines = [
    ...(columns ?? []).map(({ sql, options, more }) => `${sql}${foreignOptions(options)}${more}`),
    ...checks ?? [],
  ];
  const body = lines.length === 0 ? "" : `(\n  ${lines.join(",\n  ")}\n)`;
  const [parent = ""] = parents ?? [];
  const head = bound === null
    ? `${body === "" ? " ()" : ` ${body}`}${parents === null ? "" : `\nINHERITS (${parents.join(", ")})`}`
    : ` PARTITION OF ${parent}${body === "" ? "" : ` ${body}`}\n${bound}`;
  return `CREATE FOREIGN TABLE ${name}${head}\nSERVER ${server}${foreignOptions(options)}`;
}
