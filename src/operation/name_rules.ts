import type { ObjectName } from "../schema/schema.ts";
import type { Lexicon } from "../sql/lexicon.ts";

/** How an engine reads the names in its SQL: what is needed to find a column in the text of an expression. */
export interface NameRules {
  readonly lexicon: Lexicon;
  /**
   * What a name is known under: the same for all spellings of one name. `bare` says that it stood in SQL without
   * quotes, where some engines fold its case.
   */
  key(identifier: string, bare: boolean): string;
  /** A name as it is written in SQL. */
  quote(identifier: string): string;
}

/** Whether two names, as a catalog keeps them, mean the same thing. */
export function sameIdentifier(one: string, other: string, rules: NameRules): boolean {
  return rules.key(one, false) === rules.key(other, false);
}

/** Whether a list of names holds one. */
export function includesName(names: readonly string[], name: string, rules: NameRules): boolean {
  return names.some((each) => sameIdentifier(each, name, rules));
}

/** Whether two names mean the same table. */
export function sameTable(one: ObjectName, other: ObjectName, rules: NameRules): boolean {
  return sameIdentifier(one.name, other.name, rules) &&
    sameIdentifier(one.schema ?? "", other.schema ?? "", rules);
}
