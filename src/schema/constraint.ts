import type { ObjectName, Options } from "./schema.ts";

/** What happens to a row when the one that it names goes away or changes its key. */
export type KeyAction = "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

/** When a constraint is checked: at once, or at the end of the transaction if it is told so, or always then. */
export type Deferral = "immediate" | "deferrable" | "deferred";

interface Named {
  /** Empty where it has none, or only one that the engine has made up. */
  readonly name: string;
  readonly comment: string;
  /** Such as SQLite's `conflict`, MySQL's `prefix` lengths, PostgreSQL's `notValid`, `noInherit`, `using`. */
  readonly options: Options;
}

/** The columns that tell rows apart. */
export interface PrimaryKey extends Named {
  readonly kind: "primaryKey";
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly deferral: Deferral;
}

/** Columns that no two rows share. */
export interface UniqueConstraint extends Named {
  readonly kind: "unique";
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  readonly deferral: Deferral;
}

/** A condition that each row meets. */
export interface CheckConstraint extends Named {
  readonly kind: "check";
  readonly condition: string;
}

/** Columns that name a row of another table. */
export interface ForeignKey extends Named {
  readonly kind: "foreignKey";
  readonly columns: readonly string[];
  readonly table: ObjectName;
  /** Empty where it is the other table's primary key, and the engine keeps it unsaid. */
  readonly references: readonly string[];
  readonly onDelete: KeyAction;
  readonly onUpdate: KeyAction;
  /** `FULL`, `PARTIAL`; empty for SIMPLE. */
  readonly match: string;
  readonly deferral: Deferral;
}

/** PostgreSQL's EXCLUDE: no two rows for which all operators say yes. */
export interface ExcludeConstraint extends Named {
  readonly kind: "exclude";
  /** Access method, such as `gist`. */
  readonly using: string;
  /** Column or parenthesised expression (with opclass and order as SQL), and the operator. */
  readonly elements: readonly { readonly sql: string; readonly operator: string }[];
  readonly where: string;
  readonly include: readonly string[];
  readonly deferral: Deferral;
}

/** A rule that a table keeps. */
export type Constraint = PrimaryKey | UniqueConstraint | CheckConstraint | ForeignKey | ExcludeConstraint;

/** The kinds, as `dropConstraint` names them. */
export type ConstraintKind = Constraint["kind"];
