import type { Table } from "../schema/schema.ts";
import { assertNever } from "../util/assert_never.ts";
import { addColumn, alterColumn, dropColumn } from "./apply_column.ts";
import { addConstraint, dropConstraint } from "./apply_constraint.ts";
import { createIndex, dropIndex } from "./apply_index.ts";
import type { NameRules } from "./name_rules.ts";
import type { TableChange } from "./operation.ts";

/**
 * The table as a change leaves it, with everything that follows: a renamed column is renamed in keys, constraints,
 * indexes and expressions; a dropped one takes what stands on it alone with it.
 *
 * @throws {RetortError} `usage` for what is not there, what is there already, and what something else still needs.
 *
 * @example
 * ```ts
 * const after = changes.reduce((table, change) => applyToTable(table, change, rules), before);
 * ```
 */
export function applyToTable(table: Table, change: TableChange, rules: NameRules): Table {
  switch (change.kind) {
    case "addColumn":
      return addColumn(table, change, rules);
    case "dropColumn":
      return dropColumn(table, change, rules);
    case "alterColumn":
      return alterColumn(table, change, rules);
    case "addConstraint":
      return addConstraint(table, change.constraint, rules);
    case "dropConstraint":
      return dropConstraint(table, change, rules);
    case "createIndex":
      return createIndex(table, change, rules);
    case "dropIndex":
      return dropIndex(table, change, rules);
    default:
      return assertNever(change);
  }
}
