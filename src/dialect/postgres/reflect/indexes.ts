import type { Index, IndexPart } from "../../../schema/index.ts";
import type { Options } from "../../../schema/schema.ts";
import { postgresOptions } from "../options.ts";
import { address } from "./addresses.ts";
import type { Comments } from "./comments.ts";
import { collationName } from "./columns.ts";
import { inLists } from "./in_lists.ts";
import { parameters } from "./parameters.ts";
import { bothWays, printed } from "./printed.ts";
import type { Ask, Scope } from "./scope.ts";

/** An index that no constraint made, as the catalogs have it. Lists are texts with spaces between. */
export interface IndexRow {
  readonly id: number;
  readonly table: number;
  readonly name: string;
  readonly unique: boolean;
  readonly valid: boolean;
  readonly method: string;
  readonly key_count: number;
  readonly keys: string;
  readonly flags: string;
  readonly classes: string;
  readonly collations: string;
  readonly nulls_not_distinct: boolean;
  readonly predicate: readonly string[] | null;
  /** What the server prints of each part, and of the whole, where a part is an expression. */
  readonly parts: readonly string[] | null;
  readonly definition: string | null;
  readonly parameters: readonly string[] | null;
  readonly tablespace: string | null;
}

/** An operator class, by which an index knows how to compare. */
export interface OperatorClassRow {
  readonly id: number;
  readonly name: string;
  readonly ordinary: boolean;
}

/** What is told of a part of an index beside the index. */
export interface PartRow {
  readonly index: number;
  readonly number: number;
  readonly parameters: readonly string[];
}

/** The indexes that are no constraint's and no copy of a partitioned table's. */
export function readIndexes(scope: Scope, ask: Ask): Promise<IndexRow[]> {
  return ask(`SELECT i.indexrelid AS id, i.indrelid AS table, ic.relname AS name, i.indisunique AS unique,
  i.indisvalid AS valid, am.amname AS method, i.indnkeyatts AS key_count, i.indkey::text AS keys,
  i.indoption::text AS flags, i.indclass::text AS classes, i.indcollation::text AS collations,
  ${scope.version >= 15 ? "i.indnullsnotdistinct" : "false"} AS nulls_not_distinct,
  CASE WHEN i.indpred IS NOT NULL THEN ${
    bothWays("pg_catalog.pg_get_expr(i.indpred, i.indrelid")
  } END AS predicate,
  CASE WHEN i.indexprs IS NOT NULL THEN (SELECT pg_catalog.array_agg(
    pg_catalog.pg_get_indexdef(i.indexrelid, g::int, true) ORDER BY g)
    FROM pg_catalog.generate_series(1, i.indnkeyatts) g) END AS parts,
  CASE WHEN i.indexprs IS NOT NULL THEN pg_catalog.pg_get_indexdef(i.indexrelid, 0, true) END AS definition,
  ic.reloptions AS parameters, ts.spcname AS tablespace
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_am am ON am.oid = ic.relam
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
WHERE c.relkind IN ('r', 'p') AND ${scope.relation}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
    WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid)`);
}

/** All operator classes: some hundred, most of them the server's own. */
export function readOperatorClasses(ask: Ask): Promise<OperatorClassRow[]> {
  return ask(`SELECT o.oid AS id, o.opcdefault AS ordinary,
  CASE WHEN pg_catalog.pg_opclass_is_visible(o.oid) THEN pg_catalog.quote_ident(o.opcname)
    ELSE pg_catalog.format('%I.%I', n.nspname, o.opcname) END AS name
FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace`);
}

/** The collations that an index names. */
export function readIndexCollations(ask: Ask): Promise<{ readonly id: number; readonly name: string }[]> {
  return ask(`SELECT used.id, ${collationName("used.id")} AS name
FROM (SELECT DISTINCT pg_catalog.unnest(i.indcollation) AS id FROM pg_catalog.pg_index i) used WHERE used.id <> 0`);
}

/** The parameters of operator classes. */
export function readIndexParts(ask: Ask): Promise<PartRow[]> {
  return ask(`SELECT a.attrelid AS index, a.attnum AS number, a.attoptions AS parameters
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
WHERE c.relkind IN ('i', 'I') AND a.attoptions IS NOT NULL`);
}

/** What an index's parts are read with. */
export interface IndexSurroundings {
  readonly column: (table: number, number: number) => {
    readonly name: string;
    readonly collation: number;
  };
  readonly classes: ReadonlyMap<number, OperatorClassRow>;
  readonly collations: ReadonlyMap<number, string>;
  readonly parts: ReadonlyMap<string, readonly string[]>;
  readonly comments: Comments;
}

/** A row as an index. */
export function asIndex(row: IndexRow, around: IndexSurroundings): Index {
  const keys = numbers(row.keys);
  const arrays: PartArrays = {
    keys,
    flags: numbers(row.flags),
    classes: numbers(row.classes),
    collations: numbers(row.collations),
  };
  return {
    name: row.name,
    unique: row.unique,
    parts: keys.slice(0, row.key_count).map((_, at) => asPart(row, arrays, at, around)),
    using: row.method === "btree" ? "" : row.method,
    where: printed(row.predicate),
    include: keys.slice(row.key_count).map((number) => around.column(row.table, number).name),
    nullsNotDistinct: row.nulls_not_distinct,
    comment: around.comments.of(address("pg_class", row.id)),
    options: indexOptions(row),
  };
}

interface PartArrays {
  readonly keys: readonly number[];
  readonly flags: readonly number[];
  readonly classes: readonly number[];
  readonly collations: readonly number[];
}

function asPart(row: IndexRow, arrays: PartArrays, at: number, around: IndexSurroundings): IndexPart {
  const key = arrays.keys[at] ?? 0;
  const flags = arrays.flags[at] ?? 0;
  const collation = arrays.collations[at] ?? 0;
  const descending = (flags & 1) !== 0;
  const nullsFirst = (flags & 2) !== 0;
  const operatorClass = operatorClassSql(row, arrays.classes[at] ?? 0, at, around);
  const rest = {
    descending,
    nulls: nullsFirst === descending ? "" : nullsFirst ? "first" : "last",
    operatorClass,
  } as const;
  if (key !== 0) {
    const column = around.column(row.table, key);
    const other = collation !== 0 && collation !== column.collation;
    return {
      on: { kind: "column", name: column.name },
      ...rest,
      collation: other ? around.collations.get(collation) ?? "" : "",
    };
  }
  const text = row.parts?.[at] ?? "";
  const said = collation !== 0 && (row.definition ?? "").includes(`${text} COLLATE `);
  return {
    on: { kind: "expression", sql: inLists(withoutParentheses(text)) },
    ...rest,
    collation: said ? around.collations.get(collation) ?? "" : "",
  };
}

/** The server puts parentheses around all that is no call of a function. */
function withoutParentheses(text: string): string {
  return (text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1) : text).trim();
}

/** Empty for the one that the method takes for the type unless told. */
function operatorClassSql(row: IndexRow, id: number, at: number, around: IndexSurroundings): string {
  const found = around.classes.get(id);
  const given = around.parts.get(`${row.id}/${at + 1}`);
  if (found === undefined || (found.ordinary && given === undefined)) return "";
  if (given === undefined) return found.name;
  const list = parameters(given).map(([name, value]) => `${name}='${value.replaceAll("'", "''")}'`);
  return `${found.name}(${list.join(", ")})`;
}

function indexOptions(row: IndexRow): Options {
  const { index } = postgresOptions;
  return Object.fromEntries([
    ...(row.tablespace === null ? [] : [[index.tablespace, row.tablespace] as const]),
    ...(row.valid ? [] : [[index.invalid, ""] as const]),
    ...parameters(row.parameters),
  ]);
}

function numbers(text: string): readonly number[] {
  return text === "" ? [] : text.split(" ").map(Number);
}
