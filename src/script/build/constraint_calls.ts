import type { ConstraintOperations } from "../api/constraint_operations.ts";
import { checkArgument, checkOptions, KNOWN_NAME, NAME } from "./argument.ts";
import { addConstraint, createIndex, dropConstraint, dropIndex, withName } from "./build_change.ts";
import { check, exclude, foreignKey, primaryKey, unique } from "./build_constraint.ts";
import { type BuildContext, namedObject } from "./build_context.ts";
import type { Send } from "./send.ts";

/** The calls of `op` for indexes and constraints of tables that are there. */
export function constraintCalls(context: BuildContext, send: Send): ConstraintOperations {
  const place = (call: string, name: string, options: { readonly schema?: string }) => {
    const table = namedObject(context, call, { what: "the table's name", name, schema: options.schema });
    return { table, at: { call, table: table.name } };
  };
  return {
    ...indexCalls(context, send, place),
    ...keyCalls(context, send, place),
    async createCheckConstraint(name, on, condition, options = {}) {
      const call = "op.createCheckConstraint()";
      const { table, at } = place(call, on, options);
      await send(addConstraint(table, check(context, at, condition, withName(call, name, options))));
    },
    async createExcludeConstraint(name, on, elements, options = {}) {
      const call = "op.createExcludeConstraint()";
      const { table, at } = place(call, on, options);
      await send(addConstraint(table, exclude(context, at, elements, withName(call, name, options))));
    },
    async validateConstraint(name, on, options = {}) {
      const call = "op.validateConstraint()";
      checkArgument(call, "the constraint's name", name, KNOWN_NAME);
      checkOptions(call, options, { schema: NAME });
      const plain = typeof name === "string" ? name : name.final;
      await send({ kind: "validateConstraint", table: place(call, on, options).table, name: plain });
    },
    async dropConstraint(name, on, options = {}) {
      const call = "op.dropConstraint()";
      await send(dropConstraint(context, call, place(call, on, options).table, name, options));
    },
  };
}

type Place = (call: string, name: string, options: { readonly schema?: string }) => {
  readonly table: { readonly name: string };
  readonly at: { readonly call: string; readonly table: string };
};
type KeyCalls = Pick<
  ConstraintOperations,
  "createForeignKey" | "createUniqueConstraint" | "createPrimaryKey"
>;

function keyCalls(context: BuildContext, send: Send, place: Place): KeyCalls {
  return {
    async createForeignKey(name, on, referent, columns, references, options = {}) {
      const call = "op.createForeignKey()";
      const { table, at } = place(call, on, options);
      const ends = { columns, table: referent, references };
      await send(addConstraint(table, foreignKey(context, at, ends, withName(call, name, options))));
    },
    async createUniqueConstraint(name, on, columns, options = {}) {
      const call = "op.createUniqueConstraint()";
      const { table, at } = place(call, on, options);
      await send(addConstraint(table, unique(context, at, columns, withName(call, name, options))));
    },
    async createPrimaryKey(name, on, columns, options = {}) {
      const call = "op.createPrimaryKey()";
      const { table, at } = place(call, on, options);
      await send(addConstraint(table, primaryKey(context, at, columns, withName(call, name, options))));
    },
  };
}

function indexCalls(
  context: BuildContext,
  send: Send,
  place: Place,
): Pick<ConstraintOperations, "createIndex" | "dropIndex"> {
  return {
    async createIndex(name, on, columns, options = {}) {
      const call = "op.createIndex()";
      const { table } = place(call, on, options);
      await send(createIndex(context, call, table, { name, columns }, options));
    },
    async dropIndex(name, options = {}) {
      await send(dropIndex(context, "op.dropIndex()", name, options));
    },
  };
}
