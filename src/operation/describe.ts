import { count } from "../util/count.ts";
import { dispatch, type OperationHandlers } from "./dispatch.ts";
import type { AlterColumn, Execute, Operation, SetComment } from "./operation.ts";
import { nameOf } from "./refusal.ts";

/**
 * An operation in one line, for logs and reports.
 *
 * @example
 * ```ts
 * describe({ kind: "dropColumn", table: { name: "task" }, column: "rank", … }); // "drop column task.rank"
 * ```
 */
export function describe(operation: Operation): string {
  return dispatch(LINES, operation, undefined);
}

const LINES: OperationHandlers<undefined, string> = {
  createTable: ({ table }) => `create table ${nameOf(table)}`,
  dropTable: ({ table }) => `drop table ${nameOf(table)}`,
  renameTable: ({ table, to }) => `rename table ${nameOf(table)} to ${to}`,
  addColumn: ({ table, column }) => `add column ${nameOf(table)}.${column.name}`,
  dropColumn: ({ table, column }) => `drop column ${nameOf(table)}.${column}`,
  alterColumn: alteration,
  addConstraint: ({ table, constraint: { kind, name } }) =>
    `add ${KINDS[kind]}${name === "" ? "" : ` ${name}`} to ${nameOf(table)}`,
  dropConstraint: ({ table, name, type }) =>
    `drop ${type === undefined ? "constraint" : KINDS[type]}${name === "" ? "" : ` ${name}`} of ${
      nameOf(table)
    }`,
  validateConstraint: ({ table, name }) => `validate constraint ${name} of ${nameOf(table)}`,
  createIndex: ({ table, index }) => `create index ${index.name} on ${nameOf(table)}`,
  dropIndex: ({ table, name }) => `drop index ${name}${table === undefined ? "" : ` on ${nameOf(table)}`}`,
  alterTable: ({ table, changes }) => `alter table ${nameOf(table)}: ${changes.map(describe).join("; ")}`,
  createEnum: ({ type }) => `create enum ${nameOf(type)}`,
  alterEnum: ({ type, change }) =>
    change.kind === "add"
      ? `add value '${change.value}' to enum ${nameOf(type)}`
      : `rename value '${change.from}' of enum ${nameOf(type)} to '${change.to}'`,
  dropEnum: ({ type }) => `drop enum ${nameOf(type)}`,
  createSequence: ({ sequence }) => `create sequence ${nameOf(sequence)}`,
  alterSequence: ({ sequence }) => `alter sequence ${nameOf(sequence)}`,
  dropSequence: ({ sequence }) => `drop sequence ${nameOf(sequence)}`,
  createNamespace: ({ name }) => `create schema ${name}`,
  dropNamespace: ({ name }) => `drop schema ${name}`,
  createDefinition: ({ object: { kind, identity } }) => `create ${kind} ${identity}`,
  replaceDefinition: ({ object: { kind, identity } }) => `replace ${kind} ${identity}`,
  dropDefinition: ({ object: { kind, identity } }) => `drop ${kind} ${identity}`,
  setComment: comment,
  lockTable: ({ table }) => `lock table ${nameOf(table)}`,
  bulkInsert: ({ table, rows }) => `insert ${count(rows.length, "row")} into ${nameOf(table)}`,
  execute: execution,
};

const KINDS = {
  primaryKey: "primary key",
  unique: "unique constraint",
  check: "check constraint",
  foreignKey: "foreign key",
  exclude: "exclusion constraint",
} as const;

function alteration({ table, column, change }: AlterColumn): string {
  const { name, ...rest } = change;
  const subject = `${nameOf(table)}.${column}`;
  const others = Object.keys(rest);
  if (name === undefined || name === column) return `alter column ${subject}: ${others.join(", ")}`;
  const renamed = `rename column ${subject} to ${name}`;
  return others.length === 0 ? renamed : `${renamed}, and alter: ${others.join(", ")}`;
}

function comment({ on, comment: text }: SetComment): string {
  const subject = on.kind === "definition"
    ? `${on.object.kind} ${on.object.identity}`
    : on.kind === "namespace"
    ? `schema ${on.name}`
    : on.kind === "index" || on.kind === "constraint"
    ? `${on.kind} ${on.name} of ${nameOf(on.table)}`
    : `${on.kind} ${nameOf(on.name)}`;
  return `${text === "" ? "drop comment" : "comment"} on ${subject}`;
}

/** The first words that are not all of it are enough to know it again. */
function execution({ parts }: Execute): string {
  const line = parts.join("?").trim().replace(/\s+/g, " ");
  return `execute ${line.length > 60 ? `${line.slice(0, 59)}…` : line}`;
}
