import type { Lexicon } from "../../sql/lexicon.ts";

/** Words that PostgreSQL 13 to 18 refuses unquoted as one name or another, as quote_ident() sees it. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    "ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC AUTHORIZATION BETWEEN BIGINT BINARY BIT BOOLEAN " +
    "BOTH CASE CAST CHAR CHARACTER CHECK COALESCE COLLATE COLLATION COLUMN CONCURRENTLY CONSTRAINT CREATE " +
    "CROSS CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP " +
    "CURRENT_USER DEC DECIMAL DEFAULT DEFERRABLE DESC DISTINCT DO ELSE END EXCEPT EXISTS EXTRACT FALSE " +
    "FETCH FLOAT FOR FOREIGN FREEZE FROM FULL GRANT GREATEST GROUP GROUPING HAVING ILIKE IN INITIALLY " +
    "INNER INOUT INT INTEGER INTERSECT INTERVAL INTO IS ISNULL JOIN JSON JSON_ARRAY JSON_ARRAYAGG " +
    "JSON_EXISTS JSON_OBJECT JSON_OBJECTAGG JSON_QUERY JSON_SCALAR JSON_SERIALIZE JSON_TABLE JSON_VALUE " +
    "LATERAL LEADING LEAST LEFT LIKE LIMIT LOCALTIME LOCALTIMESTAMP MERGE_ACTION NATIONAL NATURAL NCHAR " +
    "NONE NORMALIZE NOT NOTNULL NULL NULLIF NUMERIC OFFSET ON ONLY OR ORDER OUT OUTER OVERLAPS OVERLAY " +
    "PLACING POSITION PRECISION PRIMARY REAL REFERENCES RETURNING RIGHT ROW SELECT SESSION_USER SETOF " +
    "SIMILAR SMALLINT SOME SUBSTRING SYMMETRIC SYSTEM_USER TABLE TABLESAMPLE THEN TIME TIMESTAMP TO " +
    "TRAILING TREAT TRIM TRUE UNION UNIQUE USER USING VALUES VARCHAR VARIADIC VERBOSE WHEN WHERE WINDOW " +
    "WITH XMLATTRIBUTES XMLCONCAT XMLELEMENT XMLEXISTS XMLFOREST XMLNAMESPACES XMLPARSE XMLPI XMLROOT " +
    "XMLSERIALIZE XMLTABLE"
  ).split(" "),
);

/** PostgreSQL's SQL, with standard_conforming_strings on, as it is by default. */
export const postgresLexicon: Lexicon = {
  hashComments: false,
  dashNeedsSpace: false,
  returnEndsComment: true,
  nestedComments: true,
  conditionalComments: false,
  stringQuotes: "'",
  identifierQuotes: '"',
  backslash: "E",
  dollarQuotes: true,
  operatorRuns: true,
  compound: "atomic-body",
  delimiterCommand: false,
  shell: {
    name: "psql",
    mark: "\\",
    command: /^/,
    first: false,
    hint: "write SQL instead: `\\i` becomes a revision of its own, `\\set` a value, `\\gexec` a DO block",
  },
  copyFromStdin: true,
  transactionControl: new Map([
    ["BEGIN", "begin"],
    ["START TRANSACTION", "begin"],
    ["COMMIT", "commit"],
    ["END", "commit"],
    ["ROLLBACK", "rollback"],
    ["ABORT", "rollback"],
    ["ROLLBACK TO", "savepoint"],
    ["ROLLBACK WORK TO", "savepoint"],
    ["ROLLBACK TRANSACTION TO", "savepoint"],
    ["SAVEPOINT", "savepoint"],
    ["RELEASE", "savepoint"],
    ["PREPARE TRANSACTION", "prepare"],
    ["COMMIT PREPARED", "prepare"],
    ["ROLLBACK PREPARED", "prepare"],
  ]),
  autocommitSetting: false,
  reservedWords: RESERVED_WORDS,
};
