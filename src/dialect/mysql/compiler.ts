import type { OperationHandlers } from "../../operation/dispatch.ts";
import type { CreateNamespace, Operation } from "../../operation/operation.ts";
import { executeSql } from "../ansi/compile/bind.ts";
import { words } from "../ansi/compile/lay_out.ts";
import { refuse } from "../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement, OperationCompiler } from "../compiler.ts";
import { readsColumn } from "./compile/alter_column.ts";
import {
  alterTable,
  changeTable,
  dropTable,
  lockTable,
  renameTable,
  validateConstraint,
} from "./compile/alter_table.ts";
import { bulkInsert } from "./compile/bulk_insert.ts";
import { setComment } from "./compile/comment.ts";
import { createTable } from "./compile/create_table.ts";
import { createDefinition, dropDefinition, replaceDefinition } from "./compile/definition.ts";
import { createIndex, dropIndex } from "./compile/index.ts";
import { isMariadb } from "./compile/product.ts";
import { alterSequence, createSequence, dropSequence } from "./compile/sequence.ts";
import { literal, quoteWhereNeeded as quote } from "./quote.ts";
import { typeSql } from "./type.ts";

const handlers: OperationHandlers<CompileContext, readonly CompiledStatement[]> = {
  createTable,
  dropTable,
  renameTable,
  addColumn: changeTable,
  dropColumn: changeTable,
  alterColumn: changeTable,
  addConstraint: changeTable,
  dropConstraint: changeTable,
  validateConstraint,
  createIndex,
  dropIndex,
  alterTable,
  createEnum: refuseEnum,
  alterEnum: refuseEnum,
  dropEnum: refuseEnum,
  createSequence,
  alterSequence,
  dropSequence,
  createNamespace,
  dropNamespace: refuseDropNamespace,
  createDefinition,
  replaceDefinition,
  dropDefinition,
  setComment,
  lockTable,
  bulkInsert,
  execute: (operation, context) => [executeSql(operation, context, { placeholder: () => "?", literal })],
};

/** MariaDB's and MySQL's SQL for each operation. */
export const mysqlCompiler: OperationCompiler = {
  handlers,
  reads: (operation) => readsTable(operation) ? "table" : "nothing",
  typeSql,
};

function readsTable(operation: Operation): boolean {
  switch (operation.kind) {
    case "alterTable":
      return operation.changes.some(readsTable);
    case "alterColumn":
      return readsColumn(operation);
    case "dropConstraint":
      return operation.type === undefined || operation.type === "check";
    default:
      return false;
  }
}

function refuseEnum(): never {
  refuse(
    "MySQL has no enum types",
    'Give the values to the column itself: t.enum("state", "task_state", ["new", "done"]); ' +
      "alterColumn() with another type changes them",
  );
}

function createNamespace(
  { name, comment, ifNotExists }: CreateNamespace,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  if (comment !== "" && !isMariadb(server)) refuse("MySQL keeps no comment on a database", "Leave it out");
  const commentClause = comment === "" ? "" : `COMMENT = ${literal(comment)}`;
  return [{ sql: words("CREATE DATABASE", ifNotExists && "IF NOT EXISTS", quote(name), commentClause) }];
}

/** Elsewhere a schema that still holds something is not dropped; here everything in it would go. */
function refuseDropNamespace({ name }: { readonly name: string }): never {
  refuse(
    `To MySQL a schema is a database, and dropping '${name}' would take all tables in it along`,
    `If that is meant: op.execute("DROP DATABASE ${quote(name)}")`,
  );
}
