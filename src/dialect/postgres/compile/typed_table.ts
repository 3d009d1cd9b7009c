import type { Column } from "../../../schema/column.ts";
import type { Table } from "../../../schema/schema.ts";
import { constraintSql } from "../../ansi/compile/constraint.ts";
import { layOut, words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { inPrimaryKey } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { defaultClause, generationClause } from "./column_clauses.ts";
import { tableSpelling } from "./table_spelling.ts";

/** A table whose columns are those of a composite type: only what they have beside it is written. */
export function createTypedTable(
  table: Table,
  ofType: string,
  ifNotExists: boolean,
  { server }: Pick<CompileContext, "server">,
): CompiledStatement {
  const spelling = tableSpelling(server);
  const opening = words(
    spelling.opening(table),
    ifNotExists && "IF NOT EXISTS",
    `${objectNameSql(table, quote)} OF ${ofType}`,
  );
  const columns = table.columns.flatMap((column) => {
    const own = words(
      !column.nullable && !inPrimaryKey(column, table) && "NOT NULL",
      defaultClause(column.default, column.type),
      generationOf(column, server),
    );
    return own === "" ? [] : [`${quote(column.name)} WITH OPTIONS ${own}`];
  });
  const lines = [...columns, ...table.constraints.map((each) => constraintSql(each, spelling))];
  const closing = spelling.closing(table);
  return { sql: lines.length === 0 ? `${opening}${closing}` : layOut(opening, lines, closing) };
}

function generationOf({ generation, options }: Column, server: CompileContext["server"]): string {
  return generationClause(generation, options["sequence"], server);
}
