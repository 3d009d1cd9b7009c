import type { Column, Default, Generation } from "../../../schema/column.ts";
import type { Options } from "../../../schema/schema.ts";
import { postgresOptions } from "../options.ts";
import { address } from "./addresses.ts";
import type { Comments } from "./comments.ts";
import { inLists } from "./in_lists.ts";
import { madeUpName } from "./made_up_name.ts";
import { parameters } from "./parameters.ts";
import type { Ask, Scope } from "./scope.ts";
import { hasMadeUpName, isSerial, type OwnedSequence, sequenceOptions } from "./sequences.ts";

/** A column of a table as the catalogs have it. */
export interface ColumnRow {
  readonly table: number;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default_sql: string | null;
  /** `a`, `d` for identity, `s`, `v` for generated, empty for neither. */
  readonly generated: string;
  readonly collation_id: number;
  readonly collation: string | null;
  /** What few columns have; null where this one has none of it. */
  readonly rare: RareColumn | null;
}

interface RareColumn {
  readonly storage: string | null;
  readonly compression: string | null;
  readonly statistics: number | null;
  readonly parameters: readonly string[] | null;
  readonly inherited: boolean;
  readonly local: boolean;
  readonly not_null_name: string | null;
  readonly not_null_no_inherit: boolean | null;
  readonly not_null_invalid: boolean | null;
}

const STORAGE = `CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
    WHEN 'x' THEN 'EXTENDED' END`;

/** All columns, table by table in their order. */
export function readColumns(scope: Scope, ask: Ask): Promise<ColumnRow[]> {
  const compression = scope.version >= 14
    ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END"
    : "NULL::text";
  const named = scope.version >= 18;
  const notNull = named ? "nn.conname" : "NULL::text";
  const noInherit = named ? "nn.connoinherit" : "NULL::boolean";
  const invalid = named ? "NOT nn.convalidated" : "NULL::boolean";
  const join = named
    ? `LEFT JOIN pg_catalog.pg_constraint nn ON nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum`
    : "";
  return ask(`SELECT a.attrelid AS table, a.attnum AS number, a.attname AS name,
  pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
  pg_catalog.pg_get_expr(d.adbin, d.adrelid, a.attgenerated <> '') AS default_sql,
  a.attidentity::text || a.attgenerated::text AS generated, a.attcollation AS collation_id,
  CASE WHEN a.attcollation <> t.typcollation THEN ${collationName("a.attcollation")} END AS collation,
  CASE WHEN a.attstorage <> t.typstorage OR coalesce(a.attstattarget, -1) >= 0 OR a.attoptions IS NOT NULL
      OR a.attinhcount > 0 OR ${compression} IS NOT NULL
      ${
    named
      ? "OR nn.conname <> c.relname || '_' || a.attname || '_not_null' OR nn.connoinherit OR NOT nn.convalidated"
      : ""
  }
    THEN pg_catalog.json_build_object(
      'storage', CASE WHEN a.attstorage <> t.typstorage THEN ${STORAGE} END,
      'compression', ${compression},
      'statistics', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END,
      'parameters', a.attoptions, 'inherited', a.attinhcount > 0, 'local', a.attislocal,
      'not_null_name', ${notNull}, 'not_null_no_inherit', ${noInherit}, 'not_null_invalid', ${invalid}) END AS rare
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
${join}
WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND ${scope.relation}
ORDER BY a.attrelid, a.attnum`);
}

/** The plain name of a collation that can be named without its schema, the quoted one of others. */
export function collationName(id: string): string {
  return `(SELECT CASE WHEN pg_catalog.pg_collation_is_visible(co.oid) AND co.collname !~ '^"' THEN co.collname
    ELSE pg_catalog.format('"%s"."%s"', pg_catalog.replace(cn.nspname, '"', '""'),
      pg_catalog.replace(co.collname, '"', '""')) END
    FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = ${id})`;
}

/** What is known of the table that a column stands in. */
export interface ColumnPlace {
  readonly schema: string;
  readonly table: string;
  readonly sequence: OwnedSequence | undefined;
  /** The column of the same name in each parent. */
  readonly parents: readonly Column[];
  readonly comments: Comments;
  readonly partition: boolean;
}

/** A row as a column. */
export function asColumn(row: ColumnRow, place: ColumnPlace): Column {
  const generation = generationOf(row, place);
  const column: Column = {
    name: row.name,
    type: { kind: "native", sql: row.type },
    nullable: !row.required,
    default: generation.kind === "none" ? defaultOf(row) : { kind: "none" },
    generation,
    collation: row.collation ?? "",
    comment: place.comments.of(address("pg_class", row.table), row.number),
    options: columnOptions(row, place),
  };
  const inherited = inheritedPart(row, column, place);
  if (inherited === undefined) return column;
  return { ...column, options: { ...column.options, [postgresOptions.column.inherited]: inherited } };
}

function defaultOf({ default_sql }: ColumnRow): Default {
  return default_sql === null ? { kind: "none" } : { kind: "expression", sql: default_sql };
}

function generationOf(row: ColumnRow, { table, sequence }: ColumnPlace): Generation {
  switch (row.generated) {
    case "a":
    case "d":
      return {
        kind: "identity",
        always: row.generated === "a",
        options: sequence === undefined ? {} : sequenceOptions(sequence, sequence.type),
      };
    case "s":
    case "v":
      return {
        kind: "computed",
        sql: inLists((row.default_sql ?? "").trim()),
        stored: row.generated === "s",
      };
    default:
      return sequence !== undefined && isSerial(row, table, sequence) ? { kind: "serial" } : { kind: "none" };
  }
}

function columnOptions(row: ColumnRow, place: ColumnPlace): Options {
  const { column } = postgresOptions;
  const { rare } = row;
  const named = rare?.not_null_name ?? null;
  const { sequence } = place;
  const identity = row.generated === "a" || row.generated === "d";
  const said: [string, string | false | null][] = [
    [column.storage, rare?.storage ?? null],
    [column.compression, rare?.compression ?? null],
    [
      column.statistics,
      rare?.statistics === undefined || rare.statistics === null ? null : `${rare.statistics}`,
    ],
    [column.notNullName, named === madeUpName(place.table, row.name, "not_null") ? null : named],
    [column.notNullNoInherit, rare?.not_null_no_inherit === true && ""],
    [column.notNullNotValid, rare?.not_null_invalid === true && ""],
    [
      column.sequence,
      identity && sequence !== undefined && !hasMadeUpName(sequence, place.table, row.name) && sequence.sql,
    ],
    [
      column.sequenceLogged,
      identity && sequence?.unlike_table === true && (sequence.unlogged ? "UNLOGGED" : "LOGGED"),
    ],
  ];
  const own = said.flatMap(([name, value]) => typeof value === "string" ? [[name, value] as const] : []);
  return Object.fromEntries([...own, ...parameters(rare?.parameters ?? null)]);
}

/**
 * What a column that comes from a parent says beside it, in words; undefined for one of the table's own. A partition's
 * column that differs is told of whole.
 */
function inheritedPart({ rare }: ColumnRow, column: Column, place: ColumnPlace): string | undefined {
  const { parents, partition } = place;
  if (rare === null || !rare.inherited) return undefined;
  if (partition) {
    const own = sayings(column);
    return parents.length > 0 && parents.every((parent) => sayings(parent) === own) ? "" : undefined;
  }
  if (rare.local) return undefined;
  const differs = parents.some(({ default: above }) =>
    JSON.stringify(above) !== JSON.stringify(column.default)
  );
  const required = !column.nullable && parents.every(({ nullable }) => nullable);
  return [...(differs ? ["default"] : []), ...(required ? ["not null"] : [])].join(", ");
}

/** What a child takes over; an identity is a partition's from version 17 on, and is never said of it. */
function sayings({ type, nullable, default: byDefault, generation, collation, options }: Column): string {
  const { inherited: _, notNullName: __, sequence: ___, sequenceLogged: ____, ...kept } = options;
  const made = generation.kind === "identity" ? { kind: "none" } : generation;
  return JSON.stringify([type, nullable, byDefault, made, collation, kept]);
}
