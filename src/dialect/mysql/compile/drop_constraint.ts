import { sameIdentifier } from "../../../operation/name_rules.ts";
import type { DropConstraint } from "../../../operation/operation.ts";
import type { ConstraintKind } from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { columnSql } from "../../ansi/compile/table.ts";
import type { Server } from "../../dialect.ts";
import { mysqlNames } from "../name_rules.ts";
import { CONSTRAINT_OPTIONS } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { conditional } from "./product.ts";
import { columnChecks, tableSpelling } from "./table_spelling.ts";

/** The clause of ALTER TABLE that drops a constraint: there is one for each kind. */
export function dropConstraintClause(
  operation: DropConstraint,
  table: Table | undefined,
  server: Server,
): string {
  const { name, cascade, ifExists } = operation;
  if (cascade) {
    refuse("MySQL drops nothing along with a constraint", "Drop the foreign keys that need it before it");
  }
  const type = operation.type ?? kindOf(operation, table);
  if (type === "primaryKey") return "DROP PRIMARY KEY";
  if (name === "") {
    refuse("MySQL knows a constraint by its name", "Say the name that SHOW CREATE TABLE prints");
  }
  const condition = conditional("IF EXISTS", ifExists, "a constraint", server);
  const own = type === "check" ? ownCheck(operation, table, server) : undefined;
  return own ?? words(clauseOf(type), condition, quote(name));
}

function clauseOf(type: ConstraintKind): string {
  switch (type) {
    case "foreignKey":
      return "DROP FOREIGN KEY";
    case "unique":
      return "DROP INDEX";
    case "exclude":
      return refuse("MySQL has no exclusion constraints", "Say another type");
    default:
      return "DROP CONSTRAINT";
  }
}

function kindOf({ name, ifExists }: DropConstraint, table: Table | undefined): ConstraintKind {
  const found = table?.constraints.find((each) => sameIdentifier(each.name, name, mysqlNames))?.kind;
  if (found !== undefined) return found;
  if (table?.indexes.some((index) => index.unique && sameIdentifier(index.name, name, mysqlNames))) {
    return "unique";
  }
  if (name === "PRIMARY") return "primaryKey";
  // A constraint that is not there is of no kind; every kind's clause passes over it.
  if (table !== undefined && ifExists) return "check";
  refuse(
    table === undefined
      ? `MySQL drops each kind of constraint in its own way, and the kind of '${name}' is not known`
      : `There is no constraint '${name}' on '${table.name}'`,
    'Say it: op.dropConstraint(name, table, { type: "foreignKey" }), or unique, check, primaryKey',
  );
}

/** A check that stands with its column goes when the column is written without it. */
function ownCheck(operation: DropConstraint, table: Table | undefined, server: Server): string | undefined {
  const checks = columnChecks(table?.constraints ?? []);
  const check = checks.find(({ name }) => sameIdentifier(name, operation.name, mysqlNames));
  const column = table?.columns.find(({ name }) => name === check?.options[CONSTRAINT_OPTIONS.column]);
  if (check === undefined || column === undefined) return undefined;
  const spelling = tableSpelling(server, checks.filter((each) => each !== check));
  return `MODIFY COLUMN ${columnSql(column, { constraints: [], options: {} }, spelling)}`;
}
