import type { Value } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";
import { ansiLiteral } from "../ansi/literal.ts";
import { quoteWith, quotingWhereNeeded } from "../ansi/quote.ts";
import { postgresLexicon } from "./lexicon.ts";

/** The server cuts longer names off, without an error. */
const LONGEST_NAME = 63;

/**
 * An identifier in double quotes.
 *
 * @throws {RetortError} `usage` for a name that the server would cut off.
 */
export function quote(identifier: string): string {
  const bytes = new TextEncoder().encode(identifier).length;
  if (bytes > LONGEST_NAME) {
    throw new RetortError(
      "usage",
      `The name '${identifier}' has ${bytes} bytes, and PostgreSQL keeps ${LONGEST_NAME}`,
      {
        hint: "Choose a shorter name",
      },
    );
  }
  return quoteWith('"', identifier);
}

/** An identifier, in double quotes only where the server would read it otherwise without them. */
export const quoteWhereNeeded: (identifier: string) => string = quotingWhereNeeded(
  quote,
  postgresLexicon.reservedWords,
);

/** A value as SQL text, right whatever `standard_conforming_strings` says. */
export const literal: (value: Value) => string = ansiLiteral({
  bytes: (hex) => ` E'\\\\x${hex}'::bytea`,
  boolean: (value) => value ? "TRUE" : "FALSE",
  text: quoteString,
  notFinite: (value) => `'${Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity"}'::float8`,
});

/** A text as a literal, right whatever `standard_conforming_strings` says. */
export function quoteString(text: string): string {
  if (text.includes("\0")) {
    throw new RetortError("usage", "PostgreSQL cannot hold a NUL character in a text", {
      hint: "Take it out, or use bytes",
    });
  }
  const doubled = text.replaceAll("'", "''");
  return doubled.includes("\\") ? ` E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}
