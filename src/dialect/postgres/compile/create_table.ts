import type { CreateTable } from "../../../operation/operation.ts";
import type { Column } from "../../../schema/column.ts";
import type { Table } from "../../../schema/schema.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { createTableSql } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { columnSettings } from "./column_settings.ts";
import { columnSubject, constraintComment, newComment } from "./comment.ts";
import { enumsOf } from "./enum.ts";
import { createIndex } from "./index.ts";
import { createPartition } from "./partition.ts";
import { tableSpelling } from "./table_spelling.ts";

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

function creation(
  { table, ifNotExists }: CreateTable,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (table.partitionOf !== undefined) return createPartition(table, ifNotExists, context);
  const own = table.columns.filter(({ options }) => options[postgresOptions.column.inherited] === undefined);
  return [{ sql: createTableSql({ ...table, columns: own }, ifNotExists, tableSpelling(context.server)) }];
}

/** What CREATE TABLE cannot say of a column; serial has made it NOT NULL. */
function afterwards(table: Table, column: Column): readonly CompiledStatement[] {
  const nullable = column.generation.kind === "serial" && column.nullable ? ["DROP NOT NULL"] : [];
  return [...nullable, ...columnSettings(column.options)].map((action) => ({
    sql: `ALTER TABLE ${objectNameSql(table, quote)} ALTER COLUMN ${quote(column.name)} ${action}`,
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
