import assert from "node:assert/strict";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import { SourceError } from "./source_error.ts";
import { split } from "./split.ts";

function statements(source: string, lexicon: Lexicon): string[] {
  return split(source, lexicon).map(({ sql, span }) => {
    assert.equal(source.slice(span.start, span.end), sql);
    return sql;
  });
}

/** Every statement must come out whole, whatever stands between. */
function assertWhole(lexicon: Lexicon, parts: readonly string[]): void {
  for (const part of parts) assert.deepEqual(statements(part, lexicon), [part]);
  for (const between of [";", " ;\n", ";-- c; '\n", ";;\n/* ; ' */;"]) {
    assert.deepEqual(statements(parts.join(between), lexicon), parts);
  }
}

function failure(source: string, lexicon: Lexicon, base = 0): SourceError {
  try {
    split(source, lexicon, base);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  assert.fail(`${source} was split`);
}

Deno.test("split() keeps PostgreSQL's statements whole", () => {
  assertWhole(postgresLexicon, [
    "SELECT 'a;''b;', \"c;\"\"d;\", E'e\\';f', U&'\\', B'1;'",
    "SELECT E'a'\n  -- c\n'b\\';c'",
    "SELECT $$a;'$$, $t$ $$;$$ $t$, foo$bar$, $1, $é$;$é$",
    "SELECT 1 /* ; /* ' */ ; */ + 2",
    "SELECT 1 -- ;\n + 2",
    "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN 1 END; SELECT 1 end; SELECT 2 AS end; END",
    "create or replace procedure p() language sql begin atomic end",
    "CREATE FUNCTION begin() RETURNS int AS 'SELECT 1' LANGUAGE sql",
    "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b WHERE (x = 1);)",
    'CREATE TABLE begin ("atomic" int, rule int)',
    "SELECT a @> b, a<->b, 5 - -1, a::int[1:2], x => 1",
  ]);
});

Deno.test("split() keeps SQLite's statements whole", () => {
  assertWhole(sqliteLexicon, [
    "SELECT 'a;''b\\', \"c;\"\"\", `d;```, [e;], x'00', ?1, :a, @b, $c",
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 'END;'; END",
    "CREATE TEMP TRIGGER IF NOT EXISTS t UPDATE ON a BEGIN DELETE FROM b; /* END; */ END",
    "EXPLAIN QUERY PLAN CREATE TEMPORARY TRIGGER t UPDATE ON a BEGIN DELETE FROM b; END",
    'CREATE TABLE trigger_log (a, "end")',
    "BEGIN",
    "END",
    "SELECT 1 /* no /* nesting ; */ + 1",
  ]);
});

Deno.test("split() keeps MySQL's statements whole", () => {
  assertWhole(
    mysqlLexicon,
    [
      "SELECT 'a\\';b', \"c\\\";d\"\"\", `e;``f\\`, N'g;', _utf8'h;', 5--1, 1 --2\n",
      "SELECT 1 # ;\n + 2 -- ;\n + 3 --\n + 4",
      "/*!40101 SET NAMES utf8; */",
      "/*M!100301 SELECT ';*/' */",
      "INSERT INTO t VALUES (\\N)",
      "CREATE PROCEDURE p() SELECT 1",
      "CREATE TABLE procedure_log (`begin` int)",
    ].map((text) => text.trimEnd()),
  );
});

Deno.test("split() understands the bodies of MySQL's routines without DELIMITER", () => {
  assertWhole(mysqlLexicon, [
    "CREATE PROCEDURE p(IN a INT) BEGIN END",
    "CREATE OR REPLACE DEFINER=`root`@`localhost` PROCEDURE IF NOT EXISTS d.p() COMMENT 'x;' BEGIN SELECT IF(1, 2, 3); SELECT CASE WHEN 1 THEN IF(1,2,3) ELSE 2 END; END",
    "CREATE PROCEDURE p() a: BEGIN b: LOOP LEAVE b; END LOOP b; WHILE x > IF(1,2,3) DO SET x = 1; END WHILE; END a",
    "CREATE PROCEDURE p() IF 1 THEN SELECT 1; ELSEIF 2 THEN SELECT 2; ELSE IF 3 THEN SELECT 3; END IF; END IF",
    "CREATE PROCEDURE p() REPEAT SET @x = 1; UNTIL CASE @x WHEN 1 THEN 1 ELSE 0 END END REPEAT",
    "CREATE PROCEDURE p() CASE x WHEN CASE 1 WHEN 1 THEN 1 END THEN SELECT 1; ELSE BEGIN END; END CASE",
    "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION, NOT FOUND BEGIN ROLLBACK; END; DECLARE c CURSOR FOR SELECT 1; DO IF(1,2,3); END",
    "CREATE PROCEDURE p() BEGIN DECLARE CONTINUE HANDLER FOR SQLSTATE '23000' SET @a = CASE 1 WHEN 1 THEN 2 END; SELECT 1; END",
    "CREATE PROCEDURE p() BEGIN FOR i IN 1..3 DO SELECT i; END FOR; START TRANSACTION; COMMIT; END",
    "CREATE FUNCTION f(a INT) RETURNS VARCHAR(20) CHARACTER SET utf8mb4 DETERMINISTIC RETURN CASE a WHEN 1 THEN 'x' END",
    "CREATE FUNCTION f() RETURNS SET('a','b') READS SQL DATA BEGIN RETURN 'a'; END",
    "CREATE FUNCTION f RETURNS STRING SONAME 'x.so'",
    "CREATE TRIGGER t BEFORE INSERT ON begin FOR EACH ROW FOLLOWS begin BEGIN SET NEW.a = 1; SET NEW.b = 2; END",
    "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET NEW.a = IF(NEW.b, 1, 2)",
    "CREATE EVENT IF NOT EXISTS e ON SCHEDULE EVERY 1 DAY STARTS CASE WHEN 1 THEN now() END DO BEGIN DELETE FROM t; END",
    "ALTER DEFINER = CURRENT_USER EVENT e DO BEGIN DELETE FROM t; END",
    "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = 1; END */",
    "BEGIN NOT ATOMIC DECLARE x INT; SET x = 1; END",
    "IF EXISTS (SELECT 1) THEN SELECT 2; END IF",
    "BEGIN",
    "CREATE PROCEDURE begin() SELECT 1",
    "DROP PROCEDURE IF EXISTS p",
    "CREATE DEFINER=procedure SQL SECURITY INVOKER VIEW v AS SELECT 1",
  ]);
});

Deno.test("split() follows DELIMITER as the mariadb client does", () => {
  const source =
    "SELECT 1;\nDELIMITER //\nSELECT 'a//b' /* // */; SELECT x//y\n//\n  delimiter  '$$'  \r\nEND$$ SELECT 3$$\nDELIMITER ;\nSELECT 4; delimiter |\nSELECT 5|";
  assert.deepEqual(statements(source, mysqlLexicon), [
    "SELECT 1",
    "SELECT 'a//b' /* // */; SELECT x",
    "y",
    "END",
    "SELECT 3",
    "SELECT 4",
    "SELECT 5",
  ]);
  assert.deepEqual(statements("CREATE TABLE t (\n delimiter int\n); SELECT 1", mysqlLexicon), [
    "CREATE TABLE t (\n delimiter int\n)",
    "SELECT 1",
  ]);
  assert.match(failure("SELECT 1;\nDELIMITER \n", mysqlLexicon).message, /DELIMITER names no delimiter/);
  assert.match(failure("DELIMITER \\\\\nx", mysqlLexicon).message, /DELIMITER names no delimiter/);
});

Deno.test("split() leaves out comments around statements, but not hints and conditional comments", () => {
  assert.deepEqual(statements("\ufeff-- a\n/* b */ SELECT 1 /* c */ ; -- d", postgresLexicon), ["SELECT 1"]);
  assert.deepEqual(statements("/*+ SeqScan(t) */ SELECT /*+ x */ 1 /*+ y */;", postgresLexicon), [
    "/*+ SeqScan(t) */ SELECT /*+ x */ 1",
  ]);
  assert.deepEqual(statements("/* a */ /*!50003 SELECT 1 */ /* b */;/*!50003 */;", mysqlLexicon), [
    "/*!50003 SELECT 1 */",
  ]);
});

Deno.test("split() drops empty statements and adds the base to spans", () => {
  assert.deepEqual(split(" ; ;\n-- x\n;", sqliteLexicon), []);
  assert.deepEqual(split("; é;SELECT 2", sqliteLexicon, 100), [
    { sql: "é", span: { start: 102, end: 103 } },
    { sql: "SELECT 2", span: { start: 104, end: 112 } },
  ]);
});

Deno.test("split() refuses what is never closed and says where it was opened", () => {
  const cases: readonly (readonly [string, Lexicon, string, number])[] = [
    ["SELECT 'a;", postgresLexicon, "string", 7],
    ["SELECT E'a\\';", postgresLexicon, "string", 7],
    ["SELECT E'a'\n'b\\';", postgresLexicon, "string", 7],
    ["SELECT $x$ $$ $y$", postgresLexicon, "dollar-quoted string", 7],
    ["SELECT /* /* */", postgresLexicon, "comment", 7],
    ['SELECT "a""', postgresLexicon, "quoted identifier", 7],
    ["SELECT [a", sqliteLexicon, "quoted identifier", 7],
    ["SELECT 1; /*", sqliteLexicon, "comment", 10],
    ['SELECT "a\\"', mysqlLexicon, "string", 7],
    ["SELECT /*!50003 '*/' ", mysqlLexicon, "conditional comment", 7],
  ];
  for (const [source, lexicon, construct, start] of cases) {
    const error = failure(source, lexicon, 1000);
    assert.equal(error.message, `This ${construct} is never closed`);
    assert.equal(error.span.start, 1000 + start);
    assert.equal(error.code, "file-invalid");
  }
});

Deno.test("split() refuses bodies that are never closed, with a hint", () => {
  assert.match(
    failure("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2;", mysqlLexicon).hint ?? "",
    /DELIMITER/,
  );
  assert.match(
    failure("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;", sqliteLexicon).hint ?? "",
    /END;/,
  );
  assert.match(
    failure("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;", postgresLexicon).hint ?? "",
    /BEGIN ATOMIC/,
  );
});

Deno.test("split() refuses commands of the engines' shells and COPY FROM STDIN", () => {
  assert.equal(
    failure("SELECT 1;\n\\connect x\n", postgresLexicon).message,
    "\\connect is a command of psql, not SQL",
  );
  assert.equal(failure("SELECT 1 \\gexec", postgresLexicon).span.start, 9);
  assert.equal(
    failure("SELECT 1\\G", mysqlLexicon).message,
    "\\G is a command of the mariadb client, not SQL",
  );
  assert.equal(
    failure(".mode csv\nSELECT 1", sqliteLexicon).message,
    ".mode is a command of sqlite3, not SQL",
  );
  assert.deepEqual(statements("SELECT .5; SELECT a .b", sqliteLexicon), ["SELECT .5", "SELECT a .b"]);
  const error = failure("SELECT 1;\nCOPY t (a) FROM /* x */ stdin;\n1\tit's\n\\.\n", postgresLexicon);
  assert.equal(error.message, "COPY … FROM STDIN cannot run from a file");
  assert.equal(error.span.start, 10);
  assert.deepEqual(
    statements("COPY t FROM '/x'; COPY (SELECT a FROM stdin) TO '/y'", postgresLexicon).length,
    2,
  );
});
