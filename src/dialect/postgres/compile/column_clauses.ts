import type { Column, Default, DefaultValue, Generation } from "../../../schema/column.ts";
import type { ColumnType } from "../../../schema/column_type.ts";
import { defaultValueSql } from "../../ansi/compile/default_value.ts";
import { words } from "../../ansi/compile/lay_out.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { type ColumnHome, inPrimaryKey } from "../../ansi/compile/table.ts";
import type { Server } from "../../dialect.ts";
import { postgresOptions } from "../options.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
import { typeSql } from "../type.ts";
import { needsCompression } from "./column_settings.ts";
import { sequenceOptionWords } from "./sequence_options.ts";
import { needsVersion } from "./version.ts";

/** What follows a column's name. */
export function columnClauses(column: Column, home: ColumnHome, server: Server): readonly string[] {
  const { compression } = column.options;
  if (compression !== undefined) needsCompression(server);
  return [
    columnTypeSql(column),
    compression === undefined ? "" : `COMPRESSION ${compression}`,
    column.collation === "" ? "" : `COLLATE ${collationSql(column.collation)}`,
    notNull(column, home, server),
    defaultClause(column.default, column.type),
    generationClause(column.generation, column.options[postgresOptions.column.sequence], server),
  ];
}

/** DEFAULT and its value; empty where there is none. */
export function defaultClause(value: Default, type: ColumnType | undefined): string {
  return value.kind === "none" ? "" : `DEFAULT ${defaultSql(value, type)}`;
}

/** The value of a default. */
export function defaultSql(value: Exclude<Default, { kind: "none" }>, type: ColumnType | undefined): string {
  if (value.kind === "expression") return value.sql;
  const list = type?.kind === "array" && Array.isArray(value.value);
  return list ? literal(arrayText(value.value)).trimStart() : defaultValueSql(value.value, type, literal);
}

/** A collation by its name, or as SQL where that says its schema. */
export function collationSql(collation: string): string {
  return collation.includes('"') ? collation : quote(collation);
}

/** GENERATED … AS IDENTITY or an expression; empty where neither is. */
export function generationClause(
  generation: Generation,
  sequence: string | undefined,
  server: Server,
): string {
  switch (generation.kind) {
    case "none":
    case "serial":
      return "";
    case "identity": {
      const options = [
        sequence === undefined ? [] : `SEQUENCE NAME ${sequence}`,
        ...sequenceOptionWords(generation.options),
      ];
      const how = generation.always ? "ALWAYS" : "BY DEFAULT";
      return words(`GENERATED ${how} AS IDENTITY`, inParentheses(options.flat()));
    }
    case "computed":
      if (!generation.stored) needsVersion(server, 18, "A generated column that is not stored", STORE_IT);
      return `GENERATED ALWAYS AS (${generation.sql}) ${generation.stored ? "STORED" : "VIRTUAL"}`;
  }
}

const STORE_IT = "Let it be stored, or compute it in a view";

function inParentheses(options: readonly string[]): string {
  return options.length === 0 ? "" : `(${options.join(" ")})`;
}

/** The key and an identity say NOT NULL by themselves, and so does serial. */
function notNull(column: Column, home: ColumnHome, server: Server): string {
  const { notNullName, notNullNoInherit, notNullNotValid } = column.options;
  if (column.nullable || notNullNotValid !== undefined) return "";
  if (notNullName !== undefined || notNullNoInherit !== undefined) {
    needsVersion(server, 18, "A NOT NULL with a name", "Leave its name out");
    return words(
      notNullName !== undefined && `CONSTRAINT ${quote(notNullName)}`,
      "NOT NULL",
      notNullNoInherit !== undefined && "NO INHERIT",
    );
  }
  const implied = column.generation.kind === "serial" || column.generation.kind === "identity";
  return implied || inPrimaryKey(column, home) ? "" : "NOT NULL";
}

function columnTypeSql(column: Column): string {
  const type = typeSql(column.type);
  if (column.generation.kind !== "serial") return type;
  const serial = SERIALS.get(type.toLowerCase());
  return serial ??
    refuse(`A serial column cannot be ${type}`, "Take integer, bigint or smallint, or an identity");
}

const SERIALS: ReadonlyMap<string, string> = new Map([
  ["integer", "serial"],
  ["int", "serial"],
  ["int4", "serial"],
  ["bigint", "bigserial"],
  ["int8", "bigserial"],
  ["smallint", "smallserial"],
  ["int2", "smallserial"],
]);

/** A list as the server reads an array: `{1,"a b",NULL}`. */
function arrayText(value: DefaultValue): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return `{${value.map(arrayText).join(",")}}`;
  if (typeof value !== "string") return String(value);
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
