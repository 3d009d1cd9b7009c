import { mentionsColumn } from "../../../operation/column_mentions.ts";
import { includesName, sameTable } from "../../../operation/name_rules.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { Index } from "../../../schema/index.ts";
import type { DefinitionObject, Schema, Table } from "../../../schema/schema.ts";
import { sqliteNames } from "../name_rules.ts";

/** What is known of a table and of all around it; of neither offline. */
export interface Known {
  readonly table: Table | undefined;
  readonly schema: Schema;
}

/**
 * Whether nothing else names a column, so that DROP COLUMN takes it. Where the table is not known, SQLite itself will
 * say.
 */
export function standsAlone(column: string, { table, schema }: Known): boolean {
  if (table === undefined) return true;
  return !table.constraints.some((each) => inConstraint(column, each)) &&
    !table.indexes.some((each) => inIndex(column, each)) &&
    !table.columns.some(({ generation }) =>
      generation.kind === "computed" && mentionsColumn(generation.sql, column, sqliteNames)
    ) &&
    !schema.tables.some((each) => refersTo(each, table, column)) &&
    !schema.definitions.some((each) => mayMention(each, table, column));
}

function inConstraint(column: string, constraint: Constraint): boolean {
  if (constraint.kind === "check") return mentionsColumn(constraint.condition, column, sqliteNames);
  return "columns" in constraint && includesName(constraint.columns, column, sqliteNames);
}

function inIndex(column: string, { parts, where }: Index): boolean {
  return mentionsColumn(where, column, sqliteNames) ||
    parts.some(({ on }) =>
      on.kind === "column"
        ? includesName([on.name], column, sqliteNames)
        : mentionsColumn(on.sql, column, sqliteNames)
    );
}

function refersTo(other: Table, table: Table, column: string): boolean {
  return other.constraints.some((each) =>
    each.kind === "foreignKey" && sameTable(each.table, table, sqliteNames) &&
    includesName(each.references, column, sqliteNames)
  );
}

/** A view or a trigger is held to mention what its text holds: better one rebuild too many. */
function mayMention({ create }: DefinitionObject, table: Table, column: string): boolean {
  const text = create.toLowerCase();
  return text.includes(table.name.toLowerCase()) && text.includes(column.toLowerCase());
}
