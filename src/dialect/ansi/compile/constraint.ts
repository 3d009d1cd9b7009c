import type {
  CheckConstraint,
  Constraint,
  Deferral,
  ExcludeConstraint,
  ForeignKey,
  PrimaryKey,
  UniqueConstraint,
} from "../../../schema/constraint.ts";
import { words } from "./lay_out.ts";
import { namesSql, objectNameSql, type Quote } from "./names.ts";

/** What engines spell differently in a constraint. */
export interface ConstraintSpelling {
  readonly quote: Quote;
  /**
   * What follows the constraint, such as NOT VALID. Asked first, so that it may refuse what the engine cannot do.
   *
   * @throws {RetortError} `usage`.
   */
  constraintTail(constraint: Constraint): readonly string[];
  /** EXCLUDE without its tail, or a refusal. */
  exclude(constraint: ExcludeConstraint): string;
  /** The columns of a key in parentheses, where an engine says more of them than their names. */
  keyColumns?(constraint: PrimaryKey | UniqueConstraint): string;
}

/** A constraint as it stands in a table or after ADD: with its name where it has one. */
export function constraintSql(constraint: Constraint, spelling: ConstraintSpelling): string {
  const tail = spelling.constraintTail(constraint);
  const named = constraint.name !== "" && `CONSTRAINT ${spelling.quote(constraint.name)}`;
  return words(named, body(constraint, spelling), tail);
}

/** A constraint as it stands with its one column, unnamed. */
export function columnConstraintSql(constraint: Constraint, spelling: ConstraintSpelling): string {
  const tail = spelling.constraintTail(constraint);
  switch (constraint.kind) {
    case "primaryKey":
      return words("PRIMARY KEY", tail);
    case "unique":
      return words(uniqueWords(constraint), tail);
    case "foreignKey":
      return words(referenceSql(constraint, spelling.quote), tail);
    default:
      return words(body(constraint, spelling), tail);
  }
}

/**
 * Whether a constraint can stand with its column: it is on that one only, has no name and nothing special about it.
 */
export function standsWithColumn(
  constraint: Constraint,
): constraint is PrimaryKey | UniqueConstraint | ForeignKey {
  if (constraint.kind === "check" || constraint.kind === "exclude") return false;
  if (constraint.kind !== "foreignKey" && constraint.include.length > 0) return false;
  const bare = constraint.name === "" && constraint.comment === "" && isEmpty(constraint.options);
  return bare && constraint.columns.length === 1;
}

/** DEFERRABLE and what else says when a constraint is checked; nothing where it is at once. */
export function deferralWords(deferral: Deferral): readonly string[] {
  if (deferral === "immediate") return [];
  return deferral === "deferred" ? ["DEFERRABLE INITIALLY DEFERRED"] : ["DEFERRABLE"];
}

function isEmpty(options: Readonly<Record<string, string>>): boolean {
  return Object.keys(options).length === 0;
}

function body(constraint: Constraint, spelling: ConstraintSpelling): string {
  switch (constraint.kind) {
    case "primaryKey":
      return words("PRIMARY KEY", key(constraint, spelling));
    case "unique":
      return words(uniqueWords(constraint), key(constraint, spelling));
    case "check":
      return checkSql(constraint);
    case "foreignKey":
      return foreignKeySql(constraint, spelling.quote);
    case "exclude":
      return spelling.exclude(constraint);
  }
}

function checkSql({ condition }: CheckConstraint): string {
  return condition.includes("--") ? `CHECK (\n${condition}\n)` : `CHECK (${condition})`;
}

function foreignKeySql(constraint: ForeignKey, quote: Quote): string {
  return words("FOREIGN KEY", namesSql(constraint.columns, quote), referenceSql(constraint, quote));
}

function uniqueWords(constraint: UniqueConstraint): string {
  return constraint.nullsNotDistinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE";
}

function key(constraint: PrimaryKey | UniqueConstraint, { quote, keyColumns }: ConstraintSpelling): string {
  const columns = keyColumns?.(constraint) ?? namesSql(constraint.columns, quote);
  return constraint.include.length === 0
    ? columns
    : `${columns} INCLUDE ${namesSql(constraint.include, quote)}`;
}

function referenceSql(constraint: ForeignKey, quote: Quote): string {
  const { references, match, onDelete, onUpdate } = constraint;
  const columns = references.length === 0 ? "" : namesSql(references, quote);
  return words(
    "REFERENCES",
    objectNameSql(constraint.table, quote),
    columns,
    match !== "" && `MATCH ${match}`,
    onDelete !== "NO ACTION" && `ON DELETE ${onDelete}`,
    onUpdate !== "NO ACTION" && `ON UPDATE ${onUpdate}`,
  );
}
