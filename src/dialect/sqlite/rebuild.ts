import { sameTable } from "../../operation/name_rules.ts";
import type { AlterTable } from "../../operation/operation.ts";
import { nameOf, refusal } from "../../operation/refusal.ts";
import type { ObjectName, Schema, Table } from "../../schema/schema.ts";
import type { CompileContext, CompiledStatement } from "../compiler.ts";
import { sqliteNames } from "./name_rules.ts";
import { copyAndSwap } from "./rebuild/copy_and_swap.ts";
import { draftOf, revised } from "./rebuild/draft.ts";

/**
 * Copies a table into one that has all changes made, and lets it take the old one's place.
 *
 * @throws {RetortError} `usage` where the table is not known or not understood, for what is not there, and for what
 * something else needs.
 */
export function rebuild(operation: AlterTable, context: CompileContext): readonly CompiledStatement[] {
  const table = operation.existing ?? tableIn(context.schema, operation.table);
  if (table === undefined) throw unknown(operation.table, context);
  refuseUnread(table, context.schema);
  return copyAndSwap(table, operation.changes.reduce(revised, draftOf(table)), context);
}

function tableIn({ tables }: Schema, name: ObjectName): Table | undefined {
  return tables.find((each) => sameTable(each, name, sqliteNames));
}

function unknown(table: ObjectName, { schema, offline }: CompileContext) {
  if (offline) {
    return refusal(
      `SQLite must rebuild table '${
        nameOf(table)
      }' for this, and a script is written without looking at the table`,
      "Describe the table as it is: op.batchAlterTable(…, { existing: (t) => [ … ] })",
    );
  }
  const names = schema.tables.map(({ name }) => name);
  return refusal(
    `There is no table '${nameOf(table)}'`,
    names.length === 0 ? "The database has no tables" : `It has ${names.join(", ")}`,
  );
}

/** What was not understood would be lost. Of an index it is not known whose it is. */
function refuseUnread(table: Table, { unknown }: Schema): void {
  const unread = unknown.find(({ kind, name }) =>
    kind === "index" || (kind === "text of table" && sameTable({ name }, table, sqliteNames))
  );
  if (unread === undefined) return;
  const what = unread.kind === "index" ? `the text of index '${unread.name}'` : "its CREATE TABLE";
  throw refusal(
    `Table '${table.name}' cannot be rebuilt: ${what} holds something that retort does not understand`,
    "Write the rebuild in SQL, in a revision with `-- migrate:up foreign_keys:off`",
  );
}
