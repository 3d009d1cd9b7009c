import type {
  AddColumn,
  AddConstraint,
  DropColumn,
  DropConstraint,
  DropTable,
  LockTable,
  RenameTable,
  ValidateConstraint,
} from "../../../operation/operation.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { ObjectName } from "../../../schema/schema.ts";
import { columnConstraintSql, constraintSql, deferralWords } from "../../ansi/compile/constraint.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { columnSql } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { laterSettings } from "./column_settings.ts";
import { columnSubject, constraintComment, newComment } from "./comment.ts";
import { enumsOf } from "./enum.ts";
import { tableSpelling } from "./table_spelling.ts";

/** ADD COLUMN with the constraints that can stand with it; the others and comments follow. */
export function addColumn(operation: AddColumn, { server }: CompileContext): readonly CompiledStatement[] {
  const { table, column, constraints, ifNotExists } = operation;
  const spelling = tableSpelling(server);
  const within = constraints.filter((each) => standsInColumn(each));
  const definition = columnSql(column, { constraints: [], options: {} }, spelling);
  const own = within.map((each) => columnConstraintSql(each, spelling));
  const alter = `ALTER TABLE ${objectNameSql(table, quote)}`;
  return [
    ...enumsOf([column.type]),
    { sql: words(alter, "ADD COLUMN", ifNotExists && "IF NOT EXISTS", definition, own) },
    ...laterSettings(column).map((action) => ({ sql: `${alter} ${action}` })),
    ...constraints.filter((each) => !within.includes(each)).map((each) => ({
      sql: `${alter} ADD ${constraintSql(each, spelling)}`,
    })),
    ...newComment(columnSubject(table, column.name), column.comment),
    ...constraints.flatMap((each) => constraintComment(table, each)),
  ];
}

/** DROP COLUMN. */
export function dropColumn({ table, column, ifExists, cascade }: DropColumn): readonly CompiledStatement[] {
  return alter(table, "DROP COLUMN", ifExists && "IF EXISTS", quote(column), cascade && "CASCADE");
}

/** ADD CONSTRAINT, and its comment. */
export function addConstraint(
  { table, constraint }: AddConstraint,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  const added = usingIndex(constraint) ?? constraintSql(constraint, tableSpelling(server));
  return [...alter(table, "ADD", added), ...constraintComment(table, constraint)];
}

/** DROP CONSTRAINT. */
export function dropConstraint(operation: DropConstraint): readonly CompiledStatement[] {
  const { table, name, ifExists, cascade } = operation;
  return alter(table, "DROP CONSTRAINT", ifExists && "IF EXISTS", quoteName(name), cascade && "CASCADE");
}

/** VALIDATE CONSTRAINT. */
export function validateConstraint({ table, name }: ValidateConstraint): readonly CompiledStatement[] {
  return alter(table, "VALIDATE CONSTRAINT", quoteName(name));
}

/** ALTER TABLE … RENAME TO. */
export function renameTable({ table, to }: RenameTable): readonly CompiledStatement[] {
  return alter(table, "RENAME TO", quote(to));
}

/** DROP TABLE. */
export function dropTable({ table, ifExists, cascade }: DropTable): readonly CompiledStatement[] {
  const name = objectNameSql(table, quote);
  return [{ sql: words("DROP TABLE", ifExists && "IF EXISTS", name, cascade && "CASCADE") }];
}

/** LOCK TABLE. */
export function lockTable({ table, mode }: LockTable): readonly CompiledStatement[] {
  const name = mode === "" ? "ACCESS EXCLUSIVE" : mode.replaceAll(/[_\s]+/g, " ").trim().toUpperCase();
  if (!LOCK_MODES.has(name)) {
    refuse(`PostgreSQL has no lock mode '${mode}'`, `Take one of ${[...LOCK_MODES].join(", ")}`);
  }
  return [{ sql: `LOCK TABLE ${objectNameSql(table, quote)} IN ${name} MODE` }];
}

const LOCK_MODES: ReadonlySet<string> = new Set([
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
]);

function alter(table: ObjectName, ...parts: readonly (string | false)[]): readonly CompiledStatement[] {
  return [{ sql: words(`ALTER TABLE ${objectNameSql(table, quote)}`, ...parts) }];
}

/** What is added as NOT VALID, or is on other columns too, is added by itself. */
function standsInColumn(constraint: Constraint): boolean {
  if (constraint.kind === "exclude" || constraint.options["notValid"] !== undefined) return false;
  return constraint.kind === "check" || constraint.columns.length === 1;
}

/** PRIMARY KEY USING INDEX and UNIQUE USING INDEX, which name no columns. */
function usingIndex(constraint: Constraint): string | undefined {
  const index = constraint.options[postgresOptions.constraint.using];
  if (index === undefined) return undefined;
  if (constraint.kind !== "primaryKey" && constraint.kind !== "unique") {
    refuse("Only a primary key or a unique constraint is made from an index", "Leave `using` out");
  }
  const kind = constraint.kind === "unique" ? "UNIQUE" : "PRIMARY KEY";

  return words(
    constraint.name !== "" && `CONSTRAINT ${quote(constraint.name)}`,
    `${kind} USING INDEX ${quote(index)}`,
    deferralWords(constraint.deferral),
  );
}

function quoteName(name: string): string {
  return name === "" ? refuse("A constraint is known by its name here", NAMES) : quote(name);
}

const NAMES = "Say the name that it has in the database: `\\d` of psql prints it";
