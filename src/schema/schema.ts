import type { Column } from "./column.ts";
import type { Constraint } from "./constraint.ts";
import type { Index } from "./index.ts";

/**
 * The name of a table, a sequence, a type: with its schema, or without one where it stands in the schema that
 * unqualified names mean (PostgreSQL's first of the search path, MySQL's current database, SQLite's `main`).
 */
export interface ObjectName {
  readonly schema?: string;
  readonly name: string;
}

/**
 * What only one engine has, by that engine's own name for it, as text: `{ engine: "InnoDB" }`, `{ strict: "" }`,
 * `{ fillfactor: "70" }`. Empty where everything is as the engine has it unless told.
 */
export type Options = Readonly<Record<string, string>>;

/** Everything that a database declares. Plain data: it can be printed as JSON and compared. */
export interface Schema {
  /** Schemas inside the database, beside the one that unqualified names mean; only engines that have them. */
  readonly namespaces: readonly Namespace[];
  readonly enums: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  /** What is known by its text: views, functions, triggers, policies, … */
  readonly definitions: readonly DefinitionObject[];
  /** What is there and was not understood: never passed over in silence. */
  readonly unknown: readonly UnknownObject[];
}

/** A schema inside a database. */
export interface Namespace {
  readonly name: string;
  readonly comment: string;
}

/** A table with all that belongs to it alone. */
export interface Table extends ObjectName {
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly comment: string;
  readonly options: Options;
  /** How it is partitioned, as the engine writes it after PARTITION BY; absent for a plain table. */
  readonly partitionBy?: string;
  /** The table that this one is a partition of; its columns are listed all the same. */
  readonly partitionOf?: { readonly table: ObjectName; readonly bound: string };
  /** PostgreSQL's INHERITS. */
  readonly inherits?: readonly ObjectName[];
  /** Keys (`objectKey`) of what must be there before it, beside the tables that its foreign keys name. */
  readonly dependsOn?: readonly string[];
}

/** A type of named values. */
export interface EnumType extends ObjectName {
  readonly values: readonly string[];
  readonly comment: string;
}

/** A generator of numbers. Numbers are text, because they may have 64 bits. */
export interface Sequence extends ObjectName, SequenceOptions {
  readonly comment: string;
  /** Whether it starts anew after a crash (PostgreSQL 15 and later). */
  readonly unlogged?: boolean;
  /** The column that it goes away with. */
  readonly ownedBy?: { readonly table: ObjectName; readonly column: string };
}

/** How a sequence or an identity counts. What is absent is as the engine has it unless told. */
export interface SequenceOptions {
  readonly type?: string;
  readonly start?: string;
  readonly increment?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly cache?: string;
  readonly cycle?: boolean;
}

/** Something known by its text, as the engine itself prints it. */
export interface DefinitionObject {
  /** `view`, `materialized view`, `function`, `procedure`, `trigger`, `domain`, `policy`, `extension`, … */
  readonly kind: string;
  /** Its name as a statement would write it; a function's with the types of its arguments, a trigger's with its table. */
  readonly identity: string;
  /** The statement that makes it, without its delimiter. */
  readonly create: string;
  /** The statement that takes it away. */
  readonly drop: string;
  /** Empty where it has none, or where the engine cannot keep one. */
  readonly comment: string;
  /** Keys (`objectKey`) of what must be there before it. */
  readonly dependsOn: readonly string[];
  /**
   * What stands in for it, only where it is part of a circle, such as views that read one another: it comes before the
   * rest of the circle, and `create` takes its place.
   */
  readonly stub?: string;
  /** The session's settings that `create` must run under, where they are not the usual ones: MySQL's `sql_mode`. */
  readonly settings?: Options;
}

/** Something that is there and is not managed. */
export interface UnknownObject {
  readonly kind: string;
  readonly name: string;
}

/** A schema in which there is nothing. */
export const EMPTY_SCHEMA: Schema = {
  namespaces: [],
  enums: [],
  sequences: [],
  tables: [],
  definitions: [],
  unknown: [],
};

/**
 * The key under which others depend on something: its kind, and its name with its schema where it has one.
 *
 * @example
 * ```ts
 * objectKey("table", { schema: "app", name: "task" }); // "table app.task"
 * ```
 */
export function objectKey(kind: string, { schema, name }: ObjectName): string {
  return schema === undefined ? `${kind} ${name}` : `${kind} ${schema}.${name}`;
}

/** A name with its schema, where there is one. */
export function objectName(name: string, schema?: string): ObjectName {
  return schema === undefined ? { name } : { schema, name };
}

/** Whether two names mean the same thing. */
export function sameName(one: ObjectName, other: ObjectName): boolean {
  return one.name === other.name && one.schema === other.schema;
}
