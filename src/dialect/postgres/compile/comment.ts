import type { SetComment } from "../../../operation/operation.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { ObjectName } from "../../../schema/schema.ts";
import { nameBesideSql, objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompiledStatement } from "../../compiler.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";

/** COMMENT ON; an empty comment takes it away. */
export function commentSql(subject: string, comment: string): CompiledStatement {
  return { sql: `COMMENT ON ${subject} IS ${comment === "" ? "NULL" : literal(comment).trimStart()}` };
}

/** The comment of something that was just made; nothing where it has none. */
export function newComment(subject: string, comment: string): readonly CompiledStatement[] {
  return comment === "" ? [] : [commentSql(subject, comment)];
}

/** The comment of a constraint that was just made. */
export function constraintComment(table: ObjectName, constraint: Constraint): readonly CompiledStatement[] {
  if (constraint.comment === "") return [];
  if (constraint.name === "") refuse("A constraint without a name cannot have a comment", "Give it a name");
  return [commentSql(constraintSubject(table, constraint.name), constraint.comment)];
}

/** An index as statements name it: in its table's schema. */
export function indexName(table: ObjectName | undefined, name: string): string {
  return nameBesideSql(table, name, quote);
}

/** The column as COMMENT ON names it. */
export function columnSubject(table: ObjectName, column: string): string {
  return `COLUMN ${objectNameSql(table, quote)}.${quote(column)}`;
}

/** What a comment is set on. */
export function commentSubject(on: SetComment["on"]): string {
  switch (on.kind) {
    case "table":
    case "sequence":
      return `${on.kind.toUpperCase()} ${objectNameSql(on.name, quote)}`;
    case "enum":
      return `TYPE ${objectNameSql(on.name, quote)}`;
    case "namespace":
      return `SCHEMA ${quote(on.name)}`;
    case "index":
      return `INDEX ${indexName(on.table, on.name)}`;
    case "constraint":
      return constraintSubject(on.table, on.name);
    case "definition":
      return definitionSubject(on.object);
  }
}

/** A definition as COMMENT ON names it. */
export function definitionSubject(
  { kind, identity }: { readonly kind: string; readonly identity: string },
): string {
  return `${kind.endsWith(" type") ? "TYPE" : kind.toUpperCase()} ${identity}`;
}

function constraintSubject(table: ObjectName, name: string): string {
  return `CONSTRAINT ${quote(name)} ON ${objectNameSql(table, quote)}`;
}
