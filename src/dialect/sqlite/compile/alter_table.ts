import { applyToTable } from "../../../operation/apply_to_table.ts";
import { sameTable } from "../../../operation/name_rules.ts";
import type { AlterTable, TableChange } from "../../../operation/operation.ts";
import type { Table } from "../../../schema/schema.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { sqliteNames } from "../name_rules.ts";
import { rebuild } from "../rebuild.ts";
import { inPlace } from "./in_place.ts";
import { recentAlter } from "./recent_alter.ts";

/** One change of a table: by ALTER TABLE where that can, else by a rebuild. */
export function changeTable(change: Exclude<TableChange, { kind: "dropIndex" }>, context: CompileContext) {
  return alterTable({ kind: "alterTable", table: change.table, changes: [change], rebuild: "auto" }, context);
}

/**
 * Changes of one table: each by ALTER TABLE where that can make all of them, else all in one rebuild.
 *
 * @throws {RetortError} `usage` where a rebuild is needed and must not be.
 */
export function alterTable(operation: AlterTable, context: CompileContext): readonly CompiledStatement[] {
  const statements = operation.rebuild === "always" ? undefined : allInPlace(operation, context);
  if (statements !== undefined) return statements;
  if (operation.rebuild === "never") {
    refuse(
      `SQLite's ALTER TABLE cannot make all changes of table '${operation.table.name}'`,
      'Let the table be rebuilt: take `rebuild: "never"` out',
    );
  }
  return rebuild(operation, context);
}

function allInPlace(
  operation: AlterTable,
  context: CompileContext,
): readonly CompiledStatement[] | undefined {
  let table = operation.existing ?? tableBefore(operation, context);
  const statements: CompiledStatement[] = [];
  for (const change of operation.changes) {
    const own = inPlace(change, { table, schema: context.schema }) ?? recentAlter(change, table, context);
    if (own === undefined) return undefined;
    statements.push(...own);
    if (table !== undefined && own.length > 0) table = applyToTable(table, change, sqliteNames);
  }
  return statements;
}

function tableBefore({ table }: AlterTable, { schema }: CompileContext): Table | undefined {
  return schema.tables.find((each) => sameTable(each, table, sqliteNames));
}
