import type { Value } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";
import { ansiLiteral } from "../ansi/literal.ts";
import { quoteWith, quotingWhereNeeded } from "../ansi/quote.ts";
import { mysqlLexicon } from "./lexicon.ts";

const LONGEST_NAME = 64;

/**
 * An identifier in backticks.
 *
 * @throws {RetortError} `usage` for a name that the server would refuse.
 */
export function quote(identifier: string): string {
  const length = [...identifier].length;
  if (length > LONGEST_NAME) {
    throw new RetortError(
      "usage",
      `The name '${identifier}' has ${length} characters, and MySQL takes ${LONGEST_NAME}`,
      { hint: "Choose a shorter name" },
    );
  }
  return quoteWith("`", identifier);
}

/**
 * Functions that are told from names by the parenthesis right after them, or under IGNORE_SPACE by any; and VALUE, which
 * after INSERT INTO means VALUES.
 */
const FUNCTIONS =
  "VALUE ADDDATE BIT_AND BIT_OR BIT_XOR CAST COUNT CURDATE CURTIME DATE_ADD DATE_SUB EXTRACT " +
  "GROUP_CONCAT MAX MID MIN NOW POSITION SESSION_USER STD STDDEV STDDEV_POP STDDEV_SAMP SUBDATE SUBSTR " +
  "SUBSTRING SUM SYSDATE SYSTEM_USER TRIM VARIANCE VAR_POP VAR_SAMP";

/** An identifier, in backticks only where the server would read it otherwise without them. */
export const quoteWhereNeeded: (identifier: string) => string = quotingWhereNeeded(
  quote,
  new Set([...mysqlLexicon.reservedWords, ...FUNCTIONS.split(" ")]),
);

/** What stands in a string for a character that would end it, or not survive a file. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\r": "\\r",
  "\x1a": "\\Z",
  "'": "''",
  "\\": "\\\\",
};

/** A value as SQL text, for servers without NO_BACKSLASH_ESCAPES. */
export const literal: (value: Value) => string = ansiLiteral({
  bytes: (hex) => `X'${hex}'`,
  boolean: (value) => value ? "TRUE" : "FALSE",
  // deno-lint-ignore no-control-regex -- these are the characters that must be escaped
  text: (value) => `'${value.replace(/[\0\r\x1a'\\]/g, (character) => ESCAPES[character] ?? character)}'`,
});
