/**
 * Where a name stands in a statement, if it stands there once: a UTF-16 offset. For engines that tell what they
 * stumbled over, but not where. The name may be quoted or qualified, as the engine printed it.
 */
export function onlyOccurrence(sql: string, printed: string): number | undefined {
  const name = printed.replace(/^(["`])(.*)\1$/s, "$2").split(".").at(-1) ?? "";
  if (name === "") return undefined;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped(name)}(?![\\p{L}\\p{N}_$])`, "giu");
  const places = [...sql.matchAll(pattern)];
  return places.length === 1 ? places[0]?.index : undefined;
}

/** A text as a pattern that matches it alone. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
