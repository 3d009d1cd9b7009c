import type { Column, Generation } from "../../../schema/column.ts";
import type { ObjectName } from "../../../schema/schema.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
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
 * Undoes what has filled a column and lets something else fill it. A new sequence goes on behind the greatest number that
 * is there when it takes the place of another.
 *
 * @throws {RetortError} `usage` for a column that should be computed and was not: only a new column can be.
 */
export function generationChange(changed: ColumnChange): GenerationChange {
  const { change, before } = changed;
  const after = change.generation;
  if (after === undefined) return NOTHING;
  const was = before?.generation ?? { kind: "none" };
  if (after.kind === "computed") return { ...NOTHING, actions: computed(changed, was, after) };
  if (after.kind === "identity" && was.kind === "identity") return { ...NOTHING, actions: recounted(after) };
  if (after.kind === was.kind && before !== undefined) return NOTHING;
  const undone = undo(changed, was, before === undefined);
  const done = make(changed, after);
  return {
    first: [...undone.first, ...done.first],
    actions: [...undone.actions, ...done.actions],
    last: [...undone.last, ...done.last, ...(was.kind === "serial" ? done.catchUp : [])],
  };
}

function undo(changed: ColumnChange, was: Generation, unknown: boolean): GenerationChange {
  switch (was.kind) {
    case "none":
      return unknown && changed.change.generation?.kind === "none"
        ? { ...NOTHING, actions: ["DROP IDENTITY IF EXISTS"] }
        : NOTHING;
    case "identity":
      return { ...NOTHING, actions: ["DROP IDENTITY"] };
    case "computed":
      return { ...NOTHING, actions: ["DROP EXPRESSION"] };
    case "serial":
      return withoutSerial(changed);
  }
}

/** The sequence goes before an identity makes one of the same name. */
function withoutSerial({ table, column }: ColumnChange): GenerationChange {
  const first = [
    `ALTER TABLE ${objectNameSql(table, quote)} ALTER COLUMN ${quote(column)} DROP DEFAULT`,
    `DROP SEQUENCE ${objectNameSql(serialSequence(table, column), quote)}`,
  ];
  return { ...NOTHING, first: first.map((sql) => ({ sql })) };
}

function make(
  { table, column, change, before, server }: ColumnChange,
  after: Generation,
): GenerationChange & { readonly catchUp: readonly CompiledStatement[] } {
  if (after.kind === "identity") {
    const sequence = change.options?.["sequence"];
    const actions = [
      ...((change.nullable ?? before?.nullable) === false ? [] : ["SET NOT NULL"]),
      `ADD ${generationClause(after, sequence, server)}`,
    ];
    return { ...NOTHING, actions, catchUp: [catchUp(table, column)] };
  }
  if (after.kind !== "serial") return { ...NOTHING, catchUp: [] };
  const sequence = objectNameSql(serialSequence(table, column), quote);
  const owner = `${objectNameSql(table, quote)}.${quote(column)}`;
  return {
    first: [{ sql: `CREATE SEQUENCE ${sequence} OWNED BY ${owner}` }],
    actions: [`SET DEFAULT nextval(${literal(sequence).trimStart()})`],
    last: [catchUp(table, column)],
    catchUp: [],
  };
}

/** Lets a sequence go on behind the greatest number that is there. */
function catchUp(table: ObjectName, column: string): CompiledStatement {
  const name = objectNameSql(table, quote);
  const sequence = `pg_get_serial_sequence(${literal(name).trimStart()}, ${literal(column).trimStart()})`;
  return { sql: `SELECT setval(${sequence}, coalesce(max(${quote(column)}), 0) + 1, false) FROM ${name}` };
}

function recounted({ always, options }: Extract<Generation, { kind: "identity" }>): readonly string[] {
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
