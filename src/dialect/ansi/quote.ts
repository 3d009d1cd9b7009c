import { RetortError } from "../../util/errors.ts";

/** An identifier in an engine's own quotes (`"` in the standard, a backtick in MySQL), doubled inside. */
export function quoteWith(quote: '"' | "`", identifier: string): string {
  if (identifier.includes("\0")) {
    throw new RetortError(
      "usage",
      `An identifier cannot hold a NUL character: ${JSON.stringify(identifier)}`,
      {
        hint: "Take the character out of the name",
      },
    );
  }
  return quote + identifier.replaceAll(quote, quote + quote) + quote;
}

/** A name that means the same without quotes on every engine. */
const PLAIN = /^[a-z_][a-z0-9_]*$/;

/**
 * The quoting function that leaves plain lower-case names bare unless the engine reserves them: what SQL looks like
 * that a person has written. What `quote` refuses is refused.
 */
export function quotingWhereNeeded(
  quote: (identifier: string) => string,
  reservedWords: ReadonlySet<string>,
): (identifier: string) => string {
  return (identifier) => {
    const quoted = quote(identifier);
    return PLAIN.test(identifier) && !reservedWords.has(identifier.toUpperCase()) ? identifier : quoted;
  };
}
