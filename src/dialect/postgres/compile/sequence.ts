import type { AlterSequence, CreateSequence, DropSequence } from "../../../operation/operation.ts";
import type { ObjectName, Sequence } from "../../../schema/schema.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import type { CompiledStatement } from "../../compiler.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { commentSql, newComment } from "./comment.ts";
import { sequenceOptionWords } from "./sequence_options.ts";

/** CREATE SEQUENCE, and its comment. */
export function createSequence({ sequence, ifNotExists }: CreateSequence): readonly CompiledStatement[] {
  const name = objectNameSql(sequence, quote);
  const options = [...sequenceOptionWords(sequence), ...ownedBy(sequence)];
  const create = sequence.unlogged === true ? "CREATE UNLOGGED SEQUENCE" : "CREATE SEQUENCE";
  const sql = words(create, ifNotExists && "IF NOT EXISTS", name, options);
  return [{ sql }, ...newComment(`SEQUENCE ${name}`, sequence.comment)];
}

/** ALTER SEQUENCE, and its comment where that changes. */
export function alterSequence({ sequence, change }: AlterSequence): readonly CompiledStatement[] {
  const name = objectNameSql(sequence, quote);
  const options = [...sequenceOptionWords(change), ...ownedBy(change)];
  return [
    options.length === 0 ? [] : { sql: words("ALTER SEQUENCE", name, options) },
    change.unlogged === undefined
      ? []
      : { sql: words("ALTER SEQUENCE", name, "SET", change.unlogged ? "UNLOGGED" : "LOGGED") },
    change.comment === undefined ? [] : commentSql(`SEQUENCE ${name}`, change.comment),
  ].flat();
}

/** DROP SEQUENCE. */
export function dropSequence({ sequence, ifExists }: DropSequence): readonly CompiledStatement[] {
  return [{ sql: words("DROP SEQUENCE", ifExists && "IF EXISTS", objectNameSql(sequence, quote)) }];
}

const LONGEST_NAME = 63;

/** The name that the server gives a serial column's sequence: the longer of the two names is cut where it must be. */
export function serialSequence(table: ObjectName, column: string): ObjectName {
  const room = LONGEST_NAME - "__seq".length;
  let [first, second] = [bytesOf(table.name), bytesOf(column)];
  while (first.length + second.length > room) {
    if (first.length > second.length) first = first.slice(0, -1);
    else second = second.slice(0, -1);
  }
  const name = `${wholeText(first)}_${wholeText(second)}_seq`;
  return table.schema === undefined ? { name } : { schema: table.schema, name };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A character that was cut in two is left out. */
function wholeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\uFFFD+$/, "");
}

function ownedBy(
  { ownedBy: owner }: Pick<Sequence, "ownedBy"> | { readonly ownedBy?: never },
): readonly string[] {
  return owner === undefined ? [] : [`OWNED BY ${objectNameSql(owner.table, quote)}.${quote(owner.column)}`];
}
