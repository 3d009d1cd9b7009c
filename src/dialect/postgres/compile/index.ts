import type { CreateIndex, DropIndex } from "../../../operation/operation.ts";
import type { Index, IndexPart } from "../../../schema/index.ts";
import type { ObjectName } from "../../../schema/schema.ts";
import { indexPartsSql } from "../../ansi/compile/index_part.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { namesSql, objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { parametersOf, postgresOptions } from "../options.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { collationSql } from "./column_clauses.ts";
import { indexName, newComment } from "./comment.ts";
import { parametersSql } from "./parameters.ts";
import { needsVersion } from "./version.ts";

/** CREATE INDEX, and its comment. */
export function createIndex(
  operation: CreateIndex,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  const { table, index, concurrently, ifNotExists } = operation;
  if (index.name === "" && (ifNotExists || index.comment !== "")) {
    refuse("An index without a name is neither found nor commented", "Give it a name");
  }
  const sql = words(
    index.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX",
    concurrently && "CONCURRENTLY",
    ifNotExists && "IF NOT EXISTS",
    index.name !== "" && quote(index.name),
    "ON",
    indexSql(table, index, server),
  );
  return [{ sql }, ...newComment(`INDEX ${indexName(table, index.name)}`, index.comment)];
}

/** DROP INDEX. */
export function dropIndex(operation: DropIndex): readonly CompiledStatement[] {
  const { table, name, concurrently, ifExists } = operation;
  return [{
    sql: words("DROP INDEX", concurrently && "CONCURRENTLY", ifExists && "IF EXISTS", indexName(table, name)),
  }];
}

/** What follows ON. */
function indexSql(table: ObjectName, index: Index, server: Server): string {
  if (index.nullsNotDistinct) {
    needsVersion(server, 15, "NULLS NOT DISTINCT", "Index an expression without NULLs, such as coalesce()");
  }
  const parameters = parametersOf(index.options, postgresOptions.index);
  const { tablespace } = index.options;
  return words(
    objectNameSql(table, quote),
    index.using !== "" && `USING ${quote(index.using)}`,
    indexPartsSql(index.parts, { quote, partTail, bareCalls: true }),
    index.include.length > 0 && `INCLUDE ${namesSql(index.include, quote)}`,
    index.nullsNotDistinct && "NULLS NOT DISTINCT",
    parameters.length > 0 && `WITH ${parametersSql(parameters)}`,
    tablespace !== undefined && `TABLESPACE ${quote(tablespace)}`,
    index.where !== "" && `WHERE ${index.where}`,
  );
}

function partTail(part: IndexPart): readonly string[] {
  if (part.length !== undefined) {
    refuse("PostgreSQL indexes no prefix of a column", "Index an expression, such as left(title, 20)");
  }
  const collation = part.collation === "" ? "" : `COLLATE ${collationSql(part.collation)}`;
  return [collation, part.operatorClass];
}
