/**
 * The functions whose names stand before a parenthesis in a body that is kept as text. The server notes no dependency
 * for them, but it looks into an SQL function when an index or a generated column calls it.
 *
 * @example
 * ```ts
 * calledFunctions("SELECT fold($1)", new Map([["fold", ["function fold(text)"]]])); // ["function fold(text)"]
 * ```
 */
export function calledFunctions(
  body: string,
  keysByName: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const called = new Set<string>();
  for (
    const [, quoted, plain = ""] of body.matchAll(/(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s*\(/gu)
  ) {
    called.add(quoted === undefined ? plain.toLowerCase() : quoted.replaceAll('""', '"'));
  }
  return [...called].flatMap((name) => keysByName.get(name) ?? []);
}
