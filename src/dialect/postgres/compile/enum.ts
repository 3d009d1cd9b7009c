import type { AlterEnum, CreateEnum, DropEnum } from "../../../operation/operation.ts";
import type { ColumnType } from "../../../schema/column_type.ts";
import type { EnumType } from "../../../schema/schema.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import type { CompiledStatement } from "../../compiler.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
import { newComment } from "./comment.ts";

/** CREATE TYPE … AS ENUM, and its comment. */
export function createEnum({ type, ifNotExists }: CreateEnum): readonly CompiledStatement[] {
  const create = createEnumSql(type);
  const comment = newComment(`TYPE ${objectNameSql(type, quote)}`, type.comment);
  return [{ sql: ifNotExists ? unlessThere(create) : create }, ...comment];
}

/** The enumerations that columns bring with them are made where they are not there yet. */
export function enumsOf(types: readonly ColumnType[]): readonly CompiledStatement[] {
  const statements = types.flatMap((type) => {
    const bare = elementType(type);
    if (bare.kind !== "enum" || bare.values.length === 0) return [];
    return [unlessThere(createEnumSql({ ...bare.name, values: bare.values, comment: "" }))];
  });
  return [...new Set(statements)].map((sql) => ({ sql }));
}

/** ALTER TYPE … ADD VALUE or RENAME VALUE. */
export function alterEnum({ type, change, ifNotExists }: AlterEnum): readonly CompiledStatement[] {
  const opening = `ALTER TYPE ${objectNameSql(type, quote)}`;
  if (change.kind === "rename") {
    return [{ sql: `${opening} RENAME VALUE ${text(change.from)} TO ${text(change.to)}` }];
  }
  const { value, before, after } = change;
  const place = before === undefined
    ? after === undefined ? "" : `AFTER ${text(after)}`
    : `BEFORE ${text(before)}`;
  return [{ sql: words(opening, "ADD VALUE", ifNotExists && "IF NOT EXISTS", text(value), place) }];
}

/** DROP TYPE. */
export function dropEnum({ type, ifExists }: DropEnum): readonly CompiledStatement[] {
  return [{ sql: words("DROP TYPE", ifExists && "IF EXISTS", objectNameSql(type, quote)) }];
}

function createEnumSql(type: EnumType): string {
  return `CREATE TYPE ${objectNameSql(type, quote)} AS ENUM (${type.values.map(text).join(", ")})`;
}

/** CREATE TYPE has no IF NOT EXISTS. */
function unlessThere(create: string): string {
  let tag = "$$";
  for (let number = 1; create.includes(tag); number++) tag = `$retort${number}$`;
  return `DO ${tag}\nBEGIN\n  ${create};\nEXCEPTION WHEN duplicate_object THEN\n  NULL;\nEND\n${tag}`;
}

function elementType(type: ColumnType): ColumnType {
  return type.kind === "array" ? elementType(type.of) : type;
}

function text(value: string): string {
  return literal(value).trimStart();
}
