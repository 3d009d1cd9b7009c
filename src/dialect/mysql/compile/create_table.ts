import type { CreateTable } from "../../../operation/operation.ts";
import { createTableSql } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { checkCounting } from "./counting_column.ts";
import { columnChecks, tableSpelling } from "./table_spelling.ts";

/** CREATE TABLE with its indexes and comments: what counts itself needs its key at once. */
export function createTable(
  { table, ifNotExists }: CreateTable,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  checkCounting(table.columns, table.constraints, table.indexes);
  const checks = columnChecks(table.constraints);
  const constraints = table.constraints.filter((each) => !checks.some((check) => check === each));
  return [{ sql: createTableSql({ ...table, constraints }, ifNotExists, tableSpelling(server, checks)) }];
}
