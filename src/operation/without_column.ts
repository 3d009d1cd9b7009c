import type { Column } from "../schema/column.ts";
import type { CheckConstraint, Constraint, ExcludeConstraint, PrimaryKey } from "../schema/constraint.ts";
import type { Index } from "../schema/index.ts";
import type { Table } from "../schema/schema.ts";
import { columnMentions, mentionsColumn } from "./column_mentions.ts";
import { includesName, type NameRules, sameTable } from "./name_rules.ts";
import { nameOf, refusal } from "./refusal.ts";

/**
 * The table without a column: what uses it goes with it, and the primary key shrinks. What would mean something else
 * without it must be dropped first.
 *
 * @throws {RetortError} `usage` for a generated column, a CHECK of several columns, or a partial index that needs it.
 */
export function withoutColumn(table: Table, column: Column, rules: NameRules): Table {
  refuseComputed(table, column, rules);
  return {
    ...table,
    columns: table.columns.filter((each) => each !== column),
    constraints: table.constraints.flatMap((constraint) => remains(table, constraint, column.name, rules)),
    indexes: table.indexes.filter((index) => stays(table, index, column.name, rules)),
  };
}

function refuseComputed(table: Table, column: Column, rules: NameRules): void {
  for (const { name, generation } of table.columns) {
    if (name === column.name || generation.kind !== "computed") continue;
    if (!mentionsColumn(generation.sql, column.name, rules)) continue;
    throw needed(
      table,
      column.name,
      `generated column '${name}' is computed from it`,
      `Drop '${name}' first`,
    );
  }
}

function remains(table: Table, constraint: Constraint, column: string, rules: NameRules): Constraint[] {
  switch (constraint.kind) {
    case "primaryKey":
      return shrunk(constraint, column, rules);
    case "unique":
      return includesName([...constraint.columns, ...constraint.include], column, rules) ? [] : [constraint];
    case "foreignKey": {
      const own = sameTable(constraint.table, table, rules) ? constraint.references : [];
      return includesName([...constraint.columns, ...own], column, rules) ? [] : [constraint];
    }
    case "exclude":
      return excludes(constraint, column, rules) ? [] : [constraint];
    case "check":
      return checks(table, constraint, column, rules) ? [] : [constraint];
  }
}

/** What `options` say of the nth column (`column1`, …) moves with it. */
function shrunk(key: PrimaryKey, column: string, rules: NameRules): PrimaryKey[] {
  if (!includesName([...key.columns, ...key.include], column, rules)) return [key];
  const kept = [...key.columns.entries()].filter(([, name]) => !includesName([name], column, rules));
  if (kept.length === 0) return [];
  const columns = kept.map(([, name]) => name);
  const include = key.include.filter((name) => !includesName([name], column, rules));
  const whole = Object.entries(key.options).filter(([name]) => !/^column\d+$/.test(name));
  const ofColumns = kept.flatMap(([before], now) => {
    const option = key.options[`column${before + 1}`];
    return option === undefined ? [] : [[`column${now + 1}`, option]];
  });
  return [{ ...key, columns, include, options: Object.fromEntries([...whole, ...ofColumns]) }];
}

function excludes(
  { elements, where, include }: ExcludeConstraint,
  column: string,
  rules: NameRules,
): boolean {
  return includesName(include, column, rules) ||
    [where, ...elements.map(({ sql }) => sql)].some((sql) => mentionsColumn(sql, column, rules));
}

/** Whether a CHECK is about the column and nothing else. */
function checks(table: Table, check: CheckConstraint, column: string, rules: NameRules): boolean {
  const keys = new Set(table.columns.map(({ name }) => rules.key(name, false)));
  const named = columnMentions(check.condition, rules).filter(({ key }) => keys.has(key));
  const own = rules.key(column, false);
  if (!named.some(({ key }) => key === own)) return false;
  if (named.every(({ key }) => key === own)) return true;
  const reason = check.name === "" ? `a CHECK without a name` : `the CHECK '${check.name}'`;
  throw needed(
    table,
    column,
    `${reason} needs it: ${check.condition}`,
    check.name === ""
      ? "Give the CHECK a name by a naming convention, and drop it first"
      : `Drop the constraint '${check.name}' first`,
  );
}

function stays(table: Table, index: Index, column: string, rules: NameRules): boolean {
  const keyed = index.parts.some(({ on }) =>
    on.kind === "column" ? includesName([on.name], column, rules) : mentionsColumn(on.sql, column, rules)
  );
  if (keyed || includesName(index.include, column, rules)) return false;
  if (!mentionsColumn(index.where, column, rules)) return true;
  throw needed(
    table,
    column,
    `the partial index '${index.name}' needs it: WHERE ${index.where}`,
    `Drop the index '${index.name}' first`,
  );
}

function needed(table: Table, column: string, why: string, wayOut: string) {
  return refusal(
    `Column '${column}' of table '${nameOf(table)}' cannot be dropped: ${why}`,
    `${wayOut}; it may stand in the same batch`,
  );
}
