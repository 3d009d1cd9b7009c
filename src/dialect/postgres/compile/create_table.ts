import type { CreateTable } from "../../../operation/operation.ts";
import type { Column } from "../../../schema/column.ts";
import type { Constraint, PrimaryKey, UniqueConstraint } from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";
import { constraintSql } from "../../ansi/compile/constraint.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { laterSettings } from "./column_settings.ts";
import { columnSubject, constraintComment, newComment } from "./comment.ts";
import { enumsOf } from "./enum.ts";
import { createHeir } from "./heir.ts";
import { createIndex } from "./index.ts";
import { createPartition } from "./partition.ts";
import { serialSequence } from "./sequence.ts";
import { tableSpelling } from "./table_spelling.ts";
import { createTypedTable } from "./typed_table.ts";

/** CREATE TABLE, what it cannot say itself, its indexes and its comments. */
export function createTable(operation: CreateTable, context: CompileContext): readonly CompiledStatement[] {
  const { table, ifNotExists } = operation;
  return [
    ...enumsOf(table.columns.map(({ type }) => type)),
    ...creation(operation, context),
    ...table.columns.flatMap((column) => afterwards(table, column)),
    ...table.indexes.flatMap((index) =>
      createIndex({ kind: "createIndex", table, index, concurrently: false, ifNotExists }, context)
    ),
    ...tableSettings(table),
    ...comments(table),
  ];
}

/**
 * A new table's constraints are valid whatever they say, and of two keys on the same columns CREATE TABLE makes one: a
 * constraint that is not valid, and a second key, are added.
 */
function creation(operation: CreateTable, context: CompileContext): readonly CompiledStatement[] {
  const again = secondKeys(operation.table);
  const added = operation.table.constraints.filter((each) =>
    each.options["notValid"] !== undefined || again.has(each)
  );
  const constraints = operation.table.constraints.filter((each) => !added.includes(each));
  const table = { ...operation.table, constraints };
  const spelling = tableSpelling(context.server);
  return [
    ...bareTable({ ...operation, table }, context),
    ...added.map((each) => ({
      sql: `ALTER TABLE ${objectNameSql(table, quote)} ADD ${constraintSql(each, spelling)}`,
    })),
  ];
}

/** Unique constraints that say again what the primary key or another one says. */
function secondKeys({ constraints }: Table): ReadonlySet<Constraint> {
  const keys = constraints.filter((each) => each.kind === "primaryKey" || each.kind === "unique");
  const known = new Set(keys.filter(({ kind }) => kind === "primaryKey").map(keyText));
  const second = keys.filter((each) => {
    if (each.kind !== "unique") return false;
    const again = known.has(keyText(each));
    known.add(keyText(each));
    return again;
  });
  return new Set(second);
}

function keyText(key: PrimaryKey | UniqueConstraint): string {
  const distinct = key.kind === "unique" && key.nullsNotDistinct;
  return JSON.stringify([key.columns, key.include, key.deferral, distinct]);
}

function bareTable(
  { table, ifNotExists }: CreateTable,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (table.partitionOf !== undefined) return createPartition(table, ifNotExists, context);
  const ofType = table.options[postgresOptions.table.of];
  if (ofType !== undefined) return [createTypedTable(table, ofType, ifNotExists, context)];
  return createHeir(table, ifNotExists, context);
}

/** What CREATE TABLE cannot say of a column. */
function afterwards(table: Table, column: Column): readonly CompiledStatement[] {
  const settings = laterSettings(column).map((action) => ({
    sql: `ALTER TABLE ${objectNameSql(table, quote)} ${action}`,
  }));
  const { sequence, sequenceLogged } = column.options;
  if (sequenceLogged === undefined) return settings;
  const counting = sequence ?? objectNameSql(serialSequence(table, column.name), quote);
  return [...settings, { sql: `ALTER SEQUENCE ${counting} SET ${sequenceLogged}` }];
}

/** What ALTER TABLE alone can say of a table. */
function tableSettings(table: Table): readonly CompiledStatement[] {
  const { rowSecurity, forceRowSecurity, replicaIdentity, clusterOn } = table.options;
  const actions = [
    rowSecurity === undefined ? [] : "ENABLE ROW LEVEL SECURITY",
    forceRowSecurity === undefined ? [] : "FORCE ROW LEVEL SECURITY",
    replicaIdentity === undefined ? [] : `REPLICA IDENTITY ${replicaIdentity}`,
    clusterOn === undefined ? [] : `CLUSTER ON ${clusterOn}`,
  ].flat();
  return actions.map((action) => ({ sql: `ALTER TABLE ${objectNameSql(table, quote)} ${action}` }));
}

function comments(table: Table): readonly CompiledStatement[] {
  return [
    ...newComment(`TABLE ${objectNameSql(table, quote)}`, table.comment),
    ...table.columns.flatMap(({ name, comment }) => newComment(columnSubject(table, name), comment)),
    ...table.constraints.flatMap((constraint) => constraintComment(table, constraint)),
  ];
}
