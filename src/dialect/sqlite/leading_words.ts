const COMMENTS = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const LEADING = /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))+/;
const PRAGMA = /^PRAGMA\s+(?:["'`[]?\w+["'`\]]?\s*\.\s*)?["'`[]?(\w+)["'`\]]?\s*([=(]?)/i;

/** The first word of a statement in upper case, comments in front of it passed over; empty where there is none. */
export function leadingWord(sql: string): string {
  return /^\w+/.exec(sql.replace(LEADING, ""))?.[0].toUpperCase() ?? "";
}

/** A statement without comments. Right for statements that hold no strings, such as PRAGMA or ROLLBACK TO. */
export function withoutComments(sql: string): string {
  return sql.replace(COMMENTS, " ").trim();
}

/** The pragma that a statement reads or sets. */
export interface Pragma {
  readonly name: string;
  /** Whether it is given a value or an argument. */
  readonly sets: boolean;
}

/** Which pragma a statement is; undefined for another statement. */
export function pragmaOf(sql: string): Pragma | undefined {
  if (leadingWord(sql) !== "PRAGMA") return undefined;
  const [, name, operator] = PRAGMA.exec(withoutComments(sql)) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), sets: operator !== "" };
}
