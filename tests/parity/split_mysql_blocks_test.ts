import assert from "node:assert/strict";
import * as fc from "fast-check";
import { mysqlLexicon } from "../../src/dialect/mysql/lexicon.ts";
import { split } from "../../src/sql/split.ts";
import { findProgram } from "../support/find_program.ts";
import { runProcess } from "../support/process.ts";
import { startServer, stopServer } from "../support/server.ts";
import { RECIPES } from "../support/server_url.ts";

const RUNS = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 300);

let labels = 0;

/** The server minds a label in itself. */
function label(write: (name: string) => string): string {
  return write(`l${labels++}`);
}

/** Statements of a routine's body, in one another, each valid where any may stand. */
const { expression, statement, block } = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("1", "@x", "'a;b'", "\"END;\"", "IF(1, 2, 3)", "`mod`(1, 2)", "(SELECT 1)", "repeat('a;', 2)", "/* END; */ 2"),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `CASE ${a} WHEN 1 THEN ${b} ELSE IF(1,2,3) END`),
    tie("expression").map((inner) => `(CASE WHEN ${inner} THEN 1 END)`),
  ),
  block: fc.tuple(fc.constantFrom("", "DECLARE EXIT HANDLER FOR SQLEXCEPTION ", "DECLARE CONTINUE HANDLER FOR NOT FOUND, SQLSTATE '23000' "), tie("statement"), fc.array(tie("statement"), { maxLength: 3 }))
    .map(([handler, first, rest]) => `BEGIN ${[handler + first, ...rest].join("; ")}; END`),
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie("expression").map((value) => `SET @x = ${value}`),
    tie("expression").map((value) => `SET @x := ${value}`),
    tie("expression").map((value) => `DO ${value}`),
    tie("expression").map((value) => `INSERT INTO d.t SELECT ${value}`),
    fc.constantFrom("BEGIN END", "START TRANSACTION", "COMMIT", "CREATE TABLE IF NOT EXISTS d.u (a INT)", "DROP TABLE -- ; END\n IF EXISTS d.u", "SET @`end` = 1"),
    tie("block"),
    tie("block").map((inner) => label((name) => `${name}: ${inner} ${name}`)),
    fc.tuple(tie("expression"), tie("statement")).map(([test, inner]) => `IF ${test} THEN ${inner}; END IF`),
    fc.tuple(tie("expression"), tie("statement"), tie("statement")).map(([test, a, b]) => `IF (${test}) THEN ${a}; ELSEIF ${test} THEN ${b}; ELSE ${a}; END IF`),
    fc.tuple(tie("expression"), tie("statement")).map(([test, inner]) => `WHILE ${test} DO ${inner}; END WHILE`),
    fc.tuple(tie("expression"), tie("statement")).map(([test, inner]) => `REPEAT ${inner}; UNTIL ${test} END REPEAT`),
    tie("statement").map((inner) => label((name) => `${name}: LOOP ${inner}; LEAVE ${name}; END LOOP ${name}`)),
    tie("statement").map((inner) => `FOR i IN 1..2 DO ${inner}; END FOR`),
    fc.tuple(tie("expression"), tie("statement")).map(([value, inner]) => `CASE ${value} WHEN 1 THEN ${inner}; ELSE ${inner}; END CASE`),
    fc.tuple(tie("expression"), tie("statement")).map(([value, inner]) => `CASE WHEN ${value} THEN ${inner}; END CASE`),
  ),
}));

const routine = fc.tuple(fc.nat(3), fc.constantFrom("", "DEFINER=CURRENT_USER ", "DEFINER = `retort`@`%` "), statement).map(([kind, definer, body]) => {
  switch (kind) {
    case 0:
      return `CREATE OR REPLACE ${definer}PROCEDURE d.p(IN a INT, OUT b VARCHAR(10)) MODIFIES SQL DATA COMMENT 'BEGIN;' ${body}`;
    case 1:
      return `CREATE OR REPLACE ${definer}PROCEDURE d.p() ${body}`;
    case 2:
      return `CREATE OR REPLACE ${definer}EVENT d.e ON SCHEDULE EVERY 1 YEAR ON COMPLETION PRESERVE DISABLE DO ${body}`;
    default:
      // The client breaks comments in a conditional comment; the server does not mind them.
      return `/*!50003 CREATE OR REPLACE */ /*!50003 ${definer}PROCEDURE d.p() ${body.replaceAll("/* END; */", "").replaceAll("-- ; END\n", "")} */`;
  }
});
const TRIGGERS = [
  "CREATE OR REPLACE TRIGGER d.g BEFORE INSERT ON d.t FOR EACH ROW SET NEW.a = IF(NEW.a, 1, 2)",
  "CREATE OR REPLACE TRIGGER d.g BEFORE INSERT ON d.t FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.a = CASE 1 WHEN 1 THEN 2 END; END",
  "CREATE OR REPLACE FUNCTION d.f(a INT) RETURNS VARCHAR(10) CHARACTER SET utf8mb4 DETERMINISTIC BEGIN IF a THEN RETURN 'x;'; END IF; RETURN CASE a WHEN 1 THEN 'y' END; END",
  "CREATE OR REPLACE FUNCTION d.f() RETURNS SET('a','b') RETURN CASE 1 WHEN 1 THEN 'a' END",
  "BEGIN NOT ATOMIC DECLARE x INT DEFAULT 1; IF x THEN SET x = 2; END IF; END",
  "IF 1 THEN SET @x = 1; ELSE SET @x = 2; END IF",
];

Deno.test("split() tells the bodies of routines that the server accepts, without DELIMITER", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const all = fc.sample(fc.oneof({ weight: 5, arbitrary: routine }, { weight: 1, arbitrary: fc.constantFrom(...TRIGGERS) }), { numRuns: RUNS, seed });
  const statements = split(`${all.join(";\n")};`, mysqlLexicon).map(({ sql }) => sql);
  const different = all.findIndex((text, index) => text.trim() !== statements[index]);
  assert.equal(statements[different], all[different], `seed ${seed}`);
  assert.equal(statements.length, all.length);
  const server = await startServer(RECIPES.mysql, Deno.pid);
  try {
    const client = await findProgram(["mariadb", "mysql"], "mariadb-client");
    const { hostname, port, username, password } = new URL(server.url);
    const args = ["--no-defaults", "--protocol=tcp", "--skip-ssl", `--host=${hostname}`, `--port=${port}`, `--user=${decodeURIComponent(username)}`];
    const script = `CREATE DATABASE d; CREATE TABLE d.t (a INT);\nDELIMITER ~~~\n${statements.join("\n~~~\n")}\n~~~\n`;
    const env = { MYSQL_PWD: decodeURIComponent(password) };
    const { code, stderr } = await runProcess(client, args, { stdin: script, env });
    assert.equal(code, 0, `seed ${seed}: ${stderr}`);
  } finally {
    await stopServer(server);
  }
});
