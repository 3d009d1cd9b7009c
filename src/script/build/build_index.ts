import type { Index, IndexPart } from "../../schema/index.ts";
import { partWords } from "../../schema/naming.ts";
import type { IndexColumn, IndexOptions, IndexPartOptions } from "../api/table_builder.ts";
import type { ConstraintName } from "../api/value.ts";
import {
  badCall,
  checkArgument,
  checkOptions,
  COUNT,
  ENGINE_OPTIONS,
  FLAG,
  GIVEN_NAME,
  isFragment,
  NAME,
  NAMES,
  oneOf,
  SQL,
  TEXT,
} from "./argument.ts";
import { type BuildContext, chosenName, engineOptions, sqlText } from "./build_context.ts";
import type { ConstraintPlace } from "./build_constraint.ts";

/** What an index's options must be. */
export const INDEX_OPTIONS = {
  unique: FLAG,
  using: NAME,
  where: SQL,
  include: NAMES,
  nullsNotDistinct: FLAG,
  comment: TEXT,
  options: ENGINE_OPTIONS,
} as const;

/** An index; its options were looked at by the caller, who may take more. */
export function index(
  context: BuildContext,
  { call, table }: ConstraintPlace,
  given: ConstraintName,
  columns: readonly IndexColumn[],
  options: IndexOptions,
): Index {
  checkArgument(call, "the index's name", given, GIVEN_NAME);
  const parts = indexParts(context, call, columns);
  const facts = { kind: "index", table, columns: partWords(parts) } as const;
  const name = chosenName(context, call, given, facts);
  if (name === "") {
    throw badCall(
      call,
      "an index needs a name",
      "Give one, or a naming convention: `naming.index` in the configuration",
    );
  }
  return {
    name,
    unique: options.unique ?? false,
    parts,
    using: options.using ?? "",
    where: options.where === undefined ? "" : sqlText(options.where, context),
    include: options.include ?? [],
    nullsNotDistinct: options.nullsNotDistinct ?? false,
    comment: options.comment ?? "",
    options: engineOptions(options.options),
  };
}

function indexParts(
  context: BuildContext,
  call: string,
  columns: readonly IndexColumn[],
): readonly IndexPart[] {
  if (!Array.isArray(columns) || columns.length === 0) {
    throw badCall(call, "it takes a list of columns", 'Such as ["rank", op.sql`lower(title)`]');
  }
  return columns.map((column: IndexColumn) => indexPart(context, call, column));
}

function indexPart(context: BuildContext, call: string, column: IndexColumn): IndexPart {
  if (typeof column === "string" || isFragment(column)) return partOf(context, call, { on: column });
  checkArgument(call, "a column", column, COLUMN);
  // deno-lint-ignore retort/casts -- texts and fragments were told apart before; its members are looked at next
  const options = column as IndexPartOptions;
  checkOptions(call, options, {
    on: SQL,
    order: oneOf("asc", "desc"),
    nulls: oneOf("first", "last"),
    opclass: TEXT,
    collate: NAME,
    length: COUNT,
  });
  return partOf(context, call, options);
}

const COLUMN = {
  wants: "a column's name, op.sql`…`, or { on, order, nulls, opclass, collate, length }",
  accepts: (value: unknown) => typeof value === "object" && value !== null && "on" in value,
} as const;

function partOf(context: BuildContext, call: string, part: IndexPartOptions): IndexPart {
  const { on, order, nulls = "", opclass = "", collate = "", length } = part;
  if (typeof on === "string") checkArgument(call, "a column", on, NAME);
  return {
    on: typeof on === "string"
      ? { kind: "column", name: on }
      : { kind: "expression", sql: sqlText(on, context) },
    descending: order === "desc",
    nulls,
    operatorClass: opclass,
    collation: collate,
    ...(length === undefined ? {} : { length }),
  };
}
