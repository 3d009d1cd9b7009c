import type { NameRules } from "../../operation/name_rules.ts";
import { sqliteLexicon } from "./lexicon.ts";
import { quoteWhereNeeded } from "./quote.ts";

/** SQLite's names: the case of ASCII letters does not count, quoted or not. */
export const sqliteNames: NameRules = {
  lexicon: sqliteLexicon,
  key: (identifier) => identifier.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  quote: quoteWhereNeeded,
};
