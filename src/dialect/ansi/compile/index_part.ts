import type { IndexPart } from "../../../schema/index.ts";
import { words } from "./lay_out.ts";
import type { Quote } from "./names.ts";

/** What engines spell differently in a part of an index. */
export interface IndexPartSpelling {
  readonly quote: Quote;
  /** What follows the column or the expression: collation, operator class, a prefix's length. */
  partTail(part: IndexPart): readonly string[];
  /** Whether a function's call stands without parentheses of its own. */
  readonly bareCalls: boolean;
}

/** The parts of an index in parentheses. */
export function indexPartsSql(parts: readonly IndexPart[], spelling: IndexPartSpelling): string {
  return `(${parts.map((part) => indexPartSql(part, spelling)).join(", ")})`;
}

/** A part with its order. */
function indexPartSql(part: IndexPart, spelling: IndexPartSpelling): string {
  const tail = spelling.partTail(part);
  const subject = part.on.kind === "column"
    ? spelling.quote(part.on.name)
    : expression(part.on.sql, spelling);
  const order = [part.descending ? "DESC" : "", part.nulls === "" ? "" : `NULLS ${part.nulls.toUpperCase()}`];
  return words(subject, tail, order);
}

function expression(sql: string, { bareCalls }: IndexPartSpelling): string {
  return bareCalls && isCall(sql) ? sql : `(${sql})`;
}

/** `lower(title)`: a plain name and one pair of parentheses with neither quotes nor others inside. */
function isCall(sql: string): boolean {
  const [, name = ""] = /^([a-z_][a-z0-9_]*)\([^()'"`]*\)$/.exec(sql) ?? [];
  return name !== "" && !NO_FUNCTIONS.has(name);
}

/** Words that stand before a parenthesis and call nothing. */
const NO_FUNCTIONS: ReadonlySet<string> = new Set([
  "not",
  "row",
  "exists",
  "array",
  "cast",
  "case",
  "select",
  "values",
]);
