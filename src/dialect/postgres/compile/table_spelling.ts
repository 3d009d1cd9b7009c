import type {
  Constraint,
  ExcludeConstraint,
  ForeignKey,
  PrimaryKey,
  UniqueConstraint,
} from "../../../schema/constraint.ts";
import type { Table } from "../../../schema/schema.ts";
import { deferralWords, type Keyed } from "../../ansi/compile/constraint.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { namesSql, objectNameSql } from "../../ansi/compile/names.ts";
import type { TableSpelling } from "../../ansi/compile/table.ts";
import type { Server } from "../../dialect.ts";
import { parametersOf, postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { columnClauses } from "./column_clauses.ts";
import { parametersSql } from "./parameters.ts";
import { needsVersion } from "./version.ts";

/** How a server writes tables, columns and constraints. */
export function tableSpelling(server: Server): TableSpelling {
  return {
    quote,
    columnClauses: (column, home) => columnClauses(column, home, server),
    constraintTail: (constraint) => constraintTail(constraint, server),
    exclude,
    keyColumns,
    deleteAction,
    opening,
    closing,
  };
}

function opening({ options }: Table): string {
  return words(
    "CREATE",
    options[postgresOptions.table.temporary] !== undefined && "TEMPORARY",
    options[postgresOptions.table.unlogged] !== undefined && "UNLOGGED",
    "TABLE",
  );
}

/** INHERITS, PARTITION BY, USING, WITH and TABLESPACE, a line each. */
function closing({ inherits = [], partitionBy, options }: Table): string {
  const parameters = parametersOf(options, postgresOptions.table);
  const { using, tablespace } = options;
  const clauses = [
    inherits.length === 0
      ? ""
      : `INHERITS (${inherits.map((each) => objectNameSql(each, quote)).join(", ")})`,
    partitionBy === undefined ? "" : `PARTITION BY ${partitionBy}`,
    using === undefined ? "" : `USING ${quote(using)}`,
    parameters.length === 0 ? "" : `WITH ${parametersSql(parameters)}`,
    tablespace === undefined ? "" : `TABLESPACE ${quote(tablespace)}`,
  ].filter((clause) => clause !== "");
  return clauses.length === 0 ? "" : ` ${clauses.join("\n")}`;
}

function constraintTail(constraint: Constraint, server: Server): readonly string[] {
  checkVersion(constraint, server);
  const { notValid, notEnforced, noInherit } = constraint.options;
  return [
    constraint.kind === "primaryKey" || constraint.kind === "unique" ? indexOptions(constraint) : [],
    constraint.kind === "check" && noInherit !== undefined ? "NO INHERIT" : [],
    constraint.kind === "check" ? [] : deferralWords(constraint.deferral),
    notEnforced === undefined ? [] : "NOT ENFORCED",
    notValid === undefined ? [] : "NOT VALID",
  ].flat();
}

function checkVersion(constraint: Constraint, server: Server): void {
  const { notEnforced, withoutOverlaps, setColumns } = constraint.options;
  if (constraint.kind === "unique" && constraint.nullsNotDistinct) {
    needsVersion(
      server,
      15,
      "NULLS NOT DISTINCT",
      "Make a unique index on an expression without NULLs, such as coalesce()",
    );
  }
  if (setColumns !== undefined) {
    needsVersion(
      server,
      15,
      "ON DELETE SET NULL of some columns",
      "Set all columns of the key, or write a trigger",
    );
  }
  if (notEnforced !== undefined) {
    needsVersion(server, 18, "NOT ENFORCED", "Leave the constraint out, or make it NOT VALID");
  }
  if (withoutOverlaps !== undefined) {
    needsVersion(server, 18, "WITHOUT OVERLAPS", "Make an exclusion constraint instead");
  }
}

function indexOptions(constraint: PrimaryKey | UniqueConstraint | ExcludeConstraint): readonly string[] {
  const parameters = parametersOf(constraint.options, postgresOptions.constraint);
  const { tablespace } = constraint.options;
  return [
    parameters.length === 0 ? [] : `WITH ${parametersSql(parameters)}`,
    tablespace === undefined ? [] : `USING INDEX TABLESPACE ${quote(tablespace)}`,
  ].flat();
}

function exclude(constraint: ExcludeConstraint): string {
  const { using, elements, include, where } = constraint;
  return words(
    "EXCLUDE",
    using !== "" && `USING ${quote(using)}`,
    `(${elements.map(({ sql, operator }) => `${sql} WITH ${operator}`).join(", ")})`,
    include.length > 0 && `INCLUDE ${namesSql(include, quote)}`,
    indexOptions(constraint),
    where !== "" && `WHERE (${where})`,
  );
}

function keyColumns(columns: readonly string[], constraint: Keyed): string {
  if (constraint.options[postgresOptions.constraint.withoutOverlaps] === undefined) {
    return namesSql(columns, quote);
  }
  const names = columns.map(quote);
  const last = names.pop() ?? "";
  const temporal = constraint.kind === "foreignKey" ? `PERIOD ${last}` : `${last} WITHOUT OVERLAPS`;
  return `(${[...names, temporal].join(", ")})`;
}

function deleteAction({ onDelete, options }: ForeignKey): string {
  return words(onDelete, options["setColumns"] !== undefined && `(${options["setColumns"]})`);
}
