/**
 * A statement with a list in parentheses as a person lays it out, one element a line.
 *
 * @example
 * ```ts
 * layOut("CREATE TABLE task", ["id bigint PRIMARY KEY", "title text"], " STRICT");
 * ```
 */
export function layOut(opening: string, lines: readonly string[], closing = ""): string {
  if (lines.length === 0) return `${opening} ()${closing}`;
  return `${opening} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n)${closing}`;
}

/** Words with one space between them; empty ones are left out. */
export function words(...parts: readonly (string | readonly string[] | undefined | false)[]): string {
  return parts.flat().filter((part) => typeof part === "string" && part !== "").join(" ");
}
