import assert from "node:assert/strict";
import { connectPostgres } from "../../src/dialect/postgres/driver.ts";
import { postgres } from "../../src/dialect/postgres/mod.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";

/** Each has its own objects, because the server is asked about every one of them. */
const NEEDS_AUTOCOMMIT = [
  "CREATE INDEX CONCURRENTLY ON t (a)",
  "create /* x */ unique index\n concurrently on t (a)",
  "DROP INDEX CONCURRENTLY t_a_idx",
  "REINDEX INDEX CONCURRENTLY t_b",
  "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
  "REINDEX SCHEMA public",
  "REINDEX DATABASE postgres",
  "REINDEX SYSTEM postgres",
  "VACUUM t",
  "VACUUM (FULL, ANALYZE) t",
  "-- why\nVACUUM",
  "CREATE DATABASE autocommit_test",
  "DROP DATABASE IF EXISTS autocommit_test",
  "CREATE TABLESPACE nowhere LOCATION '/nowhere'",
  "DROP TABLESPACE IF EXISTS nowhere",
  "ALTER SYSTEM SET work_mem = '4MB'",
  "ALTER DATABASE postgres SET TABLESPACE pg_default",
  "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p",
  "DROP SUBSCRIPTION s",
  "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
  "ALTER SUBSCRIPTION s SET PUBLICATION q",
  "ALTER TABLE parts DETACH PARTITION part_one CONCURRENTLY",
  "CLUSTER",
  "CLUSTER VERBOSE",
  "DISCARD ALL",
  "COMMIT PREPARED 'x'",
  "ROLLBACK PREPARED 'x'",
];

const RUNS_IN_TRANSACTION = [
  "CREATE INDEX ON t (a)",
  'CREATE TABLE "CONCURRENTLY" (a int)',
  'CREATE INDEX "CONCURRENTLY" ON t (a)',
  "DROP INDEX t_b",
  "REINDEX INDEX t_b",
  "REINDEX (CONCURRENTLY off) TABLE t",
  "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
  "ALTER TYPE mood ADD VALUE 'new'",
  "ALTER DATABASE postgres SET work_mem = '4MB'",
  "ALTER TABLE parts DETACH PARTITION part_one",
  "CLUSTER t USING t_b",
  "ANALYZE",
  "DISCARD PLANS",
  "SELECT 'VACUUM'",
  "CREATE SUBSCRIPTION s2 CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p WITH (connect = false)",
  "ALTER SUBSCRIPTION s SET PUBLICATION q WITH (refresh = false)",
  "ALTER SUBSCRIPTION s DISABLE",
];

/** What PostgreSQL 13 does not know, or lets stand in a transaction. */
const SINCE_14 = [
  "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
  "ALTER SUBSCRIPTION s SET PUBLICATION q",
  "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
  "REINDEX (CONCURRENTLY off) TABLE t",
  "ALTER TABLE parts DETACH PARTITION part_one CONCURRENTLY",
];

const SETUP = [
  "CREATE TABLE t (a int, b int)",
  "CREATE INDEX t_b ON t (b)",
  "CREATE TYPE mood AS ENUM ('old')",
  "CREATE MATERIALIZED VIEW v AS SELECT 1 AS a",
  "CREATE UNIQUE INDEX ON v (a)",
  "CREATE TABLE parts (a int) PARTITION BY LIST (a)",
  "CREATE TABLE part_one PARTITION OF parts FOR VALUES IN (1)",
  "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p WITH (connect = false, slot_name = 'x')",
  "ALTER SUBSCRIPTION s ENABLE",
];

forEachDialect("autocommitReason() agrees with the server, both ways", async (database) => {
  const url = parseDatabaseUrl(database.url);
  await using connection = await connectPostgres(url, { applicationName: "retort", connectTimeout: 5000 });
  for (const sql of SETUP) await connection.execute(sql);
  const unknown = connection.server.versionNumbers[0] < 14 ? SINCE_14 : [];
  const known = [...NEEDS_AUTOCOMMIT, ...RUNS_IN_TRANSACTION].filter((sql) => !unknown.includes(sql));
  try {
    for (const sql of known) {
      await connection.execute("BEGIN");
      const said = await connection.execute(sql).then(() => "", (error) => error.message);
      await connection.execute("ROLLBACK");
      const refused = /cannot (run|be executed) (inside|from)/.test(said);
      assert.equal(refused, NEEDS_AUTOCOMMIT.includes(sql), `${sql}: the server said '${said}'`);
      const reason = postgres.autocommitReason(sql, connection.server);
      assert.equal(reason !== undefined, refused, `${sql}: ${reason}`);
    }
  } finally {
    await connection.execute("ALTER SUBSCRIPTION s DISABLE");
    await connection.execute("ALTER SUBSCRIPTION s SET (slot_name = NONE)");
    await connection.execute("DROP SUBSCRIPTION s");
  }
}, { engines: ["postgres"] });
