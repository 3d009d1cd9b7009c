/**
 * The parts of a name as SQL writes it, without their quotes: `public."My Users"` is `public`, `My Users`.
 * `fold` is what the engine does to a part that stands bare.
 */
export function nameParts(sql: string, fold: (bare: string) => string = (bare) => bare): readonly string[] {
  const parts = sql.match(/"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[^.\s]+/g) ?? [];
  return parts.map((part) => unquoted(part) ?? fold(part));
}

function unquoted(part: string): string | undefined {
  const quote = part.charAt(0);
  if (quote === "[") return part.slice(1, -1);
  if (quote !== '"' && quote !== "`") return undefined;
  return part.slice(1, -1).replaceAll(quote + quote, quote);
}

/** What a qualified name names: its last part. */
export function lastPart(sql: string, fold?: (bare: string) => string): string {
  return nameParts(sql, fold).at(-1) ?? "";
}
