import type { AlterSequence, CreateSequence, DropSequence } from "../../../operation/operation.ts";
import type { Sequence } from "../../../schema/schema.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
import { isMariadb } from "./product.ts";

/** CREATE SEQUENCE of MariaDB. */
export function createSequence(
  { sequence, ifNotExists }: CreateSequence,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  needsMariadb(server);
  const comment = sequence.comment !== "" && `COMMENT=${literal(sequence.comment)}`;
  const name = objectNameSql(sequence, quote);
  return [{
    sql: words(
      "CREATE SEQUENCE",
      ifNotExists && "IF NOT EXISTS",
      name,
      optionWords(sequence, server),
      comment,
    ),
  }];
}

/** ALTER SEQUENCE; its comment is that of the table that it is underneath. */
export function alterSequence(
  { sequence, change }: AlterSequence,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  needsMariadb(server);
  const name = objectNameSql(sequence, quote);
  const options = optionWords(change, server);
  return [
    options.length === 0 ? [] : { sql: words("ALTER SEQUENCE", name, options) },
    change.comment === undefined ? [] : { sql: `ALTER TABLE ${name} COMMENT = ${literal(change.comment)}` },
  ].flat();
}

/** DROP SEQUENCE. */
export function dropSequence(
  { sequence, ifExists }: DropSequence,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  needsMariadb(server);
  return [{ sql: words("DROP SEQUENCE", ifExists && "IF EXISTS", objectNameSql(sequence, quote)) }];
}

function needsMariadb(server: Server): void {
  if (isMariadb(server)) return;
  refuse("MySQL has no sequences", "Let a column count by itself: t.bigint(…).identity()");
}

/** MariaDB's sequences have types from 11.5 on. */
const TYPED: readonly [number, number] = [11, 5];

function optionWords(
  options: Partial<Sequence>,
  { versionNumbers: [major, minor] }: Server,
): readonly string[] {
  const { type, start, increment, minimum, maximum, cache, cycle, ownedBy } = options;
  if (ownedBy !== undefined) {
    refuse("MariaDB's sequences belong to no column", "Drop it when the column goes");
  }
  const typed = major > TYPED[0] || (major === TYPED[0] && minor >= TYPED[1]);
  if (type !== undefined && !typed && type.toLowerCase() !== "bigint") {
    refuse(`MariaDB ${major}.${minor} has sequences of bigint only`, "Say a maximum instead of a type");
  }
  return [
    type === undefined || !typed ? "" : `AS ${type}`,
    start === undefined ? "" : `START WITH ${start}`,
    increment === undefined ? "" : `INCREMENT BY ${increment}`,
    minimum === undefined ? "" : `MINVALUE ${minimum}`,
    maximum === undefined ? "" : `MAXVALUE ${maximum}`,
    cache === undefined ? "" : cache === "0" ? "NOCACHE" : `CACHE ${cache}`,
    cycle === undefined ? "" : cycle ? "CYCLE" : "NOCYCLE",
  ].filter((word) => word !== "");
}
