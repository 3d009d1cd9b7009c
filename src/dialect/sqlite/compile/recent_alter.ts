import { constraintOf } from "../../../operation/apply_constraint.ts";
import { sameIdentifier } from "../../../operation/name_rules.ts";
import type {
  AddConstraint,
  AlterColumn,
  DropConstraint,
  TableChange,
} from "../../../operation/operation.ts";
import type { Column } from "../../../schema/column.ts";
import type { Table } from "../../../schema/schema.ts";
import { constraintSql } from "../../ansi/compile/constraint.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { sqliteNames } from "../name_rules.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { typeSql } from "../type.ts";
import { tableSpelling } from "./table_spelling.ts";

/**
 * What ALTER TABLE can do since SQLite 3.53: NOT NULL and CHECK of a table that stays where it is. Undefined for all
 * else, and in scripts, which an older shell may run.
 */
export function recentAlter(
  change: TableChange,
  table: Table | undefined,
  { server, offline }: Pick<CompileContext, "server" | "offline">,
): readonly CompiledStatement[] | undefined {
  const [major, minor] = server.versionNumbers;
  if (table === undefined || offline || major < 3 || (major === 3 && minor < 53)) return undefined;
  const alter = `ALTER TABLE ${objectNameSql(change.table ?? table, quote)}`;
  const rest = restOf(change, table);
  return rest?.map((words) => ({ sql: `${alter} ${words}` }));
}

function restOf(change: TableChange, table: Table): readonly string[] | undefined {
  switch (change.kind) {
    case "alterColumn":
      return nullability(change, table);
    case "addConstraint":
      return addedCheck(change, table);
    case "dropConstraint":
      return droppedCheck(change, table);
    default:
      return undefined;
  }
}

function nullability({ column, change, using }: AlterColumn, table: Table): readonly string[] | undefined {
  const before = table.columns.find(({ name }) => sameIdentifier(name, column, sqliteNames));
  if (before === undefined || using !== "" || Object.keys(before.options).length > 0) return undefined;
  const { name = column, ...others } = change;
  const parts = changedParts(before, others);
  if (parts.some((part) => part !== "nullable")) return undefined;
  return [
    ...parts.map(() => `ALTER COLUMN ${quote(column)} ${others.nullable ? "DROP" : "SET"} NOT NULL`),
    ...(name === column ? [] : [`RENAME COLUMN ${quote(column)} TO ${quote(name)}`]),
  ];
}

/** What a change makes different; SQLite keeps no comments. */
function changedParts(before: Column, { comment: _comment, type, ...rest }: Partial<Column>): string[] {
  const now = new Map<string, unknown>(Object.entries(before));
  const parts = Object.entries(rest).filter(([part, value]) => asText(value) !== asText(now.get(part)));
  const retyped = type !== undefined && (type.kind === "enum" || typeSql(type) !== typeSql(before.type));
  return [...(retyped ? ["type"] : []), ...parts.map(([part]) => part)];
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => typeof part === "bigint" ? `${part}n` : part) ?? "";
}

function addedCheck({ constraint }: AddConstraint, table: Table): readonly string[] | undefined {
  if (constraint.kind !== "check") return undefined;
  return [`ADD ${constraintSql(constraint, tableSpelling(table))}`];
}

function droppedCheck(change: DropConstraint, table: Table): readonly string[] | undefined {
  const found = constraintOf(table, change, sqliteNames);
  return found?.kind === "check" && found.name !== "" ? [`DROP CONSTRAINT ${quote(found.name)}`] : undefined;
}
