import type { OperationHandlers } from "../../operation/dispatch.ts";
import type { DropTable, Operation, RenameTable, ValidateConstraint } from "../../operation/operation.ts";
import type { BindSpelling } from "../ansi/compile/bind.ts";
import { executeSql } from "../ansi/compile/bind.ts";
import { type BulkInsertSpelling, bulkInsertSql } from "../ansi/compile/bulk_insert.ts";
import { words } from "../ansi/compile/lay_out.ts";
import { objectNameSql } from "../ansi/compile/names.ts";
import { refuse } from "../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement, Needed, OperationCompiler } from "../compiler.ts";
import { alterTable, changeTable } from "./compile/alter_table.ts";
import { createTable } from "./compile/create_table.ts";
import { createDefinition, dropDefinition, replaceDefinition } from "./compile/definition.ts";
import { createIndex, dropIndex } from "./compile/index.ts";
import { sqliteLiteral } from "./literal.ts";
import { quoteWhereNeeded as quote } from "./quote.ts";
import { typeSql } from "./type.ts";

type Handlers = OperationHandlers<CompileContext, readonly CompiledStatement[]>;

const bind: BindSpelling = { placeholder: () => "?", literal: sqliteLiteral };
/** SQLITE_MAX_VARIABLE_NUMBER. */
const insert: BulkInsertSpelling = { ...bind, quote, mostParameters: 32_766 };

/** SQLite's SQL for each operation. */
export const sqliteCompiler: OperationCompiler = {
  referencesAhead: true,
  handlers: {
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
    ...withoutTypes(),
    createDefinition,
    replaceDefinition,
    dropDefinition,
    // SQLite keeps no comments: they are for readers of the revision.
    setComment: () => [],
    // The transaction has kept other writers out since it began.
    lockTable: () => [],
    bulkInsert: (operation, context) => bulkInsertSql(operation, context, insert),
    execute: (operation, context) => [executeSql(operation, context, bind)],
  },
  reads,
  typeSql,
};

/** What a change may need: its own table to be added to, everything to be taken from or rebuilt. */
function reads(operation: Operation): Needed {
  switch (operation.kind) {
    case "addColumn":
    case "dropColumn":
    case "addConstraint":
    case "dropConstraint":
    case "alterTable":
      return "schema";
    case "alterColumn":
      return Object.keys(operation.change).every((key) => key === "name" || key === "comment")
        ? "nothing"
        : "schema";
    default:
      return "nothing";
  }
}

function dropTable({ table, ifExists, cascade }: DropTable): readonly CompiledStatement[] {
  if (cascade) refuse("SQLite drops nothing along with a table", "Drop the views that need it before it");
  return [{ sql: words("DROP TABLE", ifExists && "IF EXISTS", objectNameSql(table, quote)) }];
}

function renameTable({ table, to }: RenameTable): readonly CompiledStatement[] {
  return [{ sql: `ALTER TABLE ${objectNameSql(table, quote)} RENAME TO ${quote(to)}` }];
}

function validateConstraint({ name }: ValidateConstraint): never {
  return refuse(`SQLite has checked '${name}' when it was added`, "Leave validateConstraint() out here");
}

/** What SQLite does not have at all. */
function withoutTypes() {
  const noEnums = () =>
    refuse("SQLite has no enumerations", "A column of t.enum() keeps its values in a check here");
  const noSequences = () =>
    refuse("SQLite has no sequences", "Let an INTEGER PRIMARY KEY count, with identity()");
  const noSchemas = () =>
    refuse("SQLite has no schemas inside a database", "Keep the tables in another file");
  return {
    createEnum: noEnums,
    alterEnum: noEnums,
    dropEnum: noEnums,
    createSequence: noSequences,
    alterSequence: noSequences,
    dropSequence: noSequences,
    createNamespace: noSchemas,
    dropNamespace: noSchemas,
  } satisfies Partial<Handlers>;
}
