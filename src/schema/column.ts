import type { ColumnType } from "./column_type.ts";
import type { Options, SequenceOptions } from "./schema.ts";

/** A value that a default may have; lists and objects are for JSON columns. */
export type DefaultValue =
  | null
  | string
  | number
  | bigint
  | boolean
  | readonly DefaultValue[]
  | { readonly [key: string]: DefaultValue };

/** What a column gets that an INSERT does not name. */
export type Default =
  | { readonly kind: "none" }
  /** A literal. */
  | { readonly kind: "value"; readonly value: DefaultValue }
  /** SQL of the engine. */
  | { readonly kind: "expression"; readonly sql: string };

/** What fills a column by itself. */
export type Generation =
  | { readonly kind: "none" }
  /** PostgreSQL's identity, MySQL's AUTO_INCREMENT, SQLite's AUTOINCREMENT. */
  | { readonly kind: "identity"; readonly always: boolean; readonly options: SequenceOptions }
  /** PostgreSQL's serial: a sequence of its own, with the name and the options that `serial` gives it. */
  | { readonly kind: "serial" }
  /** Computed from others. */
  | { readonly kind: "computed"; readonly sql: string; readonly stored: boolean };

/** A column. Every field is always there, so that one absent from a change can only mean "as it was". */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default: Default;
  readonly generation: Generation;
  /** Empty where it is that of the type, the table or the database. */
  readonly collation: string;
  readonly comment: string;
  /** Such as MySQL's `charset`, `onUpdate`, `invisible`, or PostgreSQL's `storage`, `compression`, `statistics`. */
  readonly options: Options;
}

/** A column that has nothing but a name and a type. */
export function plainColumn(name: string, type: ColumnType): Column {
  return {
    name,
    type,
    nullable: true,
    default: { kind: "none" },
    generation: { kind: "none" },
    collation: "",
    comment: "",
    options: {},
  };
}
