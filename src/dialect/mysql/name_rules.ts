import type { NameRules } from "../../operation/name_rules.ts";
import { mysqlLexicon } from "./lexicon.ts";
import { quoteWhereNeeded } from "./quote.ts";

/** Columns, keys and indexes are the same in capitals, quoted or not. */
export const mysqlNames: NameRules = {
  lexicon: mysqlLexicon,
  key: (identifier) => identifier.toLowerCase(),
  quote: quoteWhereNeeded,
};
