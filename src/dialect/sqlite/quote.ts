import { quoteWith, quotingWhereNeeded } from "../ansi/quote.ts";
import { sqliteLexicon } from "./lexicon.ts";

/** An identifier in double quotes. */
export function quote(identifier: string): string {
  return quoteWith('"', identifier);
}

/** An identifier, in double quotes only where SQLite would read it otherwise without them. */
export const quoteWhereNeeded: (identifier: string) => string = quotingWhereNeeded(
  quote,
  sqliteLexicon.reservedWords,
);
