import type { ObjectName, Sequence, SequenceOptions } from "../../../schema/schema.ts";
import { address } from "./addresses.ts";
import type { Comments } from "./comments.ts";
import { madeUpName } from "./made_up_name.ts";
import { type Ask, objectName, own, type Scope } from "./scope.ts";

/** A sequence as the catalogs have it; all numbers are text. */
export interface SequenceRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** The name as SQL writes it. */
  readonly sql: string;
  readonly unlogged: boolean;
  /** Whether its column's table is logged and it is not, or the other way round: it was told so. */
  readonly unlike_table: boolean;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
  /** The column that it goes away with; null where there is none. */
  readonly table: number | null;
  readonly column: number | null;
  readonly table_schema: string | null;
  readonly table_name: string | null;
  readonly column_name: string | null;
  /** Whether a table owns it, and no foreign table. */
  readonly of_table: boolean;
  /** Whether it is the inner part of an identity. */
  readonly identity: boolean;
  /** What a serial could not say: it has a comment, or `unlike_table`. */
  readonly special: boolean;
}

/** A sequence that goes away with a column. */
export type OwnedSequence = SequenceRow;

/** Of the sequences that a column owns, the one that it counts with. */
export function countingSequence(
  column: { readonly generated: string; readonly default_sql: string | null },
  owned: readonly OwnedSequence[] = [],
): OwnedSequence | undefined {
  const identity = column.generated === "a" || column.generated === "d";
  return identity
    ? owned.find((sequence) => sequence.identity)
    : owned.find((sequence) => column.default_sql === nextValue(sequence));
}

function nextValue({ sql }: OwnedSequence): string {
  return `nextval('${sql.replaceAll("'", "''")}'::regclass)`;
}

/** All sequences, those of identities and serials included. */
export function readSequences(scope: Scope, ask: Ask): Promise<SequenceRow[]> {
  const wanted = scope.beyondTables
    ? `c.relpersistence <> 't' AND ${scope.schema} AND ${own("pg_class", "c.oid")}`
    : "owner.oid IS NOT NULL";
  // Until 15, no sequence is unlogged, whatever its table is.
  const unlikeTable = scope.version >= 15
    ? "coalesce(c.relpersistence <> owner.relpersistence AND owner.relkind <> 'f', false)"
    : "false";
  const owner = scope.beyondTables ? "" : `AND EXISTS (SELECT FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = t.oid AND ${scope.relation})`;
  return ask(
    `SELECT c.oid AS id, n.nspname AS schema, c.relname AS name, c.oid::pg_catalog.regclass::text AS sql,
  c.relpersistence = 'u' AS unlogged, ${unlikeTable} AS unlike_table,
  pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqstart::text AS start,
  s.seqincrement::text AS increment, s.seqmin::text AS minimum, s.seqmax::text AS maximum,
  s.seqcache::text AS cache, s.seqcycle AS cycle, owner.oid AS table, owner.attnum AS column,
  owner.nspname AS table_schema, owner.relname AS table_name, owner.attname AS column_name,
  coalesce(owner.relkind <> 'f', false) AS of_table,
  coalesce(owner.deptype = 'i', false) AS identity,
  EXISTS (SELECT FROM pg_catalog.pg_description d WHERE d.objoid = c.oid AND d.objsubid = 0
    AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    OR ${unlikeTable} AS special
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN (SELECT d.objid, d.deptype, t.oid, t.relname, t.relkind, t.relpersistence, tn.nspname, a.attnum, a.attname
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0
    AND d.deptype IN ('a', 'i') ${owner}) owner ON owner.objid = c.oid
WHERE ${wanted}`,
  );
}

const HIGHEST: Readonly<Record<string, bigint>> = {
  smallint: 32767n,
  integer: 2147483647n,
  bigint: 9223372036854775807n,
};

/** How a sequence counts, as far as it is not what a sequence of that type does unless told. */
export function sequenceOptions(row: SequenceRow, ordinaryType: string): SequenceOptions {
  const rising = !row.increment.startsWith("-");
  const highest = HIGHEST[row.type] ?? 0n;
  const minimum = rising ? "1" : `${-highest - 1n}`;
  const maximum = rising ? `${highest}` : "-1";
  return {
    ...(row.type !== ordinaryType && { type: row.type }),
    ...(row.start !== (rising ? row.minimum : row.maximum) && { start: row.start }),
    ...(row.increment !== "1" && { increment: row.increment }),
    ...(row.minimum !== minimum && { minimum: row.minimum }),
    ...(row.maximum !== maximum && { maximum: row.maximum }),
    ...(row.cache !== "1" && { cache: row.cache }),
    ...(row.cycle && { cycle: true }),
  };
}

const SERIAL_TYPES: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"]);

/** Whether a column is what `serial` makes, with nothing changed since. */
export function isSerial(
  column: {
    readonly name: string;
    readonly type: string;
    readonly required: boolean;
    readonly default_sql: string | null;
  },
  table: string,
  sequence: OwnedSequence,
): boolean {
  return column.required && !sequence.special && SERIAL_TYPES.has(column.type) &&
    column.default_sql === nextValue(sequence) &&
    hasMadeUpName(sequence, table, column.name) &&
    Object.keys(sequenceOptions(sequence, column.type)).length === 0;
}

/** Whether it stands in its table's schema under the name that the server gives a serial's or an identity's. */
export function hasMadeUpName(sequence: SequenceRow, table: string, column: string): boolean {
  return sequence.schema === sequence.table_schema && sequence.name === madeUpName(table, column, "seq");
}

/** A sequence that stands for itself. */
export function asSequence(row: SequenceRow, scope: Scope, comments: Comments): Sequence {
  return {
    ...objectName(row.schema, row.name, scope),
    ...sequenceOptions(row, "bigint"),
    comment: comments.of(address("pg_class", row.id)),
    ...(row.unlogged && { unlogged: true }),
    ...ownedBy(row, scope),
  };
}

function ownedBy(row: SequenceRow, scope: Scope): { ownedBy?: { table: ObjectName; column: string } } {
  const { table_schema: schema, table_name: name, column_name: column } = row;
  if (schema === null || name === null || column === null) return {};
  return { ownedBy: { table: objectName(schema, name, scope), column } };
}
