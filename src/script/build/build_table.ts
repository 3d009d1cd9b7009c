import type { Constraint } from "../../schema/constraint.ts";
import type { ObjectName, Table } from "../../schema/schema.ts";
import type { ColumnBuilder } from "../api/column_builder.ts";
import type { TableBuilder, TablePart } from "../api/table_builder.ts";
import type { CreateTableOptions } from "../api/table_operations.ts";
import { badCall, described } from "./argument.ts";
import { type BuildContext, engineOptions } from "./build_context.ts";
import { BuiltColumn, type DescribedColumn } from "./built_column.ts";
import { BuiltPart, tableBuilder } from "./table_builder.ts";

/** What a function of the user's lists. */
export type DescribeParts = (t: TableBuilder) => readonly (ColumnBuilder | TablePart)[];

/** A table from the list of its parts. */
export function buildTable(
  context: BuildContext,
  call: string,
  name: ObjectName,
  describe: DescribeParts,
  options: Pick<CreateTableOptions, "comment" | "options" | "partitionBy"> = {},
): Table {
  const begun: BuiltColumn[] = [];
  const listed = listOf(call, describe, tableBuilder(context, { call, table: name.name }, begun));
  const columns = listed.filter((each) => each instanceof BuiltColumn);
  const parts = listed.filter((each) => each instanceof BuiltPart);
  refuseOdd(call, listed, begun);
  const constraints = [
    ...columns.flatMap(({ described }) => described.constraints),
    ...parts.flatMap((part) => part.constraints),
  ];
  const table = {
    ...name,
    columns: withKeys(columns.map(({ described: { column } }) => column), constraints),
    constraints,
    indexes: parts.flatMap(({ indexes }) => indexes),
    comment: options.comment ?? "",
    options: engineOptions(options.options),
    ...(options.partitionBy === undefined ? {} : { partitionBy: options.partitionBy }),
  };
  refuseUnfit(call, table);
  return table;
}

/** One column, named. */
export function buildColumn(
  context: BuildContext,
  call: string,
  table: string,
  describe: (t: TableBuilder) => ColumnBuilder,
): DescribedColumn {
  const hint = 'Such as (t) => t.integer("rank")';
  if (typeof describe !== "function") throw badCall(call, `it takes a function, not ${said(describe)}`, hint);
  const begun: BuiltColumn[] = [];
  const made = describe(tableBuilder(context, { call, table }, begun));
  if (!(made instanceof BuiltColumn)) {
    throw badCall(call, `the function gives ${said(made)} and no column`, hint);
  }
  if (begun.length > 1) throw badCall(call, `${begun.length} columns are described`, "Call it once for each");
  return made.described;
}

function listOf(call: string, describe: DescribeParts, t: TableBuilder): readonly unknown[] {
  const hint = 'Such as (t) => [t.bigint("id").primaryKey(), t.text("name")]';
  if (typeof describe !== "function") throw badCall(call, `it takes a function, not ${said(describe)}`, hint);
  const listed: unknown = describe(t);
  if (!Array.isArray(listed)) throw badCall(call, `the function gives ${said(listed)} and no list`, hint);
  return listed;
}

function said(value: unknown): string {
  return value instanceof BuiltColumn ? "a single column" : described(value);
}

function refuseOdd(call: string, listed: readonly unknown[], begun: readonly BuiltColumn[]): void {
  const odd = listed.find((each) => !(each instanceof BuiltColumn) && !(each instanceof BuiltPart));
  if (odd !== undefined || listed.includes(undefined)) {
    throw badCall(call, `its list holds ${described(odd)}`, "Columns and constraints are made with `t`");
  }
  const forgotten = begun.find((each) => !listed.includes(each));
  if (forgotten === undefined) return;
  const { column: { name } } = forgotten.described;
  throw badCall(
    call,
    `column '${name}' is described and not in the list`,
    "Put it into the list that is returned",
  );
}

/** The columns of a primary key hold no NULL, on engines that would let them as well. */
function withKeys(columns: Table["columns"], constraints: readonly Constraint[]): Table["columns"] {
  const keys = new Set(constraints.flatMap((each) => each.kind === "primaryKey" ? each.columns : []));
  return columns.map((column) => keys.has(column.name) ? { ...column, nullable: false } : column);
}

function refuseUnfit(call: string, { columns, constraints }: Table): void {
  if (columns.length === 0) {
    throw badCall(call, "a table needs a column", 'Such as t.bigint("id").primaryKey()');
  }
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) throw badCall(call, `there are two columns '${twice}'`);
  const keys = constraints.filter(({ kind }) => kind === "primaryKey");
  if (keys.length > 1) {
    throw badCall(call, "there are two primary keys", 'Say it once: t.primaryKey(["a", "b"])');
  }
  for (const constraint of constraints) refuseUnknown(call, constraint, names);
}

function refuseUnknown(call: string, constraint: Constraint, names: readonly string[]): void {
  if (constraint.kind === "check" || constraint.kind === "exclude") return;
  const unknown = constraint.columns.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw badCall(call, `a constraint names column '${unknown}', which the table does not have`);
}
