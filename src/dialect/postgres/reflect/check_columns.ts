import { canonicalTokens } from "../../../sql/canonical.ts";
import { postgresLexicon } from "../lexicon.ts";

/**
 * The columns that a condition reads, once each; undefined where its text alone does not tell: what looks like a
 * column may be a type or a part of a value.
 */
export function checkColumns(condition: string, columns: readonly string[]): readonly string[] | undefined {
  const known = new Set(columns);
  const found = new Set<string>();
  const tokens = canonicalTokens(condition, postgresLexicon);
  for (const [index, token] of tokens.entries()) {
    const name = token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token;
    if (!known.has(name)) continue;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (after === "(" || (after === "." && tokens[index + 2] !== undefined)) continue;
    if (before === "::" || before === "." || before === ":") return undefined;
    found.add(name);
  }
  return [...found];
}
