import type { ColumnType } from "../../schema/column_type.ts";
import type { Constraint } from "../../schema/constraint.ts";
import type { Index } from "../../schema/index.ts";
import type { ColumnBuilder, TypeBuilder } from "../api/column_builder.ts";
import type { TableBuilder, TablePart } from "../api/table_builder.ts";
import { checkArgument, checkOptions, NAME } from "./argument.ts";
import { type BuildContext, checkLength } from "./build_context.ts";
import { check, type ConstraintPlace, exclude, foreignKey, primaryKey, unique } from "./build_constraint.ts";
import { index, INDEX_OPTIONS } from "./build_index.ts";
import { BuiltColumn } from "./built_column.ts";
import { typesOf } from "./type_builder.ts";

/** A constraint or an index as it stands in the list of a table's parts. */
export class BuiltPart implements TablePart {
  readonly kind: "constraint" | "index";
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];

  constructor({ constraints = [], indexes = [] }: {
    readonly constraints?: readonly Constraint[];
    readonly indexes?: readonly Index[];
  }) {
    this.kind = indexes.length > 0 ? "index" : "constraint";
    this.constraints = constraints;
    this.indexes = indexes;
  }
}

/** The `t` of a table. Columns keep the order in which they were begun. */
export function tableBuilder(
  context: BuildContext,
  place: ConstraintPlace,
  begun: BuiltColumn[],
): TableBuilder {
  const types = (name: string) => typesOf({ context, call: place.call, make: (type) => named(name, type) });
  const named = (name: string, type: ColumnType): BuiltColumn => {
    checkArgument(place.call, "a column's name", name, NAME);
    checkLength(context, place.call, name);
    const column = new BuiltColumn(context, place, name, type);
    begun.push(column);
    return column;
  };
  return { ...simpleColumns(types), ...sizedColumns(types), ...parts(context, place) };
}

type Types = (name: string) => ReturnType<typeof typesOf<BuiltColumn>>;

function simpleColumns(types: Types) {
  return {
    integer: (name: string) => types(name).integer(),
    bigint: (name: string) => types(name).bigint(),
    smallint: (name: string) => types(name).smallint(),
    real: (name: string) => types(name).real(),
    double: (name: string) => types(name).double(),
    boolean: (name: string) => types(name).boolean(),
    text: (name: string) => types(name).text(),
    date: (name: string) => types(name).date(),
    interval: (name: string) => types(name).interval(),
    uuid: (name: string) => types(name).uuid(),
    json: (name: string) => types(name).json(),
    jsonb: (name: string) => types(name).jsonb(),
  };
}

function sizedColumns(types: Types) {
  return {
    numeric: (name: string, precision?: number, scale?: number) => types(name).numeric(precision, scale),
    varchar: (name: string, length?: number) => types(name).varchar(length),
    char: (name: string, length?: number) => types(name).char(length),
    bytes: (name: string, length?: number) => types(name).bytes(length),
    time: (name: string, precision?: number) => types(name).time(precision),
    timestamp: (name: string, precision?: number) => types(name).timestamp(precision),
    timestamptz: (name: string, precision?: number) => types(name).timestamptz(precision),
    enum: (name: string, type: string, values: readonly string[], options?: { readonly schema?: string }) =>
      types(name).enum(type, values, options),
    array: (name: string, of: (t: TypeBuilder) => ColumnBuilder) => types(name).array(of),
    column: (name: string, type: string) => types(name).column(type),
  };
}

type Parts = Pick<TableBuilder, "primaryKey" | "unique" | "check" | "foreignKey" | "exclude" | "index">;

function parts(context: BuildContext, { call, table }: ConstraintPlace): Parts {
  const at = (part: string) => ({ call: `${call}: ${part}()`, table });
  const constraint = (made: Constraint) => new BuiltPart({ constraints: [made] });
  return {
    primaryKey: (columns, options = {}) =>
      constraint(primaryKey(context, at("primaryKey"), columns, options)),
    unique: (columns, options = {}) => constraint(unique(context, at("unique"), columns, options)),
    check: (condition, options = {}) => constraint(check(context, at("check"), condition, options)),
    foreignKey: (columns, referent, references, options = {}) => {
      const ends = { columns, table: referent, references };
      return constraint(foreignKey(context, at("foreignKey"), ends, options));
    },
    exclude: (elements, options = {}) => constraint(exclude(context, at("exclude"), elements, options)),
    index: (name, columns, options = {}) => {
      checkOptions(`${call}: index()`, options, INDEX_OPTIONS);
      return new BuiltPart({ indexes: [index(context, at("index"), name, columns, options)] });
    },
  };
}
