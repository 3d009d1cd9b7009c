/** A part of an exclusion constraint: what is compared, and by which operator. */
export interface ExclusionPart {
  readonly sql: string;
  readonly operator: string;
}

/**
 * The parts of `EXCLUDE USING gist (room WITH =, during range_ops WITH &&) WHERE (…)`. `keys` are what the server
 * prints of each part alone, so that no text in an expression is taken for the end of one.
 */
export function exclusionParts(definition: string, keys: readonly string[]): readonly ExclusionPart[] {
  const parts: ExclusionPart[] = [];
  let at = definition.indexOf("(") + 1;
  for (const [index, key] of keys.entries()) {
    const sign = definition.indexOf(" WITH ", at + key.length);
    const next = keys[index + 1];
    const end = next === undefined
      ? definition.indexOf(")", closing(definition, sign))
      : definition.indexOf(`, ${next}`, sign);
    parts.push({ sql: definition.slice(at, sign), operator: definition.slice(sign + " WITH ".length, end) });
    at = end + ", ".length;
  }
  return parts;
}

/** Where an operator may end: behind the parenthesis of `OPERATOR(schema.=)`. */
function closing(definition: string, sign: number): number {
  const operator = " WITH OPERATOR(";
  return definition.startsWith(operator, sign) ? definition.indexOf(")", sign + operator.length) + 1 : sign;
}
