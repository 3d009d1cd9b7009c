import type { CreateIndex, DropIndex } from "../../../operation/operation.ts";
import type { Index, IndexPart } from "../../../schema/index.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { INDEX_OPTIONS } from "../options.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
import { conditional, isMariadb } from "./product.ts";

/** CREATE INDEX. With `concurrently` the server must let others write meanwhile, and refuses where it cannot. */
export function createIndex(
  operation: CreateIndex,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  const { table, index, concurrently, ifNotExists } = operation;
  if (index.name === "") refuse("An index needs a name here", "Give it one");
  const sql = words(
    "CREATE",
    indexKind(index),
    conditional("IF NOT EXISTS", ifNotExists, "an index", server),
    quote(index.name),
    "ON",
    objectNameSql(table, quote),
    partsSql(index, server),
    indexTail(index, server),
    concurrently && "LOCK = NONE",
  );
  return [{ sql }];
}

/** DROP INDEX; MariaDB takes LOCK only from ALTER TABLE. */
export function dropIndex(operation: DropIndex, { server }: CompileContext): readonly CompiledStatement[] {
  const { table, name, concurrently, ifExists } = operation;
  if (table === undefined) refuse(...UNPLACED);
  const known = words(conditional("IF EXISTS", ifExists, "an index", server), quote(name));
  const place = objectNameSql(table, quote);
  const sql = concurrently
    ? `ALTER TABLE ${place} DROP INDEX ${known}, LOCK = NONE`
    : `DROP INDEX ${known} ON ${place}`;
  return [{ sql }];
}

const UNPLACED = [
  "MySQL knows an index only by its table",
  'Say which: op.dropIndex("ix_task_rank", { table: "task" })',
] as const;

/** An index as it stands in CREATE TABLE, and behind ADD; `condition` comes before its name. */
export function indexLine(index: Index, server: Server, condition = ""): string {
  const name = index.name !== "" && quote(index.name);
  return words(indexKind(index), condition, name, partsSql(index, server), indexTail(index, server));
}

function indexKind({ unique, using }: Index): string {
  const special = using === "fulltext" || using === "spatial";
  if (special && unique) refuse(`A ${using} index cannot be unique`, "Leave `unique` out");
  return special ? `${using.toUpperCase()} INDEX` : unique ? "UNIQUE INDEX" : "INDEX";
}

const METHODS: ReadonlySet<string> = new Set(["", "btree", "hash", "fulltext", "spatial"]);

function partsSql(index: Index, server: Server): string {
  if (!METHODS.has(index.using)) {
    refuse(`MySQL has no index method '${index.using}'`, "Take btree, hash, fulltext or spatial");
  }
  if (index.where !== "") {
    refuse(
      "MySQL has no partial indexes",
      "Index a generated column that is NULL for the other rows, or index all rows",
    );
  }
  if (index.include.length > 0) refuse("MySQL's indexes include no further columns", "Add them to the key");
  if (index.nullsNotDistinct) refuse("To MySQL two NULLs are never the same", "Make the columns NOT NULL");
  return `(${index.parts.map((part) => partSql(part, server)).join(", ")})`;
}

function partSql(part: IndexPart, server: Server): string {
  if (part.operatorClass !== "" || part.collation !== "") {
    refuse("MySQL indexes a column by its own collation only", "Leave operator class and collation out");
  }
  if (part.nulls !== "" && part.nulls !== (part.descending ? "last" : "first")) {
    refuse("To MySQL NULL is less than everything", "Leave the order of NULLs out");
  }
  const length = part.length === undefined ? "" : `(${part.length})`;
  return `${subject(part, server)}${length}${part.descending ? " DESC" : ""}`;
}

function subject({ on }: IndexPart, server: Server): string {
  if (on.kind === "column") return quote(on.name);
  if (isMariadb(server)) {
    refuse(
      "MariaDB indexes columns only",
      `Add a column GENERATED ALWAYS AS (${on.sql}) and index that`,
    );
  }
  return `(${on.sql})`;
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(INDEX_OPTIONS));

function indexTail(index: Index, server: Server): readonly string[] {
  const unknown = Object.keys(index.options).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    refuse(
      `MySQL has no option '${unknown}' for an index`,
      `Leave it out; there are ${[...KNOWN].join(", ")}`,
    );
  }
  const { parser, keyBlockSize, invisible } = index.options;
  return [
    index.using === "btree" || index.using === "hash" ? `USING ${index.using.toUpperCase()}` : "",
    keyBlockSize === undefined ? "" : `KEY_BLOCK_SIZE = ${keyBlockSize}`,
    parser === undefined ? "" : `WITH PARSER ${quote(parser)}`,
    index.comment === "" ? "" : `COMMENT ${literal(index.comment)}`,
    invisible === undefined ? "" : isMariadb(server) ? "IGNORED" : "INVISIBLE",
  ];
}
