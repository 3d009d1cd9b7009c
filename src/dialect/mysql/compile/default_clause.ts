import type { Default } from "../../../schema/column.ts";
import type { ColumnType } from "../../../schema/column_type.ts";
import { isTrivia, tokenize } from "../../../sql/lexer.ts";
import { defaultValueSql } from "../../ansi/compile/default_value.ts";
import type { Server } from "../../dialect.ts";
import { mysqlLexicon } from "../lexicon.ts";
import { literal } from "../quote.ts";
import { typeSql } from "../type.ts";
import { isMariadb } from "./product.ts";

/** The value of a default, in parentheses where the server wants them. */
export function defaultSql(
  value: Exclude<Default, { kind: "none" }>,
  type: ColumnType | undefined,
  server: Server,
): string {
  if (value.kind === "expression") return expressionSql(value.sql, server);
  const sql = defaultValueSql(value.value, type, literal);
  return sql !== "NULL" && !isMariadb(server) && takesNoLiteral(type) ? `(${sql})` : sql;
}

/** MySQL's manual, "Data Type Default Values": these have expressions only, and a literal in parentheses is one. */
function takesNoLiteral(type: ColumnType | undefined): boolean {
  return type !== undefined &&
    /^(?:json|(?:tiny|medium|long)?(?:text|blob)|geometry|point)\b/i.test(typeSql(type));
}

interface Token {
  readonly kind: string;
  readonly text: string;
}

/** Literals and the time stand bare; MariaDB lets calls do so too; all else is put in parentheses. */
function expressionSql(sql: string, server: Server): string {
  const tokens = [...tokenize(sql, mysqlLexicon)].filter(({ kind }) => !isTrivia(kind))
    .map(({ kind, start, end }) => ({ kind, text: sql.slice(start, end) }));
  return isBare(tokens) || isEnclosed(tokens, 0) || isCall(tokens, server) ? sql : `(${sql})`;
}

/** A literal, with its sign or its character set, or a word such as TRUE. */
function isBare(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (first === undefined) return true;
  if (tokens.length === 1) return first.kind !== "quotedIdentifier";
  if (tokens.length > 2) return false;
  const signed = (first.text === "-" || first.text === "+") && second?.kind === "number";
  return signed || (first.kind === "word" && second?.kind === "string");
}

function isCall(tokens: readonly Token[], server: Server): boolean {
  const [first] = tokens;
  if (first?.kind !== "word" || !isEnclosed(tokens, 1)) return false;
  return isMariadb(server) || /^(?:CURRENT_TIMESTAMP|NOW|LOCALTIME|LOCALTIMESTAMP)$/i.test(first.text);
}

/** Whether one pair of parentheses holds everything from a token on. */
function isEnclosed(tokens: readonly Token[], from: number): boolean {
  if (tokens[from]?.text !== "(") return false;
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at]?.text === "(") depth++;
    if (tokens[at]?.text === ")" && --depth === 0) return at === tokens.length - 1;
  }
  return false;
}
