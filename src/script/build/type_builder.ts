import type { ColumnType } from "../../schema/column_type.ts";
import type { ColumnBuilder, TypeBuilder } from "../api/column_builder.ts";
import { badCall, checkArgument, checkOptions, COUNT, NAME, SQL, TEXTS } from "./argument.ts";
import { type BuildContext, namedObject } from "./build_context.ts";
import { BuiltColumn } from "./built_column.ts";

/** What `t` makes columns of: the call that it stands in, and what becomes of a type. */
export interface TypeMaker<Made> {
  readonly context: BuildContext;
  readonly call: string;
  make(type: ColumnType): Made;
}

/** The types by name, each with what it takes. */
export function typesOf<Made>({ context, call, make }: TypeMaker<Made>) {
  const counted = (name: string, values: Readonly<Record<string, number | undefined>>) => {
    for (const [what, value] of Object.entries(values)) {
      if (value !== undefined) checkArgument(`${call}: ${name}()`, `the ${what}`, value, COUNT);
    }
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  };
  return {
    integer: () => make({ kind: "integer" }),
    bigint: () => make({ kind: "bigint" }),
    smallint: () => make({ kind: "smallint" }),
    numeric: (precision?: number, scale?: number) =>
      make({ kind: "numeric", ...counted("numeric", { precision, scale }) }),
    real: () => make({ kind: "real" }),
    double: () => make({ kind: "double" }),
    boolean: () => make({ kind: "boolean" }),
    text: () => make({ kind: "text" }),
    varchar: (length?: number) => make({ kind: "varchar", ...counted("varchar", { length }) }),
    char: (length?: number) => make({ kind: "char", ...counted("char", { length }) }),
    date: () => make({ kind: "date" }),
    time: (precision?: number) => make({ kind: "time", ...counted("time", { precision }) }),
    timestamp: (precision?: number) => make({ kind: "timestamp", ...counted("timestamp", { precision }) }),
    timestamptz: (precision?: number) =>
      make({ kind: "timestamptz", ...counted("timestamptz", { precision }) }),
    interval: () => make({ kind: "interval" }),
    uuid: () => make({ kind: "uuid" }),
    json: () => make({ kind: "json" }),
    jsonb: () => make({ kind: "jsonb" }),
    bytes: (length?: number) => make({ kind: "bytes", ...counted("bytes", { length }) }),
    enum: (name: string, values: readonly string[], options: { readonly schema?: string } = {}) =>
      make(enumType(context, `${call}: enum()`, name, values, options)),
    array: (of: (t: TypeBuilder) => ColumnBuilder) =>
      make({ kind: "array", of: typeFrom(context, `${call}: array()`, of) }),
    column: (type: string) => {
      checkArgument(`${call}: column()`, "the type", type, SQL);
      return make({ kind: "native", sql: type.trim() });
    },
  };
}

function enumType(
  context: BuildContext,
  call: string,
  name: string,
  values: readonly string[],
  options: { readonly schema?: string },
): ColumnType {
  checkArgument(call, "the values", values, TEXTS);
  checkOptions(call, options, { schema: NAME });
  const what = "the enum's name";
  return { kind: "enum", name: namedObject(context, call, { what, name, schema: options.schema }), values };
}

/** What a function of the user's makes of the types: a column without a name. */
export function columnFrom(
  context: BuildContext,
  call: string,
  describe: (t: TypeBuilder) => ColumnBuilder,
): BuiltColumn {
  if (typeof describe !== "function") {
    throw badCall(call, "it takes a function", "Such as (t) => t.varchar(200)");
  }
  const make = (type: ColumnType) => new BuiltColumn(context, { call, table: "" }, "", type);
  const made = describe(typesOf({ context, call, make }));
  if (made instanceof BuiltColumn) return made;
  throw badCall(call, "the function gives no type", "Such as (t) => t.varchar(200)");
}

/** A type and nothing beside it. */
function typeFrom(
  context: BuildContext,
  call: string,
  describe: (t: TypeBuilder) => ColumnBuilder,
): ColumnType {
  const column = columnFrom(context, call, describe);
  const [more] = column.said;
  if (more !== undefined) throw badCall(call, `a type has no ${more}()`, "Say it beside the type");
  return column.described.column.type;
}
