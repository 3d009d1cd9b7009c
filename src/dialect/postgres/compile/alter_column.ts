import type { AlterColumn } from "../../../operation/operation.ts";
import type { Column } from "../../../schema/column.ts";
import type { ColumnType } from "../../../schema/column_type.ts";
import { sameName } from "../../../schema/schema.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { typeSql } from "../type.ts";
import { collationSql, defaultSql } from "./column_clauses.ts";
import { changedSettings } from "./column_settings.ts";
import { columnSubject, commentSql } from "./comment.ts";
import { enumsOf } from "./enum.ts";
import { generationChange } from "./generation_change.ts";

/**
 * ALTER TABLE with all that changes in one statement, so that rows are written and looked at once, then the comment, then
 * the new name.
 */
export function alterColumn(operation: AlterColumn, context: CompileContext): readonly CompiledStatement[] {
  const { table, column, change } = operation;
  const before = columnBefore(operation, context);
  const name = objectNameSql(table, quote);
  const generation = generationChange({ table, column, change, before, server: context.server });
  const actions = [
    ...typeActions(operation, before),
    ...defaultActions(change, before),
    ...nullabilityActions(change),
    ...generation.actions,
    ...(change.options === undefined
      ? []
      : changedSettings(before?.options ?? {}, change.options, context.server)),
  ];
  return [
    ...(change.type === undefined ? [] : enumsOf([change.type])),
    ...generation.first,
    ...alteration(name, quote(column), actions),
    ...generation.last,
    ...(change.comment === undefined ? [] : [commentSql(columnSubject(table, column), change.comment)]),
    ...renaming(name, column, change.name),
  ];
}

/** Whether the column as it is must be known: a new type loses its collation, and what fills it must be undone first. */
export function readsColumn({ change }: AlterColumn): boolean {
  return change.type !== undefined || change.collation !== undefined || change.generation !== undefined ||
    change.options !== undefined;
}

/** What the database says goes before what the user says that it is. */
function columnBefore({ table, column, existing }: AlterColumn, { schema }: CompileContext): Before {
  const columns = schema.tables.find((each) => sameName(each, table))?.columns;
  return columns?.find(({ name }) => name === column) ?? existing;
}

/** What is known of the column as it is. */
type Before = Partial<Column> | undefined;

/** A default that is replaced goes first: it might not be cast. */
function typeActions({ change, using, column }: AlterColumn, before: Before): readonly string[] {
  if (change.type === undefined && change.collation === undefined) return [];
  const type = change.type ?? before?.type ??
    refuse(`The type of column '${column}' must be known to change its collation`, "Say the type too");
  const collation = change.collation ?? (isText(type) ? before?.collation : undefined) ?? "";
  const collate = collation === "" ? "" : ` COLLATE ${collationSql(collation)}`;
  const cast = using === "" ? "" : ` USING ${using}`;
  const replaced = change.default !== undefined && before?.generation?.kind !== "serial";
  return [...(replaced ? ["DROP DEFAULT"] : []), `TYPE ${typeSql(type)}${collate}${cast}`];
}

/** Whether a type can keep a collation. */
function isText(type: ColumnType): boolean {
  if (type.kind === "native") return /char|text|name/i.test(type.sql);
  return type.kind === "text" || type.kind === "varchar" || type.kind === "char";
}

function defaultActions(change: Partial<Column>, before: Before): readonly string[] {
  if (change.default === undefined) return [];
  if (change.default.kind !== "none") {
    return [`SET DEFAULT ${defaultSql(change.default, change.type ?? before?.type)}`];
  }
  const dropped = change.type !== undefined || change.collation !== undefined;
  return dropped || fillsItself(change, before) ? [] : ["DROP DEFAULT"];
}

/** The server drops no default of what fills itself. */
function fillsItself(change: Partial<Column>, before: Before): boolean {
  const kind = (change.generation ?? before?.generation)?.kind ?? "none";
  return kind !== "none";
}

function nullabilityActions({ nullable, generation }: Partial<Column>): readonly string[] {
  if (nullable === undefined || (nullable && generation?.kind === "identity")) return [];
  return [nullable ? "DROP NOT NULL" : "SET NOT NULL"];
}

function alteration(table: string, column: string, actions: readonly string[]): readonly CompiledStatement[] {
  if (actions.length === 0) return [];
  const clauses = actions.map((action) => `ALTER COLUMN ${column} ${action}`);
  const opening = `ALTER TABLE ${table}`;
  return [{
    sql: clauses.length === 1 ? `${opening} ${clauses.join()}` : `${opening}\n  ${clauses.join(",\n  ")}`,
  }];
}

function renaming(table: string, column: string, to: string | undefined): readonly CompiledStatement[] {
  if (to === undefined || to === column) return [];
  return [{ sql: `ALTER TABLE ${table} RENAME COLUMN ${quote(column)} TO ${quote(to)}` }];
}
