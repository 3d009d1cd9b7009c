/** `{fillfactor=70}` of the catalogs as names and values, in its own order. */
export function parameters(texts: readonly string[] | null): readonly (readonly [string, string])[] {
  return (texts ?? []).map((text) => {
    const equals = text.indexOf("=");
    return [text.slice(0, equals), text.slice(equals + 1)] as const;
  });
}
