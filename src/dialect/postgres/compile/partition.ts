import type { Column, Default } from "../../../schema/column.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import { sameName, type Schema, type Table } from "../../../schema/schema.ts";
import { constraintSql } from "../../ansi/compile/constraint.ts";
import { layOut, words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { createTableSql, type TableSpelling } from "../../ansi/compile/table.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { defaultClause } from "./column_clauses.ts";
import { tableSpelling } from "./table_spelling.ts";

/**
 * A partition: PARTITION OF with what it has of its own beside its parent. Where its columns stand in another order than
 * its parent's, it is made by itself and attached.
 */
export function createPartition(
  table: Table,
  ifNotExists: boolean,
  context: CompileContext,
): readonly CompiledStatement[] {
  const spelling = tableSpelling(context.server);
  const { partitionOf, ...plain } = table;
  if (partitionOf === undefined) return [];
  const parent = context.schema.tables.find((each) => sameName(each, partitionOf.table));
  const parentName = objectNameSql(partitionOf.table, quote);
  const bound = boundSql(partitionOf.bound);
  if (parent !== undefined && namesOf(parent) !== namesOf(table)) {
    const attach = `ALTER TABLE ${parentName} ATTACH PARTITION ${objectNameSql(table, quote)} ${bound}`;
    const columns = table.columns.map((column) => withoutIdentity(column, counterpart(column, parent)));
    const whole = {
      ...plain,
      columns,
      constraints: [...checksAbove(table, context.schema), ...plain.constraints],
    };
    return [{ sql: createTableSql(whole, ifNotExists, spelling) }, { sql: attach }];
  }
  const opening = words(
    spelling.opening(table),
    ifNotExists && "IF NOT EXISTS",
    `${objectNameSql(table, quote)} PARTITION OF ${parentName}`,
  );
  const lines = ownLines(table, parent, spelling);
  const closing = `${bound}${spelling.closing(table).replace(/^ /, "\n")}`;
  const sql = lines.length === 0
    ? `${opening}\n  ${closing.replaceAll("\n", "\n  ")}`
    : layOut(opening, lines, ` ${closing}`);
  return [{ sql }, ...withoutDefaults(table, parent), ...compressions(table, parent)];
}

/** A table that is attached is given the identity of the one above, and must have none of its own. */
function withoutIdentity(column: Column, above: Column | undefined): Column {
  const given = column.generation.kind === "identity" && above?.generation.kind === "identity";
  return given ? { ...column, nullable: false, generation: { kind: "none" } } : column;
}

/** A table that is attached must have all checks of those above it already; keys and references it is given. */
function checksAbove(table: Table, schema: Schema): readonly Constraint[] {
  const names = new Set(table.constraints.map(({ name }) => name));
  const found: Constraint[] = [];
  for (let each = parentOf(table, schema); each !== undefined; each = parentOf(each, schema)) {
    for (const constraint of each.constraints) {
      if (constraint.kind !== "check" || constraint.name === "" || names.has(constraint.name)) continue;
      names.add(constraint.name);
      found.push({ ...constraint, comment: "" });
    }
  }
  return found;
}

function parentOf({ partitionOf }: Table, { tables }: Schema): Table | undefined {
  return partitionOf === undefined ? undefined : tables.find((each) => sameName(each, partitionOf.table));
}

function boundSql(bound: string): string {
  return /^(?:FOR VALUES|DEFAULT)\b/i.test(bound) ? bound : `FOR VALUES ${bound}`;
}

function namesOf({ columns }: Table): string {
  return JSON.stringify(columns.map(({ name }) => name));
}

function ownLines(table: Table, parent: Table | undefined, spelling: TableSpelling): readonly string[] {
  const columns = table.columns.flatMap((column) => {
    const clauses = ownClauses(column, counterpart(column, parent));
    return clauses === "" ? [] : [`${quote(column.name)} ${clauses}`];
  });
  return [...columns, ...table.constraints.map((each) => constraintSql(each, spelling))];
}

function counterpart({ name }: Column, parent: Table | undefined): Column | undefined {
  return parent?.columns.find((column) => column.name === name);
}

function ownClauses(column: Column, above: Column | undefined): string {
  if (column.options[postgresOptions.column.inherited] !== undefined) return "";
  const differs = above === undefined || !sameDefault(column.default, above.default);
  return words(
    !column.nullable && above?.nullable === true && "NOT NULL",
    differs && defaultClause(column.default, column.type),
  );
}

/** A partition gets its parent's defaults, also where it should have none. */
function withoutDefaults(table: Table, parent: Table | undefined): readonly CompiledStatement[] {
  const columns = table.columns.filter((column) => {
    if (column.options[postgresOptions.column.inherited] !== undefined) return false;
    const above = counterpart(column, parent)?.default ?? { kind: "none" };
    return column.default.kind === "none" && above.kind !== "none";
  });
  return columns.map(({ name }) => ({
    sql: `ALTER TABLE ${objectNameSql(table, quote)} ALTER COLUMN ${quote(name)} DROP DEFAULT`,
  }));
}

/** A partition's columns are compressed as its parent's are, unless told otherwise. */
function compressions(table: Table, parent: Table | undefined): readonly CompiledStatement[] {
  return table.columns.flatMap((column) => {
    const own = column.options[postgresOptions.column.compression] ?? "DEFAULT";
    const above = counterpart(column, parent)?.options[postgresOptions.column.compression] ?? "DEFAULT";
    if (parent === undefined || own === above) return [];
    return [{
      sql: `ALTER TABLE ${objectNameSql(table, quote)} ALTER COLUMN ${
        quote(column.name)
      } SET COMPRESSION ${own}`,
    }];
  });
}

function sameDefault(one: Default, other: Default): boolean {
  return defaultClause(one, undefined) === defaultClause(other, undefined);
}
