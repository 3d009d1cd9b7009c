import type { CreateTable } from "../../../operation/operation.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { ObjectName, Table } from "../../../schema/schema.ts";
import { createTableSql } from "../../ansi/compile/table.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompiledStatement } from "../../compiler.ts";
import { sqliteLiteral } from "../literal.ts";
import { sqliteOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { createIndex } from "./index.ts";
import { checkOptions, tableSpelling } from "./table_spelling.ts";

/** CREATE TABLE, and its indexes. SQLite keeps no comments. */
export function createTable({ table, ifNotExists }: CreateTable): readonly CompiledStatement[] {
  checkTable(table);
  const local = { ...table, constraints: table.constraints.map((each) => localReference(each, table)) };
  return [
    { sql: createTableSql(local, ifNotExists, tableSpelling(local)) },
    ...table.columns.flatMap(({ generation }) =>
      generation.kind === "identity" ? firstNumber(table, generation.options.start) : []
    ),
    ...table.indexes.flatMap((index) =>
      createIndex({ kind: "createIndex", table, index, concurrently: false, ifNotExists })
    ),
  ];
}

/** A foreign key names a table of its own database, without saying which that is. */
export function localReference(constraint: Constraint, table: ObjectName): Constraint {
  if (constraint.kind !== "foreignKey" || constraint.table.schema === undefined) return constraint;
  if ((table.schema ?? "main") !== constraint.table.schema) {
    refuse("SQLite's foreign keys cannot leave their database", "Keep both tables in one file");
  }
  return { ...constraint, table: { name: constraint.table.name } };
}

function checkTable({ options, partitionBy, partitionOf, inherits }: Table): void {
  checkOptions(options, [sqliteOptions.strict, sqliteOptions.withoutRowid], "table");
  if (partitionBy !== undefined || partitionOf !== undefined) {
    refuse("SQLite has no partitions", "Keep all rows in one table, and index the column that parts them");
  }
  if (inherits !== undefined && inherits.length > 0) {
    refuse("SQLite's tables inherit nothing", "Write the columns in each table");
  }
}

/** AUTOINCREMENT goes on behind the number that stands here. */
function firstNumber(table: ObjectName, start: string | undefined): readonly CompiledStatement[] {
  if (start === undefined || start === "1") return [];
  const counters = objectNameSql({ ...table, name: "sqlite_sequence" }, quote);
  const last = BigInt(start) - 1n;
  return [{ sql: `INSERT INTO ${counters} (name, seq) VALUES (${sqliteLiteral(table.name)}, ${last})` }];
}
