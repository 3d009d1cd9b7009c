/** What the lexer has to know of an engine's SQL: data only, so that one lexer serves every dialect. */
export interface Lexicon {
  /** Starts of a comment that ends with the line; `dashNeedsSpace` is MySQL's rule for `--`. */
  readonly lineComments: readonly string[];
  readonly dashNeedsSpace: boolean;
  /** Whether block comments nest, as in PostgreSQL. */
  readonly nestedComments: boolean;
  /** MySQL's and MariaDB's executable comments: slash, star, exclamation mark (or `M!`). */
  readonly conditionalComments: boolean;
  readonly stringQuotes: readonly string[];
  readonly identifierQuotes: readonly string[];
  /** Whether a backslash escapes in every string, or only in E-strings (`"E"`). */
  readonly backslash: "always" | "E" | "never";
  readonly dollarQuotes: boolean;
  /** How a statement may hold semicolons of its own without quotes. */
  readonly compound: "atomic-body" | "trigger-body" | "delimiter";
}
