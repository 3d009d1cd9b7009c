import assert from "node:assert/strict";
import { connectMysql } from "../../src/dialect/mysql/driver.ts";
import { mysql } from "../../src/dialect/mysql/mod.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

/** Without UNLOCK TABLES, which commits only where tables were locked: there it is expected to. */
const COMMITS = [
  "CREATE TABLE a1 (a int)",
  "create /* x */ or replace table a1 (a int)",
  "/*!50000 CREATE TABLE a2 (a int) */",
  "/*M! CREATE TABLE a3 (a int) */",
  "CREATE INDEX i ON t (a)",
  "DROP INDEX i ON t",
  "ALTER TABLE t ADD b int",
  "ALTER TABLE temp ADD b int",
  "RENAME TABLE a2 TO a4",
  "TRUNCATE t2",
  "TRUNCATE TABLE t2",
  "DROP TABLE a1, a3, a4",
  "DROP TABLE IF EXISTS nothing",
  "CREATE VIEW v AS SELECT 1",
  "DROP VIEW v",
  "CREATE FUNCTION f() RETURNS int RETURN 1",
  "DROP FUNCTION f",
  "CREATE TRIGGER trg BEFORE INSERT ON t2 FOR EACH ROW SET NEW.a = 1",
  "DROP TRIGGER trg",
  "CREATE SEQUENCE s",
  "DROP SEQUENCE s",
  "CREATE ROLE commit_role",
  "GRANT SELECT ON *.* TO commit_role",
  "REVOKE SELECT ON *.* FROM commit_role",
  "DROP ROLE commit_role",
  "CREATE USER commit_user",
  "ALTER USER commit_user IDENTIFIED BY 'x'",
  "RENAME USER commit_user TO commit_user_2",
  "SET PASSWORD FOR commit_user_2 = PASSWORD('y')",
  "DROP USER commit_user_2",
  "ANALYZE TABLE t",
  "ANALYZE LOCAL TABLE t",
  "CHECK TABLE t",
  "OPTIMIZE NO_WRITE_TO_BINLOG TABLE t",
  "REPAIR TABLE t",
  "FLUSH TABLES",
  "LOCK TABLES t WRITE, probe WRITE",
  "SET STATEMENT max_statement_time = 5 FOR CREATE TABLE a5 (a int)",
];

const LEAVES_OPEN = [
  "SELECT 1",
  "INSERT INTO t2 VALUES (1)",
  "/*!50000 INSERT INTO t2 VALUES (1) */",
  "UPDATE t SET a = 1",
  "REPLACE INTO t2 VALUES (1)",
  "CREATE TEMPORARY TABLE temp2 (a int)",
  "CREATE OR REPLACE TEMPORARY TABLE temp2 (a int)",
  "DROP TEMPORARY TABLE temp2",
  "SET @x = 1",
  "SET SESSION sql_mode = ''",
  "SET STATEMENT max_statement_time = 5 FOR INSERT INTO t2 VALUES (1)",
  "CALL p()",
  "DO 1",
  "CHECKSUM TABLE t",
  "ANALYZE SELECT 1",
  "EXPLAIN SELECT 1",
  "SHOW TABLES",
  "USE information_schema",
  "SAVEPOINT x",
  "BEGIN NOT ATOMIC INSERT INTO t2 VALUES (1); END",
];

const SETUP = [
  "CREATE TABLE t (a int) ENGINE=InnoDB",
  "CREATE TABLE t2 (a int) ENGINE=InnoDB",
  "CREATE TABLE probe (a int) ENGINE=InnoDB",
  "CREATE TEMPORARY TABLE temp (a int)",
  "CREATE PROCEDURE p() INSERT INTO t2 VALUES (1)",
];

forEachDialect("commitsImplicitly() agrees with the server, both ways", async (database) => {
  const url = parseDatabaseUrl(database.url);
  await using connection = await connectMysql(url, { applicationName: "retort", connectTimeout: 5000 });
  const name = url.database;
  for (const sql of SETUP) await connection.execute(sql);
  for (const sql of [...COMMITS, ...LEAVES_OPEN]) {
    await connection.execute("DELETE FROM probe");
    await connection.execute("START TRANSACTION");
    await connection.execute("INSERT INTO probe VALUES (1)");
    await connection.execute(sql);
    await connection.execute("ROLLBACK");
    await connection.execute("UNLOCK TABLES");
    await connection.execute(`USE ${name}`);
    const [row] = await connection.query<{ kept: number }>("SELECT count(*) AS kept FROM probe");
    assert.equal(row?.kept === 1, COMMITS.includes(sql), `${sql}: the server kept ${row?.kept}`);
    assert.equal(mysql.commitsImplicitly(sql), row?.kept === 1, sql);
  }
}, { engines: ["mysql"] });

const RUN_OTHERS = [
  "CALL p()",
  "BEGIN NOT ATOMIC CREATE TABLE half (a int); INSERT INTO missing_table VALUES (1); END",
  "EXECUTE IMMEDIATE 'CALL p()'",
  "SET STATEMENT max_statement_time = 5 FOR CALL p()",
];

forEachDialect(
  "what a failing call has committed is never taken for an applied revision",
  async (database) => {
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    await database.sql(
      "DELIMITER //\nCREATE PROCEDURE p() BEGIN CREATE TABLE half (a int); INSERT INTO missing_table VALUES (1); END//",
    );
    for (const sql of RUN_OTHERS) {
      assert.ok(mysql.mayCommit?.(sql), sql);
      await writeScripts(`${database.folder}/migrations`, {
        "a.sql":
          `-- a call\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\nDELIMITER //\n${sql}//\nDELIMITER ;\n` +
          '-- migrate:down none "a test"\n',
      });
      const { code, stderr } = await retort(["upgrade"], options);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /the failed statement may have done a part of its work/);
      assert.doesNotMatch(stderr, /nothing of it was kept/);
      const { code: status, stdout } = await retort(["status"], options);
      assert.equal(status, 7, sql);
      assert.match(stdout, /^applied +0$/m);
      await database.sql("DROP TABLE half; DELETE FROM retort_ledger");
    }
    assert.ok(!mysql.mayCommit?.("BEGIN"));
    assert.ok(!mysql.mayCommit?.("INSERT INTO t VALUES (1)"));
  },
  { engines: ["mysql"] },
);

forEachDialect(
  "code that stopped half-way says how to go on: with steps by itself, else by an answer",
  async (database) => {
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    const broken =
      'await op.execute("CREATE TABLE made (a int)"); await op.execute("INSERT INTO missing_table VALUES (1)");';
    const cases = [
      [
        `await op.step("one", async () => { ${broken} });`,
        /^hint: Mend migrations\/a\.ts, and run `retort upgrade` again/m,
      ],
      [broken, /^hint: Finish it by hand and `retort repair aaaaaaaaaaaa --done`/m],
    ] as const;
    for (const [code, hint] of cases) {
      await writeScripts(`${database.folder}/migrations`, {
        "a.ts": `// code\n// revision: aaaaaaaaaaaa\nexport async function upgrade(op) { ${code} }\n`,
      });
      const { stderr } = await retort(["upgrade"], options);
      assert.match(stderr, hint);
      await database.sql("DROP TABLE made; DELETE FROM retort_ledger");
    }
  },
  { engines: ["mysql"] },
);

forEachDialect("what a rollback leaves in a table without transactions is told of", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  for (const [marker, status] of [["up", 3], ["up transaction:false", 7]] as const) {
    await database.sql("CREATE OR REPLACE TABLE plain (x int PRIMARY KEY) ENGINE=MyISAM");
    await database.sql("INSERT INTO plain VALUES (1), (2), (12)");
    await writeScripts(`${database.folder}/migrations`, {
      "a.sql": `-- shift\n-- revision: aaaaaaaaaaaa\n\n-- migrate:${marker}\n` +
        'UPDATE plain SET x = x + 10 ORDER BY x;\n-- migrate:down none "a test"\n',
    });
    const { code, stderr } = await retort(["upgrade"], options);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /what was changed in tables without transactions/);
    assert.doesNotMatch(stderr, /nothing of it was kept/);
    assert.match(
      stderr,
      status === 7 ? /retort repair aaaaaaaaaaaa --undone/ : /Take back by hand what was done/,
    );
    assert.equal((await retort(["status"], options)).code, status);
  }
}, { engines: ["mysql"] });
