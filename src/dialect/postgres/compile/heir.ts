import type { Table } from "../../../schema/schema.ts";
import { sameName } from "../../../schema/schema.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { createTableSql } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { tableSpelling } from "./table_spelling.ts";

/**
 * A table that inherits. INHERITS puts the parents' columns first, and takes no expression for a generated one until
 * version 16: a table that stood by itself before is made so again, and becomes an heir then.
 */
export function createHeir(
  table: Table,
  ifNotExists: boolean,
  { schema, server }: CompileContext,
): readonly CompiledStatement[] {
  const parents = (table.inherits ?? []).flatMap((name) =>
    schema.tables.find((each) => sameName(each, name)) ?? []
  );
  const spelling = tableSpelling(server);
  const { inherits = [], ...alone } = table;
  if (parents.length === inherits.length && stoodAlone(table, parents) && isUnlike(table, parents, server)) {
    return [
      { sql: createTableSql(alone, ifNotExists, spelling) },
      ...inherits.map((parent) => ({
        sql: `ALTER TABLE ${objectNameSql(table, quote)} INHERIT ${objectNameSql(parent, quote)}`,
      })),
    ];
  }
  const own = table.columns.filter(({ options }) => options[postgresOptions.column.inherited] === undefined);
  return [{ sql: createTableSql({ ...table, columns: own }, ifNotExists, spelling) }];
}

/** Whether it has all of its parents' columns and checks as its own. */
function stoodAlone({ columns, constraints }: Table, parents: readonly Table[]): boolean {
  const names = new Set(columns.map(({ name }) => name));
  const conditions = new Set(constraints.flatMap((each) => each.kind === "check" ? [each.condition] : []));
  return columns.every(({ options }) => options[postgresOptions.column.inherited] === undefined) &&
    parents.every((parent) => parent.columns.every(({ name }) => names.has(name))) &&
    parents.flatMap((parent) => parent.constraints).every((each) =>
      each.kind !== "check" || each.options[postgresOptions.constraint.noInherit] !== undefined ||
      conditions.has(each.condition)
    );
}

/** Whether INHERITS would put its columns in another order, or could not say what one of them computes. */
function isUnlike(
  { columns }: Table,
  parents: readonly Table[],
  { versionNumbers: [version] }: CompileContext["server"],
): boolean {
  const above = new Set(parents.flatMap((parent) => parent.columns.map(({ name }) => name)));
  const computed = columns.some(({ name, generation }) => generation.kind === "computed" && above.has(name));
  if (computed && version < 16) return true;
  return [...above].some((name, place) => columns[place]?.name !== name);
}
