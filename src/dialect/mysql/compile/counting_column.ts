import type { Column } from "../../../schema/column.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { Index } from "../../../schema/index.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { countsItself } from "./column_clauses.ts";

/**
 * Refuses a column that should count by itself and stands in no key.
 *
 * @throws {RetortError} `usage`.
 */
export function checkCounting(
  columns: readonly Column[],
  constraints: readonly Constraint[],
  indexes: readonly Index[],
): void {
  const counting = columns.find(countsItself);
  if (counting === undefined) return;
  const name = counting.name.toLowerCase();
  const keys = constraints.flatMap((each) =>
    each.kind === "primaryKey" || each.kind === "unique" ? each.columns : []
  );
  const parts = indexes.flatMap((each) => each.parts.map(({ on }) => on.kind === "column" ? on.name : ""));
  if ([...keys, ...parts].some((each) => each.toLowerCase() === name)) return;
  refuse(
    `Column '${counting.name}' cannot count by itself`,
    "In MySQL only a column of a key does: make it the primary key, or unique, in the same call",
  );
}
