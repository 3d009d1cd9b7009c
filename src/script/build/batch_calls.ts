import type { TableChange } from "../../operation/operation.ts";
import type { Constraint } from "../../schema/constraint.ts";
import type { ObjectName } from "../../schema/schema.ts";
import type { BatchBuilder, BatchOperations } from "../api/batch_builder.ts";
import { badCall, checkOptions, FUNCTION, NAME, oneOf } from "./argument.ts";
import { alterColumn } from "./build_alter_column.ts";
import { addConstraint, createIndex, dropConstraint, dropIndex, withName } from "./build_change.ts";
import { check, type ConstraintPlace, exclude, foreignKey, primaryKey, unique } from "./build_constraint.ts";
import { type BuildContext, namedObject } from "./build_context.ts";
import { buildTable } from "./build_table.ts";
import type { Send } from "./send.ts";
import { addColumn, dropColumn } from "./table_calls.ts";

/** `op.batchAlterTable`. */
export function batchCalls(context: BuildContext, send: Send): BatchOperations {
  return {
    async batchAlterTable(name, describe, options = {}) {
      const call = "op.batchAlterTable()";
      checkOptions(call, options, {
        schema: NAME,
        rebuild: oneOf("auto", "always", "never"),
        existing: FUNCTION,
      });
      const table = namedObject(context, call, { what: "the table's name", name, schema: options.schema });
      const changes = changesOf(context, call, table, describe);
      const { rebuild = "auto", existing } = options;
      const known = existing && buildTable(context, `${call}: existing`, table, existing);
      await send({ kind: "alterTable", table, changes, rebuild, ...(known && { existing: known }) });
    },
  };
}

function changesOf(
  context: BuildContext,
  call: string,
  table: ObjectName,
  describe: (batch: BatchBuilder) => void,
): readonly TableChange[] {
  const hint = 'Such as (batch) => { batch.dropColumn("rank"); }';
  if (typeof describe !== "function") throw badCall(call, "it takes a function", hint);
  const changes: TableChange[] = [];
  const returned: unknown = describe(batchBuilder(context, table, changes));
  if (returned instanceof Promise) {
    // Whatever it does is too late; what it throws is told by the refusal.
    returned.catch(() => undefined);
    throw badCall(
      call,
      "its function is async",
      "It describes the changes and waits for nothing: leave `async` out",
    );
  }
  return changes;
}

function batchBuilder(context: BuildContext, table: ObjectName, changes: TableChange[]): BatchBuilder {
  const named = (method: string) => `op.batchAlterTable(): batch.${method}()`;
  const at = (method: string) => ({ call: named(method), table: table.name });
  const add = (constraint: Constraint) => void changes.push(addConstraint(table, constraint));
  return {
    addColumn(column, options = {}) {
      changes.push(addColumn(context, named("addColumn"), table, column, options));
    },
    dropColumn(column, options = {}) {
      changes.push(dropColumn(named("dropColumn"), table, column, options));
    },
    alterColumn(column, options) {
      changes.push(alterColumn(context, named("alterColumn"), table, column, options));
    },
    createIndex(name, columns, options = {}) {
      changes.push(createIndex(context, named("createIndex"), table, { name, columns }, options));
    },
    dropIndex(name, options = {}) {
      changes.push({ ...dropIndex(context, named("dropIndex"), name, options), table });
    },
    dropConstraint(name, options = {}) {
      changes.push(dropConstraint(context, named("dropConstraint"), table, name, options));
    },
    ...constraintChanges(context, at, add),
  };
}

type ConstraintChanges = Pick<
  BatchBuilder,
  | "createForeignKey"
  | "createUniqueConstraint"
  | "createCheckConstraint"
  | "createPrimaryKey"
  | "createExcludeConstraint"
>;

function constraintChanges(
  context: BuildContext,
  at: (method: string) => ConstraintPlace,
  add: (constraint: Constraint) => void,
): ConstraintChanges {
  return {
    createForeignKey(name, referent, columns, references, options = {}) {
      const place = at("createForeignKey");
      const ends = { columns, table: referent, references };
      add(foreignKey(context, place, ends, withName(place.call, name, options)));
    },
    createUniqueConstraint(name, columns, options = {}) {
      const place = at("createUniqueConstraint");
      add(unique(context, place, columns, withName(place.call, name, options)));
    },
    createCheckConstraint(name, condition, options = {}) {
      const place = at("createCheckConstraint");
      add(check(context, place, condition, withName(place.call, name, options)));
    },
    createPrimaryKey(name, columns, options = {}) {
      const place = at("createPrimaryKey");
      add(primaryKey(context, place, columns, withName(place.call, name, options)));
    },
    createExcludeConstraint(name, elements, options = {}) {
      const place = at("createExcludeConstraint");
      add(exclude(context, place, elements, withName(place.call, name, options)));
    },
  };
}
