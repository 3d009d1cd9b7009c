import type { CheckConstraint, Constraint, ExcludeConstraint } from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";
import { type Keyed, standsWithColumn } from "../../ansi/compile/constraint.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { TableSpelling } from "../../ansi/compile/table.ts";
import type { Server } from "../../dialect.ts";
import { CONSTRAINT_OPTIONS } from "../options.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
import { columnClauses } from "./column_clauses.ts";
import { indexLine } from "./index.ts";
import { isMariadb } from "./product.ts";
import { tableClosing } from "./table_closing.ts";

/** How a server writes tables, columns and constraints; `checks` are those that stand with their column. */
export function tableSpelling(server: Server, checks: readonly CheckConstraint[] = []): TableSpelling {
  return {
    quote,
    columnClauses: (column, home) => columnClauses(column, home, server),
    columnTail: ({ name }) =>
      checks.filter((check) => check.options[CONSTRAINT_OPTIONS.column] === name)
        .map(({ condition }) => `CHECK (${condition})`),
    constraintTail: (constraint) => constraintTail(constraint, server),
    exclude: refuseExclusion,
    keyColumns,
    inline: (constraint, home) => standsInColumn(constraint, home.constraints, checks),
    opening: () => "CREATE TABLE",
    closing: (table) => tableClosing(table, server),
    moreLines: (table) => [...periodLines(table), ...table.indexes.map((index) => indexLine(index, server))],
  };
}

/** The checks of a table that stand with their column: MariaDB keeps them apart from those of the table. */
export function columnChecks(constraints: readonly Constraint[]): CheckConstraint[] {
  return constraints.filter((each) => each.kind === "check").filter((each) =>
    each.options[CONSTRAINT_OPTIONS.column] !== undefined
  );
}

/**
 * Whether a constraint stands with its column. A reference that does is read and forgotten by MySQL; MariaDB takes no key
 * behind a check, and makes one key of PRIMARY KEY UNIQUE.
 */
export function standsInColumn(
  constraint: Constraint,
  others: readonly Constraint[],
  checks: readonly CheckConstraint[],
): boolean {
  if (constraint.kind === "foreignKey" || !standsWithColumn(constraint)) return false;
  const [column] = "columns" in constraint ? constraint.columns : [];
  if (checks.some(({ options }) => options[CONSTRAINT_OPTIONS.column] === column)) return false;
  return constraint.kind !== "unique" ||
    !others.some(({ kind, ...each }) =>
      kind === "primaryKey" && "columns" in each && each.columns.length === 1 && each.columns[0] === column
    );
}

function periodLines({ options }: Table): string[] {
  const { period, system_period: system } = options;
  return [
    ...(system === undefined ? [] : [`PERIOD FOR SYSTEM_TIME (${system})`]),
    ...(period === undefined ? [] : [`PERIOD FOR ${period}`]),
  ];
}

function constraintTail(constraint: Constraint, server: Server): readonly string[] {
  refuseUnknown(constraint, server);
  const { comment } = constraint;
  const isKey = constraint.kind === "primaryKey" || constraint.kind === "unique";
  if (comment !== "" && !isKey) {
    refuse("MySQL keeps no comments on foreign keys and checks", "Put it on the table or on a column");
  }
  return [
    comment === "" ? [] : `COMMENT ${literal(comment)}`,
    constraint.options[CONSTRAINT_OPTIONS.notEnforced] === undefined ? [] : "NOT ENFORCED",
    (constraint.options[CONSTRAINT_OPTIONS.noAction] ?? "").split(", ").filter((event) => event !== "")
      .map((event) => `ON ${event} NO ACTION`),
  ].flat();
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(CONSTRAINT_OPTIONS));

function refuseUnknown(constraint: Constraint, server: Server): void {
  if (constraint.options["notValid"] !== undefined) {
    refuse(
      "MySQL looks at all rows when a constraint is added",
      "Leave notValid out, and mend the rows before",
    );
  }
  const unknown = Object.keys(constraint.options).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) refuse(`MySQL has no option '${unknown}' for a constraint`, "Leave it out");
  if (constraint.options[CONSTRAINT_OPTIONS.notEnforced] !== undefined && isMariadb(server)) {
    refuse("MariaDB enforces every check", "Leave notEnforced out, or the check itself");
  }
  if (constraint.kind === "check" || constraint.kind === "exclude") return;
  if (constraint.deferral !== "immediate") {
    refuse(
      "MySQL looks at constraints at once, never at COMMIT",
      "Leave deferrable out, and write rows in an order that always holds",
    );
  }
  if (constraint.kind === "foreignKey") refuseReference(constraint);
  else if (constraint.include.length > 0) {
    refuse("MySQL's keys include no further columns", "Make an index on all of the columns");
  }
  if (constraint.kind === "unique" && constraint.nullsNotDistinct) {
    refuse("To MySQL two NULLs are never the same", "Make the columns NOT NULL");
  }
}

function refuseReference({ onDelete, onUpdate, match }: Extract<Constraint, { kind: "foreignKey" }>): void {
  if (onDelete === "SET DEFAULT" || onUpdate === "SET DEFAULT") {
    refuse("InnoDB has no SET DEFAULT for foreign keys", "Take SET NULL, or write a trigger");
  }
  if (match !== "" && match !== "SIMPLE") {
    refuse(`MySQL reads MATCH ${match} and then forgets the key's actions`, "Leave match out");
  }
}

function refuseExclusion(_: ExcludeConstraint): never {
  refuse("MySQL has no exclusion constraints", "Write a trigger, or on MariaDB a key WITHOUT OVERLAPS");
}

/** The columns of a key with prefix lengths, order and period. */
function keyColumns(columns: readonly string[], constraint: Keyed): string {
  const { prefix = "", descending = "", withoutOverlaps } = constraint.options;
  const lengths = prefix.split(",");
  const down = new Set(descending.split(","));
  const own = constraint.kind !== "foreignKey";
  const parts = columns.map((column, at) => {
    const length = own ? lengths[at] ?? "" : "";
    return `${quote(column)}${length === "" ? "" : `(${length})`}${
      own && down.has(String(at)) ? " DESC" : ""
    }`;
  });
  const period = withoutOverlaps === undefined ? [] : [`${quote(withoutOverlaps)} WITHOUT OVERLAPS`];
  return `(${[...parts, ...period].join(", ")})`;
}
