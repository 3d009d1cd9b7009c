import type { CreateIndex, DropIndex } from "../../../operation/operation.ts";
import type { Index, IndexPart } from "../../../schema/index.ts";
import { indexPartsSql } from "../../ansi/compile/index_part.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { nameBesideSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompiledStatement } from "../../compiler.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { checkOptions, collationSql } from "./table_spelling.ts";

/** CREATE INDEX. Nobody writes meanwhile, so that `concurrently` has nothing to say. */
export function createIndex({ table, index, ifNotExists }: CreateIndex): readonly CompiledStatement[] {
  checkIndex(index);
  const sql = words(
    index.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX",
    ifNotExists && "IF NOT EXISTS",
    nameBesideSql(table, index.name, quote),
    "ON",
    quote(table.name),
    indexPartsSql(index.parts.map(ordinaryNulls), { quote, partTail, bareCalls: true }),
    index.where !== "" && `WHERE ${index.where}`,
  );
  return [{ sql }];
}

/** DROP INDEX. */
export function dropIndex({ table, name, ifExists }: DropIndex): readonly CompiledStatement[] {
  return [{ sql: words("DROP INDEX", ifExists && "IF EXISTS", nameBesideSql(table, name, quote)) }];
}

function checkIndex(index: Index): void {
  checkOptions(index.options, [], "index");
  if (index.name === "") refuse("An index of SQLite needs a name", "Give it one");
  if (index.using !== "" && index.using !== "btree") {
    refuse(
      `SQLite has no index method '${index.using}'`,
      "Leave `using` out; for texts there are FTS5 tables",
    );
  }
  if (index.include.length > 0) {
    refuse("SQLite's indexes hold their key alone", "Put the columns at the key's end");
  }
  if (index.nullsNotDistinct) {
    refuse("In SQLite no NULL equals another", "Index an expression, such as coalesce(title, '')");
  }
}

/** NULLs are the smallest, and an index cannot have it otherwise. */
function ordinaryNulls(part: IndexPart): IndexPart {
  const ordinary = part.descending ? "last" : "first";
  if (part.nulls !== "" && part.nulls !== ordinary) {
    refuse(
      `SQLite's indexes cannot have NULLs ${part.nulls}`,
      "Leave `nulls` out, and order them in the query",
    );
  }
  return { ...part, nulls: "" };
}

function partTail(part: IndexPart): readonly string[] {
  if (part.operatorClass !== "") {
    refuse("SQLite has no operator classes", "Leave it out, or give a collation");
  }
  if (part.length !== undefined) {
    refuse("SQLite indexes no prefix of a column", "Index an expression, such as substr(title, 1, 20)");
  }
  return part.collation === "" ? [] : [`COLLATE ${collationSql(part.collation)}`];
}
