import type { AlterColumn } from "../../operation/operation.ts";
import type { Column } from "../../schema/column.ts";
import type { ObjectName } from "../../schema/schema.ts";
import type { AlterColumnOptions } from "../api/table_operations.ts";
import {
  badCall,
  type Check,
  checkArgument,
  checkOptions,
  either,
  ENGINE_OPTIONS,
  FLAG,
  FUNCTION,
  isRecord,
  NAME,
  NOTHING,
  SQL,
  TEXT,
} from "./argument.ts";
import { type BuildContext, checkLength, engineOptions, sqlText } from "./build_context.ts";
import { defaultOf, identityOf } from "./built_column.ts";
import { columnFrom } from "./type_builder.ts";

const ANYTHING: Check = { wants: "a literal", accepts: () => true };
const OPTIONS_OBJECT: Check = { wants: "an object of options", accepts: isRecord };

const ALTER_OPTIONS = {
  schema: NAME,
  type: either(NAME, FUNCTION),
  using: SQL,
  nullable: FLAG,
  default: ANYTHING,
  rename: NAME,
  comment: either(TEXT, NOTHING),
  identity: either(FLAG, OPTIONS_OBJECT),
  collate: NAME,
  options: ENGINE_OPTIONS,
  existing: FUNCTION,
} as const;

/** ALTER COLUMN: what the options name, and nothing else. */
export function alterColumn(
  context: BuildContext,
  call: string,
  table: ObjectName,
  column: string,
  options: AlterColumnOptions,
): AlterColumn {
  checkArgument(call, "the column", column, NAME);
  checkArgument(call, "what is to change", options, OPTIONS_OBJECT);
  checkOptions(call, options, ALTER_OPTIONS);
  const change = { ...typeChange(context, call, options), ...otherChanges(context, call, options) };
  if (Object.keys(change).length === 0) {
    throw badCall(call, "nothing is to change", "Give type, nullable, default, rename, comment or identity");
  }
  const { using, existing } = options;
  return {
    kind: "alterColumn",
    table,
    column,
    change,
    using: using === undefined ? "" : sqlText(using, context),
    ...(existing === undefined ? {} : { existing: existingColumn(context, call, column, existing) }),
  };
}

function typeChange(context: BuildContext, call: string, { type }: AlterColumnOptions): Partial<Column> {
  if (type === undefined) return {};
  if (typeof type === "string") return { type: { kind: "native", sql: type.trim() } };
  const made = columnFrom(context, `${call}: type`, type);
  const [more] = made.said.filter((each) => each !== "collate");
  if (more !== undefined) {
    throw badCall(call, `a type has no ${more}()`, "Say it beside the type, as an option");
  }
  const { column } = made.described;
  return { type: column.type, ...(column.collation === "" ? {} : { collation: column.collation }) };
}

function otherChanges(context: BuildContext, call: string, options: AlterColumnOptions): Partial<Column> {
  const { nullable, rename, comment, collate, identity } = options;
  if (rename !== undefined) checkLength(context, call, rename);
  return {
    ...(nullable === undefined ? {} : { nullable }),
    ...defaultChange(context, call, options),
    ...(rename === undefined ? {} : { name: rename }),
    ...(comment === undefined ? {} : { comment: comment ?? "" }),
    ...(collate === undefined ? {} : { collation: collate }),
    ...(identity === undefined ? {} : { generation: generationOf(call, identity) }),
    ...(options.options === undefined ? {} : { options: engineOptions(options.options) }),
  };
}

function defaultChange(context: BuildContext, call: string, options: AlterColumnOptions): Partial<Column> {
  if (options.default === undefined) return {};
  if (options.default === null) return { default: { kind: "none" } };
  return { default: defaultOf(context, call, options.default) };
}

function generationOf(
  call: string,
  identity: NonNullable<AlterColumnOptions["identity"]>,
): Column["generation"] {
  if (identity === false) return { kind: "none" };
  return identityOf(call, identity === true ? {} : identity);
}

/** What the user says that the column is; what is not said is as in a plain one. */
function existingColumn(
  context: BuildContext,
  call: string,
  name: string,
  describe: NonNullable<AlterColumnOptions["existing"]>,
): Column {
  return { ...columnFrom(context, `${call}: existing`, describe).described.column, name };
}
