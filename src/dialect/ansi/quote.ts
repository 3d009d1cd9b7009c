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
