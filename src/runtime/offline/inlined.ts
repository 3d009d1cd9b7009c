import type { Dialect } from "../../dialect/dialect.ts";
import { Lexer } from "../../sql/lexer.ts";
import type { Statement, Value } from "../../sql/statement.ts";

/** How values are written: as the dialect's literals, but for those that stand for an expression. */
export interface InlineOptions {
  readonly dialect: Pick<Dialect, "lexicon" | "literal" | "placeholder">;
  /** SQL to write instead of a value. */
  readonly expressions?: ReadonlyMap<Value, string>;
}

/**
 * A statement with its values written into it, where a run would bind them.
 *
 * @example
 * ```ts
 * inlined({ sql: "SELECT ?", parameters: ["it's"] }, { dialect: sqlite }); // SELECT 'it''s'
 * ```
 */
export function inlined({ sql, parameters = [] }: Statement, options: InlineOptions): string {
  if (parameters.length === 0) return sql;
  const { dialect } = options;
  const values = new Map(parameters.map((value, index) => [dialect.placeholder(index + 1), value]));
  const inOrder = values.size < parameters.length || values.has("?");
  let text = "";
  let next = 0;
  const lexer = new Lexer(sql, dialect.lexicon);
  while (lexer.next()) {
    const token = sql.slice(lexer.start, lexer.end);
    if (!values.has(token)) text += token;
    else text += written((inOrder ? parameters[next++] : values.get(token)) ?? null, options);
  }
  return text;
}

function written(value: Value, { dialect, expressions }: InlineOptions): string {
  const literal = expressions?.get(value) ?? dialect.literal(value);
  // Two hyphens would start a comment.
  return literal.startsWith("-") ? `(${literal})` : literal;
}
