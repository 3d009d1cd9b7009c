import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface TextSearchRow {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

/** A name, with its schema where it needs it. */
function nameOf(kind: string, alias: string, column: string, namespace: string): string {
  return `CASE WHEN pg_catalog.pg_ts_${kind}_is_visible(${alias}.oid) THEN pg_catalog.quote_ident(${alias}.${column})
    ELSE pg_catalog.format('%I.%I', ${namespace}.nspname, ${alias}.${column}) END`;
}

/** Dictionaries, with what they were told. */
export async function dictionaries(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<TextSearchRow>(`SELECT d.oid AS id, ${nameOf("dict", "d", "dictname", "n")} AS name,
  pg_catalog.concat_ws(', ', 'TEMPLATE = ' || ${
    nameOf("template", "t", "tmplname", "tn")
  }, d.dictinitoption) AS sql
FROM pg_catalog.pg_ts_dict d
JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace
JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
WHERE ${scope.schema} AND ${own("pg_ts_dict", "d.oid")}`);
  return rows.map((row) => textSearch("pg_ts_dict", "dictionary", row));
}

function textSearch(catalog: string, kind: string, { id, name, sql }: TextSearchRow): Described {
  const create = `CREATE TEXT SEARCH ${kind.toUpperCase()} ${name} (${sql})`;
  return described(address(catalog, id), `text search ${kind}`, name, create);
}

/** Templates of dictionaries, and parsers. */
export async function parsersAndTemplates(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const [parsers, templates] = await Promise.all([
    ask<TextSearchRow>(`SELECT p.oid AS id, ${nameOf("parser", "p", "prsname", "n")} AS name,
  pg_catalog.concat_ws(', ', 'START = ' || p.prsstart::text, 'GETTOKEN = ' || p.prstoken::text, 'END = ' || p.prsend::text,
    'LEXTYPES = ' || p.prslextype::text, 'HEADLINE = ' || nullif(p.prsheadline::text, '-')) AS sql
FROM pg_catalog.pg_ts_parser p JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace
WHERE ${scope.schema} AND ${own("pg_ts_parser", "p.oid")}`),
    ask<TextSearchRow>(`SELECT t.oid AS id, ${nameOf("template", "t", "tmplname", "n")} AS name,
  pg_catalog.concat_ws(', ', 'INIT = ' || nullif(t.tmplinit::text, '-'), 'LEXIZE = ' || t.tmpllexize::text) AS sql
FROM pg_catalog.pg_ts_template t JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace
WHERE ${scope.schema} AND ${own("pg_ts_template", "t.oid")}`),
  ]);
  return [
    ...parsers.map((row) => textSearch("pg_ts_parser", "parser", row)),
    ...templates.map((row) => textSearch("pg_ts_template", "template", row)),
  ];
}

interface MappingRow {
  readonly configuration: number;
  readonly name: string;
  readonly tokens: readonly string[];
  readonly dictionaries: readonly string[];
  readonly dictionary_ids: readonly number[];
}

/** Configurations, and which dictionaries their tokens go through: a statement for each list of dictionaries. */
export async function configurations(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const from = `FROM pg_catalog.pg_ts_config c
JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace`;
  const wanted = `${scope.schema} AND ${own("pg_ts_config", "c.oid")}`;
  const [rows, mappings] = await Promise.all([
    ask<TextSearchRow>(`SELECT c.oid AS id, ${nameOf("config", "c", "cfgname", "n")} AS name,
  'PARSER = ' || ${nameOf("parser", "p", "prsname", "pn")} AS sql
${from} WHERE ${wanted}`),
    ask<MappingRow>(`SELECT id AS configuration, name, pg_catalog.array_agg(token ORDER BY type) AS tokens,
  dictionaries, dictionary_ids
FROM (SELECT c.oid AS id, ${nameOf("config", "c", "cfgname", "n")} AS name, m.maptokentype AS type,
    (SELECT pg_catalog.quote_ident(t.alias) FROM pg_catalog.ts_token_type(c.cfgparser) t
      WHERE t.tokid = m.maptokentype) AS token,
    pg_catalog.array_agg(m.mapdict::pg_catalog.regdictionary::text ORDER BY m.mapseqno) AS dictionaries,
    pg_catalog.array_agg(m.mapdict ORDER BY m.mapseqno) AS dictionary_ids
  ${from}
  JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = c.oid
  WHERE ${wanted}
  GROUP BY c.oid, c.cfgname, n.nspname, c.cfgparser, m.maptokentype) mapped
GROUP BY id, name, dictionaries, dictionary_ids`),
  ]);
  return [...rows.map((row) => textSearch("pg_ts_config", "configuration", row)), ...mappings.map(mapping)];
}

function mapping(row: MappingRow): Described {
  const tokens = row.tokens.join(", ");
  const alter = `ALTER TEXT SEARCH CONFIGURATION ${row.name}`;
  const create = `${alter} ADD MAPPING FOR ${tokens} WITH ${row.dictionaries.join(", ")}`;
  return {
    address: address(`pg_ts_config_map ${tokens}`, row.configuration),
    kind: "text search mapping",
    identity: `${tokens} OF ${row.name}`,
    create,
    drop: `${alter} DROP MAPPING FOR ${tokens}`,
    on: [
      address("pg_ts_config", row.configuration),
      ...row.dictionary_ids.map((id) => address("pg_ts_dict", id)),
    ],
    commented: false,
  };
}
