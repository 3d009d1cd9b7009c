import type { AddColumn, DropColumn } from "../../operation/operation.ts";
import type { TableOperations } from "../api/table_operations.ts";
import { checkArgument, checkOptions, ENGINE_OPTIONS, FLAG, NAME, SQL, TEXT } from "./argument.ts";
import { type BuildContext, checkLength, namedObject } from "./build_context.ts";
import { alterColumn } from "./build_alter_column.ts";
import { buildColumn, buildTable } from "./build_table.ts";
import type { Send } from "./send.ts";

/** What is dropped, and how. */
export const DROP_OPTIONS = { ifExists: FLAG, cascade: FLAG, schema: NAME } as const;

/** The calls of `op` for tables and their columns. */
export function tableCalls(context: BuildContext, send: Send): TableOperations {
  const tableName = (call: string, name: string, schema?: string) =>
    namedObject(context, call, { what: "the table's name", name, schema });
  return {
    async createTable(name, parts, options = {}) {
      const call = "op.createTable()";
      checkOptions(call, options, {
        schema: NAME,
        ifNotExists: FLAG,
        comment: TEXT,
        options: ENGINE_OPTIONS,
        partitionBy: SQL,
      });
      const table = buildTable(context, call, tableName(call, name, options.schema), parts, options);
      await send({ kind: "createTable", table, ifNotExists: options.ifNotExists ?? false });
    },
    async dropTable(name, options = {}) {
      const call = "op.dropTable()";
      checkOptions(call, options, DROP_OPTIONS);
      const { ifExists = false, cascade = false } = options;
      await send({ kind: "dropTable", table: tableName(call, name, options.schema), ifExists, cascade });
    },
    async renameTable(name, to, options = {}) {
      const call = "op.renameTable()";
      checkOptions(call, options, { schema: NAME });
      checkArgument(call, "the new name", to, NAME);
      checkLength(context, call, to);
      await send({ kind: "renameTable", table: tableName(call, name, options.schema), to });
    },
    ...columnCalls(context, send, tableName),
    async createTableComment(table, comment, options = {}) {
      const call = "op.createTableComment()";
      checkArgument(call, "the comment", comment, TEXT);
      checkOptions(call, options, { schema: NAME });
      const on = { kind: "table", name: tableName(call, table, options.schema) } as const;
      await send({ kind: "setComment", on, comment });
    },
    async dropTableComment(table, options = {}) {
      const call = "op.dropTableComment()";
      checkOptions(call, options, { schema: NAME });
      const on = { kind: "table", name: tableName(call, table, options.schema) } as const;
      await send({ kind: "setComment", on, comment: "" });
    },
  };
}

type ColumnCalls = Pick<TableOperations, "addColumn" | "dropColumn" | "alterColumn">;
type TableName = (call: string, name: string, schema?: string) => { readonly name: string };

function columnCalls(context: BuildContext, send: Send, tableName: TableName): ColumnCalls {
  return {
    async addColumn(table, column, options = {}) {
      const call = "op.addColumn()";
      checkOptions(call, options, { schema: NAME, ifNotExists: FLAG });
      const name = tableName(call, table, options.schema);
      await send(addColumn(context, call, name, column, options));
    },
    async dropColumn(table, column, options = {}) {
      const call = "op.dropColumn()";
      checkOptions(call, options, DROP_OPTIONS);
      await send(dropColumn(call, tableName(call, table, options.schema), column, options));
    },
    async alterColumn(table, column, options) {
      const call = "op.alterColumn()";
      checkArgument(call, "the table's name", table, NAME);
      await send(alterColumn(context, call, tableName(call, table, options?.schema), column, options));
    },
  };
}

/** ADD COLUMN. */
export function addColumn(
  context: BuildContext,
  call: string,
  table: AddColumn["table"],
  column: Parameters<TableOperations["addColumn"]>[1],
  { ifNotExists = false }: { readonly ifNotExists?: boolean },
): AddColumn {
  return { kind: "addColumn", table, ...buildColumn(context, call, table.name, column), ifNotExists };
}

/** DROP COLUMN. */
export function dropColumn(
  call: string,
  table: DropColumn["table"],
  column: string,
  { ifExists = false, cascade = false }: { readonly ifExists?: boolean; readonly cascade?: boolean },
): DropColumn {
  checkArgument(call, "the column", column, NAME);
  return { kind: "dropColumn", table, column, ifExists, cascade };
}
