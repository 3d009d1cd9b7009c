import { dispatch, type OperationHandlers } from "../../operation/dispatch.ts";
import type {
  AlterTable,
  CreateNamespace,
  DropNamespace,
  Operation,
  SetComment,
} from "../../operation/operation.ts";
import { type BindSpelling, executeSql } from "../ansi/compile/bind.ts";
import { type BulkInsertSpelling, bulkInsertSql } from "../ansi/compile/bulk_insert.ts";
import { words } from "../ansi/compile/lay_out.ts";
import type { CompileContext, CompiledStatement, OperationCompiler } from "../compiler.ts";
import { alterColumn, readsColumn } from "./compile/alter_column.ts";
import {
  addColumn,
  addConstraint,
  dropColumn,
  dropConstraint,
  dropTable,
  lockTable,
  renameTable,
  validateConstraint,
} from "./compile/alter_table.ts";
import { commentSql, commentSubject, newComment } from "./compile/comment.ts";
import { createTable } from "./compile/create_table.ts";
import { createDefinition, dropDefinition, replaceDefinition } from "./compile/definition.ts";
import { alterEnum, createEnum, dropEnum } from "./compile/enum.ts";
import { createIndex, dropIndex } from "./compile/index.ts";
import { alterSequence, createSequence, dropSequence } from "./compile/sequence.ts";
import { literal, quoteWhereNeeded as quote } from "./quote.ts";
import { typeSql } from "./type.ts";

type Handlers = OperationHandlers<CompileContext, readonly CompiledStatement[]>;

const bind: BindSpelling = { placeholder: (position) => `$${position}`, literal };
/** The protocol counts parameters in 16 bits. */
const insert: BulkInsertSpelling = { ...bind, quote, mostParameters: 65_535 };

const handlers: Handlers = {
  createTable,
  dropTable,
  renameTable,
  addColumn,
  dropColumn,
  alterColumn,
  addConstraint,
  dropConstraint,
  validateConstraint,
  createIndex,
  dropIndex,
  alterTable,
  createEnum,
  alterEnum,
  dropEnum,
  createSequence,
  alterSequence,
  dropSequence,
  createNamespace,
  dropNamespace,
  createDefinition,
  replaceDefinition,
  dropDefinition,
  setComment,
  lockTable,
  bulkInsert: (operation, context) => bulkInsertSql(operation, context, insert),
  execute: (operation, context) => [executeSql(operation, context, bind)],
};

/** PostgreSQL's SQL for each operation. */
export const postgresCompiler: OperationCompiler = {
  handlers,
  reads: (operation) => readsTable(operation) ? "table" : "nothing",
  typeSql,
};

function readsTable(operation: Operation): boolean {
  if (operation.kind === "alterTable") return operation.changes.some(readsTable);
  return operation.kind === "alterColumn" && readsColumn(operation);
}

/** One after the other: only SQLite copies. */
function alterTable({ changes }: AlterTable, context: CompileContext): readonly CompiledStatement[] {
  return changes.flatMap((change) => dispatch(handlers, change, context));
}

function createNamespace({ name, comment, ifNotExists }: CreateNamespace): readonly CompiledStatement[] {
  const sql = words("CREATE SCHEMA", ifNotExists && "IF NOT EXISTS", quote(name));
  return [{ sql }, ...newComment(`SCHEMA ${quote(name)}`, comment)];
}

function dropNamespace({ name, ifExists }: DropNamespace): readonly CompiledStatement[] {
  return [{ sql: words("DROP SCHEMA", ifExists && "IF EXISTS", quote(name)) }];
}

function setComment({ on, comment }: SetComment): readonly CompiledStatement[] {
  return [commentSql(commentSubject(on), comment)];
}
