import { applyToTable } from "../../../operation/apply_to_table.ts";
import { sameIdentifier } from "../../../operation/name_rules.ts";
import type {
  AddColumn,
  AlterTable,
  DropColumn,
  DropTable,
  LockTable,
  RenameTable,
  TableChange,
  ValidateConstraint,
} from "../../../operation/operation.ts";
import type { ObjectName, Table } from "../../../schema/schema.ts";
import { constraintSql } from "../../ansi/compile/constraint.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { columnSql } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { CONSTRAINT_OPTIONS } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { alterColumnClauses, tableOf } from "./alter_column.ts";
import { ChangeGroups } from "./change_groups.ts";
import { checkCounting } from "./counting_column.ts";
import { dropConstraintClause } from "./drop_constraint.ts";
import { indexLine } from "./index.ts";
import { mysqlNames } from "../name_rules.ts";
import { conditional } from "./product.ts";
import { columnChecks, standsInColumn, tableSpelling } from "./table_spelling.ts";

/** One change as an ALTER TABLE of its own. */
export function changeTable(
  change: Exclude<TableChange, { kind: "createIndex" | "dropIndex" }>,
  context: CompileContext,
): readonly CompiledStatement[] {
  const table = tableOf(context.schema.tables, change.table);
  return alteration(change.table, clausesOf(change, change.table, table, context.server));
}

/** Several changes, as many of them in one statement as can share it. */
export function alterTable(operation: AlterTable, context: CompileContext): readonly CompiledStatement[] {
  const name = operation.table;
  let table = tableOf(context.schema.tables, name) ?? operation.existing;
  const statements: string[][] = [[]];
  const groups = new ChangeGroups();
  for (const change of operation.changes) {
    if (groups.begins(change)) statements.push([]);
    statements.at(-1)?.push(...clausesOf(change, name, table, context.server));
    table = table && afterwards(table, change);
  }
  return statements.flatMap((clauses) => alteration(name, clauses));
}

/** As far as a later change of the same batch may ask for it; what does not fit together the server refuses. */
function afterwards(table: Table, change: TableChange): Table {
  switch (change.kind) {
    case "addColumn": {
      const { columns, constraints } = withoutColumn(table, change.column.name);
      return {
        ...table,
        columns: [...columns, change.column],
        constraints: [...constraints, ...change.constraints],
      };
    }
    case "dropColumn":
      return withoutColumn(table, change.column);
    case "alterColumn":
      return applyToTable(table, change, mysqlNames);
    default:
      return table;
  }
}

/** Its own check goes with a column. */
function withoutColumn(table: Table, gone: string): Table {
  const same = (name: string) => sameIdentifier(name, gone, mysqlNames);
  const own = columnChecks(table.constraints).filter(({ options }) =>
    same(options[CONSTRAINT_OPTIONS.column] ?? "")
  );
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !same(name)),
    constraints: table.constraints.filter((each) => !own.some((check) => check === each)),
  };
}

function clausesOf(
  change: TableChange,
  name: ObjectName,
  table: Table | undefined,
  server: Server,
): readonly string[] {
  switch (change.kind) {
    case "addColumn":
      return addColumnClauses(change, server);
    case "dropColumn":
      return [dropColumnClause(change, server)];
    case "alterColumn":
      return alterColumnClauses({ ...change, table: name }, table, server);
    case "addConstraint":
      return [`ADD ${constraintSql(change.constraint, tableSpelling(server))}`];
    case "dropConstraint":
      return [dropConstraintClause(change, table, server)];
    case "createIndex":
      return [
        `ADD ${
          indexLine(
            change.index,
            server,
            conditional("IF NOT EXISTS", change.ifNotExists, "an index", server),
          )
        }`,
      ];
    case "dropIndex":
      return [
        words(
          "DROP INDEX",
          conditional("IF EXISTS", change.ifExists, "an index", server),
          quote(change.name),
        ),
      ];
  }
}

/** The column with what can stand with it; references never can, and names need a clause of their own. */
function addColumnClauses(
  { column, constraints, ifNotExists }: AddColumn,
  server: Server,
): readonly string[] {
  checkCounting([column], constraints, []);
  const checks = columnChecks(constraints);
  const within = constraints.filter((each) => standsInColumn(each, constraints, checks));
  const spelling = tableSpelling(server, checks);
  const apart = constraints.filter((each) =>
    !within.includes(each) && !checks.some((check) => check === each)
  );
  const condition = conditional("IF NOT EXISTS", ifNotExists, "a column", server);
  return [
    words("ADD COLUMN", condition, columnSql(column, { constraints: within, options: {} }, spelling)),
    ...apart.map((each) => `ADD ${constraintSql(each, spelling)}`),
  ];
}

function dropColumnClause({ column, ifExists, cascade }: DropColumn, server: Server): string {
  if (cascade) refuse("MySQL drops nothing along with a column", "Drop what needs it before it");
  return words("DROP COLUMN", conditional("IF EXISTS", ifExists, "a column", server), quote(column));
}

function alteration(table: ObjectName, clauses: readonly string[]): readonly CompiledStatement[] {
  if (clauses.length === 0) return [];
  const opening = `ALTER TABLE ${objectNameSql(table, quote)}`;
  const sql = clauses.length === 1
    ? `${opening} ${clauses.join()}`
    : `${opening}\n  ${clauses.join(",\n  ")}`;
  return [{ sql }];
}

/** ALTER TABLE … RENAME TO; a name without its database would move the table into the current one. */
export function renameTable({ table, to }: RenameTable): readonly CompiledStatement[] {
  const name = table.schema === undefined ? { name: to } : { schema: table.schema, name: to };
  return alteration(table, [`RENAME TO ${objectNameSql(name, quote)}`]);
}

/** DROP TABLE. */
export function dropTable({ table, ifExists, cascade }: DropTable): readonly CompiledStatement[] {
  if (cascade) {
    refuse(
      "MySQL drops nothing along with a table",
      "Drop the views and foreign keys that need it before it",
    );
  }
  return [{ sql: words("DROP TABLE", ifExists && "IF EXISTS", objectNameSql(table, quote)) }];
}

/** Refused: there are none that have passed over rows. */
export function validateConstraint({ name }: ValidateConstraint): never {
  refuse(
    `MySQL has looked at all rows when '${name}' was added`,
    'Leave validateConstraint() out on MySQL: `if (op.dialect !== "mysql") …`',
  );
}

/** Refused: LOCK TABLES ends the transaction, and shuts the session out of the ledger and of all other tables. */
export function lockTable({ table }: LockTable): never {
  refuse(
    "LOCK TABLES would commit what is open and shut retort out of its own ledger",
    `ALTER TABLE locks by itself; to keep rows as they are, SELECT … FROM ${
      objectNameSql(table, quote)
    } FOR UPDATE ` +
      "in the transaction that changes them",
  );
}
