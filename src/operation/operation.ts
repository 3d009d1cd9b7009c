import type { Column } from "../schema/column.ts";
import type { Constraint, ConstraintKind } from "../schema/constraint.ts";
import type { Index } from "../schema/index.ts";
import type { DefinitionObject, EnumType, ObjectName, Sequence, Table } from "../schema/schema.ts";
import type { Value } from "../sql/statement.ts";

/** One change of a schema or of data, as plain data: it says what SQL would say, and no more. */
export type Operation =
  | CreateTable
  | DropTable
  | RenameTable
  | AddColumn
  | DropColumn
  | AlterColumn
  | AddConstraint
  | DropConstraint
  | ValidateConstraint
  | CreateIndex
  | DropIndex
  | AlterTable
  | CreateEnum
  | AlterEnum
  | DropEnum
  | CreateSequence
  | AlterSequence
  | DropSequence
  | CreateNamespace
  | DropNamespace
  | CreateDefinition
  | ReplaceDefinition
  | DropDefinition
  | SetComment
  | LockTable
  | BulkInsert
  | Execute;

/** A table with its columns, its constraints and its indexes. */
export interface CreateTable {
  readonly kind: "createTable";
  readonly table: Table;
  readonly ifNotExists: boolean;
}

/** `dropTable`. */
export interface DropTable {
  readonly kind: "dropTable";
  readonly table: ObjectName;
  readonly ifExists: boolean;
  /** With what depends on it, such as views; for engines that can. */
  readonly cascade: boolean;
}

/** Gives a table another name in the schema where it is. */
export interface RenameTable {
  readonly kind: "renameTable";
  readonly table: ObjectName;
  readonly to: string;
}

/** `addColumn`. */
export interface AddColumn {
  readonly kind: "addColumn";
  readonly table: ObjectName;
  readonly column: Column;
  /** What the column's own definition says beside it: a reference, a unique key, a check. */
  readonly constraints: readonly Constraint[];
  readonly ifNotExists: boolean;
}

/** `dropColumn`. */
export interface DropColumn {
  readonly kind: "dropColumn";
  readonly table: ObjectName;
  readonly column: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

/** Changes one column; what `change` does not name stays. `name` is its new name. */
export interface AlterColumn {
  readonly kind: "alterColumn";
  readonly table: ObjectName;
  readonly column: string;
  readonly change: Partial<Column>;
  /** An expression that makes the new type's value from the old one; empty for the engine's own cast. */
  readonly using: string;
  /** What the column is, for engines that must write it whole and have no database to ask. */
  readonly existing?: Partial<Column>;
}

/** `addConstraint`. */
export interface AddConstraint {
  readonly kind: "addConstraint";
  readonly table: ObjectName;
  readonly constraint: Constraint;
}

/** `dropConstraint`. */
export interface DropConstraint {
  readonly kind: "dropConstraint";
  readonly table: ObjectName;
  readonly name: string;
  /** Needed where the engine has a statement of its own for each kind. */
  readonly type?: ConstraintKind;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

/** Looks at the rows that a constraint made `notValid` has passed over. */
export interface ValidateConstraint {
  readonly kind: "validateConstraint";
  readonly table: ObjectName;
  readonly name: string;
}

/** `createIndex`. */
export interface CreateIndex {
  readonly kind: "createIndex";
  readonly table: ObjectName;
  readonly index: Index;
  readonly concurrently: boolean;
  readonly ifNotExists: boolean;
}

/** `dropIndex`. */
export interface DropIndex {
  readonly kind: "dropIndex";
  /** MySQL needs it; elsewhere it says in which schema the index is. */
  readonly table?: ObjectName;
  readonly name: string;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
}

/** Several changes of one table at once: one rebuild on SQLite, one after the other elsewhere. */
export interface AlterTable {
  readonly kind: "alterTable";
  readonly table: ObjectName;
  readonly changes: readonly TableChange[];
  /** SQLite: `always` copies even where ALTER TABLE could, `never` refuses where it could not. */
  readonly rebuild: "auto" | "always" | "never";
  /** SQLite: what the table is, for scripts that are written without a database. */
  readonly existing?: Table;
}

/** What can stand in a batch: changes of one table that leave it where it is. */
export type TableChange =
  | AddColumn
  | DropColumn
  | AlterColumn
  | AddConstraint
  | DropConstraint
  | CreateIndex
  | DropIndex;

/** `createEnum`. */
export interface CreateEnum {
  readonly kind: "createEnum";
  readonly type: EnumType;
  readonly ifNotExists: boolean;
}

/** `alterEnum`. */
export interface AlterEnum {
  readonly kind: "alterEnum";
  readonly type: ObjectName;
  readonly change:
    | { readonly kind: "add"; readonly value: string; readonly before?: string; readonly after?: string }
    | { readonly kind: "rename"; readonly from: string; readonly to: string };
  readonly ifNotExists: boolean;
}

/** `dropEnum`. */
export interface DropEnum {
  readonly kind: "dropEnum";
  readonly type: ObjectName;
  readonly ifExists: boolean;
}

/** `createSequence`. */
export interface CreateSequence {
  readonly kind: "createSequence";
  readonly sequence: Sequence;
  readonly ifNotExists: boolean;
}

/** `alterSequence`. */
export interface AlterSequence {
  readonly kind: "alterSequence";
  readonly sequence: ObjectName;
  readonly change: Partial<Omit<Sequence, "schema" | "name">>;
}

/** `dropSequence`. */
export interface DropSequence {
  readonly kind: "dropSequence";
  readonly sequence: ObjectName;
  readonly ifExists: boolean;
}

/** A schema inside the database. */
export interface CreateNamespace {
  readonly kind: "createNamespace";
  readonly name: string;
  readonly comment: string;
  readonly ifNotExists: boolean;
}

/** `dropNamespace`. */
export interface DropNamespace {
  readonly kind: "dropNamespace";
  readonly name: string;
  readonly ifExists: boolean;
}

/** Something known by its text; its comment goes with it. */
export interface CreateDefinition {
  readonly kind: "createDefinition";
  readonly object: DefinitionObject;
}

/** `replaceDefinition`. */
export interface ReplaceDefinition {
  readonly kind: "replaceDefinition";
  readonly object: DefinitionObject;
}

/** `dropDefinition`. */
export interface DropDefinition {
  readonly kind: "dropDefinition";
  readonly object: DefinitionObject;
}

/** A comment on something that is no column (`alterColumn` has those); empty takes it away. */
export interface SetComment {
  readonly kind: "setComment";
  readonly on:
    | { readonly kind: "table" | "enum" | "sequence"; readonly name: ObjectName }
    | { readonly kind: "namespace"; readonly name: string }
    | { readonly kind: "index"; readonly table: ObjectName; readonly name: string }
    | { readonly kind: "constraint"; readonly table: ObjectName; readonly name: string }
    | { readonly kind: "definition"; readonly object: DefinitionObject };
  readonly comment: string;
}

/** Keeps others from writing to a table until the transaction ends. */
export interface LockTable {
  readonly kind: "lockTable";
  readonly table: ObjectName;
  /** PostgreSQL's mode, `read` or `write` on MySQL; empty for the one that keeps everybody out. */
  readonly mode: string;
}

/** `bulkInsert`. */
export interface BulkInsert {
  readonly kind: "bulkInsert";
  readonly table: ObjectName;
  /** The columns that the rows have; all rows have the same. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** SQL of the user's own: between two parts stands one value, which is bound. */
export interface Execute {
  readonly kind: "execute";
  readonly parts: readonly string[];
  readonly values: readonly Value[];
}
