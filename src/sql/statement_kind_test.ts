import assert from "node:assert/strict";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import { leadingWords, transactionControl } from "./statement_kind.ts";

Deno.test("leadingWords() gives keywords in upper case and other tokens as they stand", () => {
  assert.deepEqual(
    leadingWords('-- x\ncreate /* y */ Unique index concurrently "vacuum" on s.t', postgresLexicon, 8),
    [
      "CREATE",
      "UNIQUE",
      "INDEX",
      "CONCURRENTLY",
      '"vacuum"',
      "ON",
      "S",
      ".",
    ],
  );
  assert.deepEqual(leadingWords("/*!50003 create*/ /*!50003 trigger t */", mysqlLexicon, 2), [
    "CREATE",
    "TRIGGER",
  ]);
  assert.deepEqual(leadingWords("VACUUM", sqliteLexicon, 3), ["VACUUM"]);
  assert.deepEqual(leadingWords("", sqliteLexicon, 3), []);
});

const CASES = [
  [postgresLexicon, {
    "begin": "begin",
    "BEGIN ISOLATION LEVEL SERIALIZABLE": "begin",
    "START /* x */ TRANSACTION": "begin",
    "COMMIT AND CHAIN": "commit",
    "END": "commit",
    "END WORK": "commit",
    "ROLLBACK": "rollback",
    "ABORT": "rollback",
    "ROLLBACK TO a": "savepoint",
    "ROLLBACK TO SAVEPOINT a": "savepoint",
    "ROLLBACK WORK TO a": "savepoint",
    "ROLLBACK TRANSACTION TO SAVEPOINT a": "savepoint",
    "SAVEPOINT a": "savepoint",
    "RELEASE a": "savepoint",
    "PREPARE TRANSACTION 'x'": "prepare",
    "COMMIT PREPARED 'x'": "prepare",
    "ROLLBACK PREPARED 'x'": "prepare",
    "PREPARE p AS SELECT 1": undefined,
    "SET TRANSACTION READ ONLY": undefined,
    "DO $$ BEGIN COMMIT; END $$": undefined,
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END": undefined,
    "SET autocommit = 0": undefined,
    '"begin"': undefined,
  }],
  [sqliteLexicon, {
    "BEGIN IMMEDIATE TRANSACTION": "begin",
    "END TRANSACTION": "commit",
    "COMMIT": "commit",
    "ROLLBACK TRANSACTION": "rollback",
    "ROLLBACK TRANSACTION TO a": "savepoint",
    "ROLLBACK TO a": "savepoint",
    "SAVEPOINT a": "savepoint",
    "RELEASE SAVEPOINT a": "savepoint",
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END": undefined,
    "ABORT": undefined,
    "INSERT OR ROLLBACK INTO t VALUES (1)": undefined,
  }],
  [mysqlLexicon, {
    "BEGIN": "begin",
    "begin work": "begin",
    "START TRANSACTION READ ONLY": "begin",
    "COMMIT NO RELEASE": "commit",
    "ROLLBACK WORK": "rollback",
    "ROLLBACK WORK TO SAVEPOINT a": "savepoint",
    "ROLLBACK TO a": "savepoint",
    "SAVEPOINT a": "savepoint",
    "RELEASE SAVEPOINT a": "savepoint",
    "XA START 'x'": "prepare",
    "XA COMMIT 'x'": "prepare",
    "XA RECOVER": undefined,
    "/*!40000 BEGIN */": "begin",
    "BEGIN NOT ATOMIC SELECT 1; END": undefined,
    "END": undefined,
    "START SLAVE": undefined,
    "SET TRANSACTION READ ONLY": undefined,
    "SET autocommit=0": "begin",
    "SET SESSION autocommit = 1": "begin",
    "SET @@autocommit := 0": "begin",
    "SET @@session.autocommit=0": "begin",
    "SET NAMES utf8, autocommit=0": "begin",
    "SET GLOBAL autocommit=0": undefined,
    "SET @@global.autocommit=0": undefined,
    "SET @autocommit = 1": undefined,
    "SET @a = 'autocommit = 1'": undefined,
    "SET GLOBAL a = 1, autocommit = 0": "begin",
    "CREATE PROCEDURE p() BEGIN COMMIT; END": undefined,
    "RELEASE LOCK": undefined,
  }],
] as const;

Deno.test("transactionControl() tells what a statement does to its transaction", () => {
  for (const [lexicon, cases] of CASES) {
    for (const [sql, expected] of Object.entries(cases)) {
      assert.equal(transactionControl(sql, lexicon), expected, sql);
      assert.equal(transactionControl(`/* a */ ${sql} -- b`, lexicon), expected, sql);
    }
  }
});
