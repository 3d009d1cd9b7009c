import type { NameRules } from "../../../operation/name_rules.ts";
import { mysqlLexicon } from "../lexicon.ts";
import { quoteWhereNeeded } from "../quote.ts";

/** Columns, keys and indexes are the same in capitals, quoted or not. */
export const mysqlNameRules: NameRules = {
  lexicon: mysqlLexicon,
  key: (identifier) => identifier.toLowerCase(),
  quote: quoteWhereNeeded,
};

/** Whether two names of columns, constraints or indexes mean the same one. */
export function sameMember(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
