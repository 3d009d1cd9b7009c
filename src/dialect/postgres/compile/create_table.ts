import type { CreateTable } from "../../../operation/operation.ts";
import type { Column } from "../../../schema/column.ts";
import type { Table } from "../../../schema/schema.ts";
import { constraintSql } from "../../ansi/compile/constraint.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { createTableSql } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { laterSettings } from "./column_settings.ts";
import { columnSubject, constraintComment, newComment } from "./comment.ts";
import { enumsOf } from "./enum.ts";
import { createIndex } from "./index.ts";
import { createPartition } from "./partition.ts";
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

/** A new table's constraints are valid whatever they say: one that is not is added. */
function creation(operation: CreateTable, context: CompileContext): readonly CompiledStatement[] {
  const notValid = operation.table.constraints.filter(({ options }) => options["notValid"] !== undefined);
  const constraints = operation.table.constraints.filter((each) => !notValid.includes(each));
  const table = { ...operation.table, constraints };
  const spelling = tableSpelling(context.server);
  return [
    ...bareTable({ ...operation, table }, context),
    ...notValid.map((each) => ({
      sql: `ALTER TABLE ${objectNameSql(table, quote)} ADD ${constraintSql(each, spelling)}`,
    })),
  ];
}

function bareTable(
  { table, ifNotExists }: CreateTable,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (table.partitionOf !== undefined) return createPartition(table, ifNotExists, context);
  const ofType = table.options[postgresOptions.table.of];
  if (ofType !== undefined) return [createTypedTable(table, ofType, ifNotExists, context)];
  const own = table.columns.filter(({ options }) => options[postgresOptions.column.inherited] === undefined);
  return [{ sql: createTableSql({ ...table, columns: own }, ifNotExists, tableSpelling(context.server)) }];
}

/** What CREATE TABLE cannot say of a column. */
function afterwards(table: Table, column: Column): readonly CompiledStatement[] {
  return laterSettings(column).map((action) => ({
    sql: `ALTER TABLE ${objectNameSql(table, quote)} ${action}`,
  }));
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
