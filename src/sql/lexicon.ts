/** What a statement does to the transaction around it. */
export type TransactionControl = "begin" | "commit" | "rollback" | "savepoint" | "prepare";

/** The commands of an engine's own shell, which look like SQL to their users and to no server. */
export interface ShellCommands {
  /** The shell's name. */
  readonly name: string;
  /** The character that a command starts with. */
  readonly mark: string;
  /** What the rest of the text must look like for the mark to start a command. */
  readonly command: RegExp;
  /** Whether commands stand only where a statement may start. */
  readonly first: boolean;
  /** What to write instead. */
  readonly hint: string;
}

/**
 * What the lexer has to know of an engine's SQL: data only, so that one lexer serves every dialect.
 *
 * Everywhere two hyphens start a comment, single quotes a string, and a doubled quote stands for itself.
 */
export interface Lexicon {
  /** Whether `#` starts a comment that ends with the line. */
  readonly hashComments: boolean;
  /** Whether `--` is a comment only before white space or a control character, as in MySQL. */
  readonly dashNeedsSpace: boolean;
  /** Whether a lone carriage return ends a line comment, as in PostgreSQL. */
  readonly returnEndsComment: boolean;
  /** Whether block comments nest, as in PostgreSQL. */
  readonly nestedComments: boolean;
  /** MySQL's and MariaDB's executable comments: slash, star, exclamation mark (or `M!`). */
  readonly conditionalComments: boolean;
  /** The characters that open a string. */
  readonly stringQuotes: string;
  /** The characters that open a quoted identifier; `[` is closed by `]`, the others by themselves. */
  readonly identifierQuotes: string;
  /** Whether a backslash escapes in every string, or only in E-strings (`"E"`). */
  readonly backslash: "always" | "E" | "never";
  readonly dollarQuotes: boolean;
  /** Whether operators are read as PostgreSQL does: any run of operator characters is one. */
  readonly operatorRuns: boolean;
  /** How a statement may hold semicolons of its own without quotes. */
  readonly compound: "atomic-body" | "trigger-body" | "block";
  /** Whether the client's DELIMITER command is understood. */
  readonly delimiterCommand: boolean;
  readonly shell: ShellCommands;
  /** Whether COPY … FROM STDIN is a statement here, which would wait for data that nobody sends. */
  readonly copyFromStdin: boolean;
  /** First words of the statements that begin, end or mark a transaction; the longest that fits decides. */
  readonly transactionControl: ReadonlyMap<string, TransactionControl | "none">;
  /** Whether SET autocommit changes the session's mode. */
  readonly autocommitSetting: boolean;
  /** Upper-case words that stand for themselves only when they are quoted. */
  readonly reservedWords: ReadonlySet<string>;
}
