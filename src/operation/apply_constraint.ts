import type { Constraint } from "../schema/constraint.ts";
import type { Table } from "../schema/schema.ts";
import { includesName, type NameRules, sameIdentifier } from "./name_rules.ts";
import type { DropConstraint } from "./operation.ts";
import { missing, nameOf, present, refusal } from "./refusal.ts";

/** The table with one more constraint. */
export function addConstraint(table: Table, constraint: Constraint, rules: NameRules): Table {
  const { constraints } = table;
  const named = constraints.filter(({ name }) => name !== "").map(({ name }) => name);
  if (constraint.name !== "" && includesName(named, constraint.name, rules)) {
    throw present("constraint", constraint.name, table);
  }
  const key = constraints.find(({ kind }) => kind === "primaryKey");
  if (constraint.kind === "primaryKey" && key !== undefined) {
    throw refusal(
      `Table '${nameOf(table)}' has a primary key already`,
      "Drop it first, in the same batch: dropConstraint with the type 'primaryKey'",
    );
  }
  for (const column of columnsOf(constraint)) refuseUnknown(table, column, rules);
  return { ...table, constraints: [...constraints, constraint] };
}

/** The table without a constraint. */
export function dropConstraint(table: Table, change: DropConstraint, rules: NameRules): Table {
  const found = constraintOf(table, change, rules);
  if (found === undefined) {
    if (change.ifExists) return table;
    throw notFound(table, change, rules);
  }
  return { ...table, constraints: table.constraints.filter((constraint) => constraint !== found) };
}

/**
 * The constraint that a name and a kind mean. A table has one primary key, so that its kind is enough where it has no
 * name.
 */
export function constraintOf(
  table: Table,
  { name, type }: Pick<DropConstraint, "name" | "type">,
  rules: NameRules,
): Constraint | undefined {
  const fits = (constraint: Constraint) => type === undefined || constraint.kind === type;
  const named = table.constraints.find((constraint) =>
    constraint.name !== "" && sameIdentifier(constraint.name, name, rules) && fits(constraint)
  );
  if (named !== undefined || type !== "primaryKey") return named;
  return table.constraints.find((constraint) =>
    constraint.kind === "primaryKey" && (constraint.name === "" || name === "")
  );
}

function notFound(table: Table, { name, type }: DropConstraint, rules: NameRules) {
  const { constraints, indexes } = table;
  if (name === "") {
    return refusal(
      `A constraint without a name cannot be dropped from table '${nameOf(table)}'`,
      "Give it a name by a naming convention, and drop that name",
    );
  }
  if (includesName(indexes.map((index) => index.name), name, rules)) {
    return refusal(
      `'${name}' on table '${nameOf(table)}' is an index, not a constraint`,
      `Use dropIndex('${name}')`,
    );
  }
  const what = type === undefined ? "constraint" : `constraint of type ${type}`;
  const listed = constraints.filter((each) => each.name !== "").map((each) => `${each.name} (${each.kind})`);
  const unnamed = constraints.length - listed.length;
  const others = unnamed === 0 ? [] : [`${unnamed} without a name`];
  return missing(what, name, table, [...listed, ...others]);
}

function columnsOf(constraint: Constraint): readonly string[] {
  return constraint.kind === "check" || constraint.kind === "exclude" ? [] : constraint.columns;
}

/** What a key or an index names must be there. */
export function refuseUnknown(table: Table, column: string, rules: NameRules): void {
  const columns = table.columns.map(({ name }) => name);
  if (!includesName(columns, column, rules)) throw missing("column", column, table, columns);
}
