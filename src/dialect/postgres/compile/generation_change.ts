import type { Column, Generation } from "../../../schema/column.ts";
import type { ObjectName } from "../../../schema/schema.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
import { typeSql } from "../type.ts";
import { generationClause } from "./column_clauses.ts";
import { sequenceOptionWords } from "./sequence_options.ts";
import { serialSequence } from "./sequence.ts";
import { needsVersion } from "./version.ts";

/** A column that changes. */
export interface ColumnChange {
  readonly table: ObjectName;
  readonly column: string;
  readonly change: Partial<Column>;
  /** What is known of the column as it is. */
  readonly before: Partial<Column> | undefined;
  readonly server: Server;
}

/** What makes a column be filled in another way: actions of ALTER COLUMN, and statements around that. */
export interface GenerationChange {
  readonly first: readonly CompiledStatement[];
  readonly actions: readonly string[];
  readonly last: readonly CompiledStatement[];
}

const NOTHING: GenerationChange = { first: [], actions: [], last: [] };

/**
 * Undoes what has filled a column and lets something else fill it. A sequence that takes the place of another goes on where
 * that one was; one that is new goes on behind the greatest number that is there.
 *
 * @throws {RetortError} `usage` for a column that should be computed and was not: only a new column can be.
 */
export function generationChange(changed: ColumnChange): GenerationChange {
  const { change, before } = changed;
  const after = change.generation;
  if (after === undefined) return serialType(changed);
  const was = before?.generation ?? { kind: "none" };
  if (after.kind === "computed") return { ...NOTHING, actions: computed(changed, was, after) };
  if (after.kind === "identity" && was.kind === "identity") return { ...NOTHING, actions: recounted(after) };
  if (after.kind === was.kind && before !== undefined) return serialType(changed);
  switch (after.kind) {
    case "identity":
      return was.kind === "serial" ? serialToIdentity(changed, after) : toIdentity(changed, was, after);
    case "serial":
      return toSerial(changed, was);
    case "none":
      return toNothing(changed, was);
  }
}

/** An identity's sequence takes its column's new type by itself; that of a serial column must be told. */
function serialType({ table, column, change, before }: ColumnChange): GenerationChange {
  if (change.type === undefined || before?.generation?.kind !== "serial") return NOTHING;
  const sequence = objectNameSql(serialSequence(table, column), quote);
  return { ...NOTHING, last: [{ sql: `ALTER SEQUENCE ${sequence} AS ${typeSql(change.type)}` }] };
}

function toIdentity(changed: ColumnChange, was: Generation, after: Identity): GenerationChange {
  const { kind = "none" } = changed.before?.default ?? {};
  return {
    ...NOTHING,
    actions: [
      ...undoing(was),
      ...(kind === "none" ? [] : ["DROP DEFAULT"]),
      ...adding(changed, after),
    ],
  };
}

/** The old sequence steps aside, because the new one gets its name, and its place is taken over. */
function serialToIdentity(changed: ColumnChange, after: Identity): GenerationChange {
  const { table, column } = changed;
  const name = objectNameSql(table, quote);
  const old = serialSequence(table, column);
  const aside = objectNameSql({ ...old, name: "retort_old_sequence" }, quote);
  const first = [
    `ALTER TABLE ${name} ALTER COLUMN ${quote(column)} DROP DEFAULT`,
    `ALTER SEQUENCE ${objectNameSql(old, quote)} OWNED BY NONE`,
    `ALTER SEQUENCE ${objectNameSql(old, quote)} RENAME TO retort_old_sequence`,
  ];
  const last = [
    ...(after.options.start === undefined
      ? [`SELECT setval(${sequenceOf(changed)}, last_value, is_called) FROM ${aside}`]
      : []),
    `DROP SEQUENCE ${aside}`,
  ];
  return { first: first.map(asStatement), actions: adding(changed, after), last: last.map(asStatement) };
}

/** What has filled the column goes first: an identity's sequence has the name that the new one gets. */
function toSerial(changed: ColumnChange, was: Generation): GenerationChange {
  const { table, column } = changed;
  const name = objectNameSql(table, quote);
  const sequence = objectNameSql(serialSequence(table, column), quote);
  const first = [
    ...undoing(was).map((action) => `ALTER TABLE ${name} ALTER COLUMN ${quote(column)} ${action}`),
    `CREATE SEQUENCE ${sequence}${sequenceType(changed)} OWNED BY ${name}.${quote(column)}`,
  ];
  const last = `SELECT setval(${sequenceOf(changed)}, coalesce(max(${
    quote(column)
  }), 0) + 1, false) FROM ${name}`;
  return {
    first: first.map(asStatement),
    actions: [`SET DEFAULT nextval(${literal(sequence).trimStart()})`],
    last: [asStatement(last)],
  };
}

function toNothing({ table, column, before }: ColumnChange, was: Generation): GenerationChange {
  if (was.kind !== "serial") {
    return { ...NOTHING, actions: before === undefined ? ["DROP IDENTITY IF EXISTS"] : undoing(was) };
  }
  const first = [
    `ALTER TABLE ${objectNameSql(table, quote)} ALTER COLUMN ${quote(column)} DROP DEFAULT`,
    `DROP SEQUENCE ${objectNameSql(serialSequence(table, column), quote)}`,
  ];
  return { ...NOTHING, first: first.map(asStatement) };
}

type Identity = Extract<Generation, { kind: "identity" }>;

function undoing(was: Generation): readonly string[] {
  if (was.kind === "identity") return ["DROP IDENTITY"];
  return was.kind === "computed" ? ["DROP EXPRESSION"] : [];
}

function adding({ change, before, server }: ColumnChange, after: Identity): readonly string[] {
  return [
    ...((change.nullable ?? before?.nullable) === false ? [] : ["SET NOT NULL"]),
    `ADD ${generationClause(after, change.options?.["sequence"], server)}`,
  ];
}

/** A sequence counts as far as its column can. */
function sequenceType({ change, before }: ColumnChange): string {
  const type = change.type ?? before?.type;
  const sql = type === undefined ? "bigint" : typeSql(type).toLowerCase();
  return sql === "integer" || sql === "smallint" ? ` AS ${sql}` : "";
}

/** The sequence that the column has by now, as SQL that finds it. */
function sequenceOf({ table, column }: ColumnChange): string {
  const name = objectNameSql(table, quote);
  return `pg_get_serial_sequence(${literal(name).trimStart()}, ${literal(column).trimStart()})`;
}

function asStatement(sql: string): CompiledStatement {
  return { sql };
}

function recounted({ always, options }: Identity): readonly string[] {
  const settings = sequenceOptionWords(options).filter((each) => !each.startsWith("AS "));
  return [`SET GENERATED ${always ? "ALWAYS" : "BY DEFAULT"}`, ...settings.map((each) => `SET ${each}`)];
}

function computed(
  { server, column }: ColumnChange,
  was: Generation,
  after: Extract<Generation, { kind: "computed" }>,
): readonly string[] {
  if (was.kind !== "computed" || was.stored !== after.stored) {
    refuse(`Column '${column}' cannot become a generated one`, "Drop it, and add it with its expression");
  }
  needsVersion(
    server,
    17,
    "Another expression for a generated column",
    "Drop the column, and add it with its expression",
  );
  return [`SET EXPRESSION AS (${after.sql})`];
}
