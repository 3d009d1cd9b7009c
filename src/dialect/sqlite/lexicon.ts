import type { Lexicon } from "../../sql/lexicon.ts";

/** Words that SQLite refuses, or understands otherwise, as the name of a table or column. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    "ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CAST CHECK COLLATE COMMIT CONSTRAINT CREATE CROSS " +
    "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DEFAULT DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE " +
    "EXCEPT EXISTS FALSE FILTER FOREIGN FROM FULL GROUP HAVING IF IN INDEX INNER INSERT INTERSECT INTO IS " +
    "ISNULL JOIN LEFT LIMIT NATURAL NOT NOTHING NOTNULL NULL ON OR ORDER OUTER OVER PRIMARY RAISE " +
    "REFERENCES RETURNING RIGHT SELECT SET TABLE THEN TO TRANSACTION TRUE UNION UNIQUE UPDATE USING " +
    "VALUES WHEN WHERE WINDOW"
  ).split(" "),
);

/** SQLite's SQL. */
export const sqliteLexicon: Lexicon = {
  hashComments: false,
  dashNeedsSpace: false,
  returnEndsComment: false,
  nestedComments: false,
  conditionalComments: false,
  stringQuotes: "'",
  identifierQuotes: '"`[',
  backslash: "never",
  dollarQuotes: false,
  operatorRuns: false,
  compound: "trigger-body",
  delimiterCommand: false,
  shell: {
    name: "sqlite3",
    mark: ".",
    command: /^\.[a-z]/i,
    first: true,
    hint:
      "write SQL instead: settings are PRAGMA statements, and a `.read` file is pasted in or becomes a revision",
  },
  copyFromStdin: false,
  transactionControl: new Map([
    ["BEGIN", "begin"],
    ["COMMIT", "commit"],
    ["END", "commit"],
    ["ROLLBACK", "rollback"],
    ["ROLLBACK TO", "savepoint"],
    ["ROLLBACK TRANSACTION TO", "savepoint"],
    ["SAVEPOINT", "savepoint"],
    ["RELEASE", "savepoint"],
  ]),
  autocommitSetting: false,
  reservedWords: RESERVED_WORDS,
};
