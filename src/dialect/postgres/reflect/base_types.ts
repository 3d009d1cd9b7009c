import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface BaseTypeRow {
  readonly id: number;
  readonly name: string;
  /** Whether it is more than a name. */
  readonly defined: boolean;
  readonly length: number;
  readonly by_value: boolean;
  readonly alignment: string;
  readonly storage: string;
  readonly category: string;
  readonly preferred: boolean;
  readonly delimiter: string;
  readonly collatable: boolean;
  readonly element: string | null;
  readonly default_text: string | null;
  /** What reads, writes and analyses its values: names as SQL writes them. */
  readonly functions: Readonly<Record<string, string | null>>;
}

/** Types that functions in C make, and those of which there is only the name. */
export async function baseTypes(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const subscript = scope.version >= 14 ? "nullif(t.typsubscript, 0)::pg_catalog.regproc::text" : "NULL";
  const rows = await ask<BaseTypeRow>(`SELECT t.oid AS id, t.oid::pg_catalog.regtype::text AS name,
  t.typisdefined AS defined, t.typlen AS length, t.typbyval AS by_value, t.typalign AS alignment,
  t.typstorage AS storage, t.typcategory AS category, t.typispreferred AS preferred, t.typdelim AS delimiter,
  t.typcollation <> 0 AS collatable,
  CASE WHEN t.typelem <> 0 THEN pg_catalog.format_type(t.typelem, NULL) END AS element,
  pg_catalog.quote_literal(t.typdefault) AS default_text,
  pg_catalog.json_build_object('INPUT', nullif(t.typinput, 0)::pg_catalog.regproc::text,
    'OUTPUT', nullif(t.typoutput, 0)::pg_catalog.regproc::text,
    'RECEIVE', nullif(t.typreceive, 0)::pg_catalog.regproc::text,
    'SEND', nullif(t.typsend, 0)::pg_catalog.regproc::text,
    'TYPMOD_IN', nullif(t.typmodin, 0)::pg_catalog.regproc::text,
    'TYPMOD_OUT', nullif(t.typmodout, 0)::pg_catalog.regproc::text,
    'ANALYZE', nullif(t.typanalyze, 0)::pg_catalog.regproc::text,
    'SUBSCRIPT', ${subscript}) AS functions
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE (t.typtype = 'b' OR NOT t.typisdefined) AND ${scope.schema} AND ${own("pg_type", "t.oid")}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)`);
  return rows.map(asDescribed);
}

function asDescribed(row: BaseTypeRow): Described {
  const { id, name, defined } = row;
  const at = address("pg_type", id);
  const shell = `CREATE TYPE ${name}`;
  if (!defined) return described(at, "shell type", name, shell, { drop: `DROP TYPE ${name}` });
  const whole = typeSql(row);
  return described(at, "base type", name, whole, {
    // Its own functions go with it.
    drop: `DROP TYPE ${name} CASCADE`,
    stub: { sql: shell, whole, always: false },
  });
}

const ALIGNMENTS: Readonly<Record<string, string>> = { c: "char", s: "int2", i: "int4", d: "double" };
const STORAGES: Readonly<Record<string, string>> = {
  p: "plain",
  e: "external",
  m: "main",
  x: "extended",
};

function typeSql(row: BaseTypeRow): string {
  const length = row.length === -1 ? "VARIABLE" : row.length === -2 ? "cstring" : `${row.length}`;
  const said: [string, string | false | null][] = [
    ...Object.entries(row.functions),
    ["INTERNALLENGTH", length],
    ["PASSEDBYVALUE", row.by_value && ""],
    ["ALIGNMENT", ALIGNMENTS[row.alignment] ?? null],
    ["STORAGE", STORAGES[row.storage] ?? null],
    ["CATEGORY", row.category !== "U" && `'${row.category}'`],
    ["PREFERRED", row.preferred && "true"],
    ["DEFAULT", row.default_text],
    ["ELEMENT", row.element],
    ["DELIMITER", row.delimiter !== "," && `'${row.delimiter}'`],
    ["COLLATABLE", row.collatable && "true"],
  ];
  const lines = said.flatMap(([name, value]) => {
    if (value === null || value === false) return [];
    return [value === "" ? `  ${name}` : `  ${name} = ${value}`];
  });
  return `CREATE TYPE ${row.name} (\n${lines.join(",\n")}\n)`;
}
