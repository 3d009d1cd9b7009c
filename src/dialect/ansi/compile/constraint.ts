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
   * What follows the constraint, such as NOT VALID; `inColumn` says that it stands with its column. Asked first, so that
   * it may refuse what the engine cannot do.
   *
   * @throws {RetortError} `usage`.
   */
  constraintTail(constraint: Constraint, inColumn: boolean): readonly string[];
  /** EXCLUDE without its tail, or a refusal. */
  exclude(constraint: ExcludeConstraint): string;
  /** Columns of a key, its own or those that it refers to, in parentheses; absent where their names are all. */
  keyColumns?(columns: readonly string[], constraint: Keyed): string;
  /** What follows ON DELETE; absent where the action is all. */
  deleteAction?(constraint: ForeignKey): string;
}

/** The constraints that are keys of columns. */
export type Keyed = PrimaryKey | UniqueConstraint | ForeignKey;

/** A constraint as it stands in a table or after ADD: with its name where it has one. */
export function constraintSql(constraint: Constraint, spelling: ConstraintSpelling): string {
  const tail = spelling.constraintTail(constraint, false);
  const named = constraint.name !== "" && `CONSTRAINT ${spelling.quote(constraint.name)}`;
  return words(named, body(constraint, spelling), tail);
}

/** A constraint as it stands with its one column: it does not say which. */
export function columnConstraintSql(constraint: Constraint, spelling: ConstraintSpelling): string {
  const tail = spelling.constraintTail(constraint, true);
  const named = constraint.name !== "" && `CONSTRAINT ${spelling.quote(constraint.name)}`;
  switch (constraint.kind) {
    case "primaryKey":
      return words(named, "PRIMARY KEY", tail);
    case "unique":
      return words(named, uniqueWords(constraint), tail);
    case "foreignKey":
      return words(named, referenceSql(constraint, spelling), tail);
    default:
      return words(named, body(constraint, spelling), tail);
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
    case "foreignKey": {
      const columns = columnsSql(constraint.columns, constraint, spelling);
      return words("FOREIGN KEY", columns, referenceSql(constraint, spelling));
    }
    case "exclude":
      return spelling.exclude(constraint);
  }
}

/** A line comment must not take the parenthesis with it. */
function checkSql({ condition }: CheckConstraint): string {
  return condition.includes("--") ? `CHECK (\n${condition}\n)` : `CHECK (${condition})`;
}

function uniqueWords(constraint: UniqueConstraint): string {
  return constraint.nullsNotDistinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE";
}

function key(constraint: PrimaryKey | UniqueConstraint, spelling: ConstraintSpelling): string {
  const { include } = constraint;
  const included = include.length > 0 && `INCLUDE ${namesSql(include, spelling.quote)}`;
  return words(columnsSql(constraint.columns, constraint, spelling), included);
}

function columnsSql(columns: readonly string[], constraint: Keyed, spelling: ConstraintSpelling): string {
  return spelling.keyColumns?.(columns, constraint) ?? namesSql(columns, spelling.quote);
}

function referenceSql(constraint: ForeignKey, spelling: ConstraintSpelling): string {
  const { references, match, onDelete, onUpdate } = constraint;
  return words(
    "REFERENCES",
    objectNameSql(constraint.table, spelling.quote),
    references.length > 0 && columnsSql(references, constraint, spelling),
    match !== "" && `MATCH ${match}`,
    onDelete !== "NO ACTION" && `ON DELETE ${spelling.deleteAction?.(constraint) ?? onDelete}`,
    onUpdate !== "NO ACTION" && `ON UPDATE ${onUpdate}`,
  );
}
