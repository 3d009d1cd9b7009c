import type { CreateIndex, DropConstraint, DropIndex } from "../../operation/operation.ts";
import type { Constraint } from "../../schema/constraint.ts";
import type { ObjectName } from "../../schema/schema.ts";
import type {
  CreateIndexOptions,
  DropConstraintOptions,
  DropIndexOptions,
} from "../api/constraint_operations.ts";
import type { IndexColumn } from "../api/table_builder.ts";
import type { ConstraintName, FinalName } from "../api/value.ts";
import {
  badCall,
  checkArgument,
  checkOptions,
  FLAG,
  GIVEN_NAME,
  KNOWN_NAME,
  NAME,
  oneOf,
} from "./argument.ts";
import { type BuildContext, chosenName, namedObject } from "./build_context.ts";
import { index, INDEX_OPTIONS } from "./build_index.ts";

/** CREATE INDEX. */
export function createIndex(
  context: BuildContext,
  call: string,
  table: ObjectName,
  { name, columns }: { readonly name: ConstraintName; readonly columns: readonly IndexColumn[] },
  options: CreateIndexOptions,
): CreateIndex {
  checkOptions(call, options, { ...INDEX_OPTIONS, schema: NAME, ifNotExists: FLAG, concurrently: FLAG });
  return {
    kind: "createIndex",
    table,
    index: index(context, { call, table: table.name }, name, columns, options),
    concurrently: options.concurrently ?? false,
    ifNotExists: options.ifNotExists ?? false,
  };
}

/** DROP INDEX; in a batch the table is known. */
export function dropIndex(
  context: BuildContext,
  call: string,
  name: string | FinalName,
  options: DropIndexOptions,
): DropIndex {
  checkArgument(call, "the index's name", name, KNOWN_NAME);
  checkOptions(call, options, { table: NAME, schema: NAME, ifExists: FLAG, concurrently: FLAG });
  const { table, schema, concurrently = false, ifExists = false } = options;
  if (schema !== undefined && table === undefined) {
    throw badCall(
      call,
      "the schema alone does not say which index",
      "Give the table as well: { table, schema }",
    );
  }
  const facts = { kind: "index", table: table ?? "", columns: [] } as const;
  return {
    kind: "dropIndex",
    ...(table === undefined
      ? {}
      : { table: namedObject(context, call, { what: "the table", name: table, schema }) }),
    name: chosenName(context, call, name, facts),
    concurrently,
    ifExists,
  };
}

const TYPE = oneOf("primaryKey", "unique", "check", "foreignKey", "exclude");

/** DROP CONSTRAINT. */
export function dropConstraint(
  context: BuildContext,
  call: string,
  table: ObjectName,
  name: string | FinalName,
  options: DropConstraintOptions,
): DropConstraint {
  checkArgument(call, "the constraint's name", name, KNOWN_NAME);
  checkOptions(call, options, { schema: NAME, ifExists: FLAG, cascade: FLAG, type: TYPE });
  const { type, ifExists = false, cascade = false } = options;
  const plain = typeof name === "string" ? name : name.final;
  const facts = type === undefined ? undefined : { kind: type, table: table.name, columns: [] };
  return {
    kind: "dropConstraint",
    table,
    // A convention that takes names in has taken this one in as well.
    name: facts === undefined ? plain : chosenName(context, call, name, facts),
    ...(type === undefined ? {} : { type }),
    ifExists,
    cascade,
  };
}

/** The options of a call that gives a constraint's name as its first argument, for those that take it among them. */
export function withName<Options extends object>(
  call: string,
  name: ConstraintName,
  { schema: _, ...options }: Options & { readonly schema?: string },
): Omit<Options & { readonly schema?: string }, "schema"> & { readonly name: ConstraintName } {
  checkArgument(call, "the constraint's name", name, GIVEN_NAME);
  return { ...options, name };
}

/** ADD CONSTRAINT. */
export function addConstraint(table: ObjectName, constraint: Constraint) {
  return { kind: "addConstraint", table, constraint } as const;
}
