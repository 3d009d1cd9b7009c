import assert from "node:assert/strict";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import { connect } from "./driver.ts";
import { autocommitReason, endsTransaction, transactionRefusal } from "./transaction.ts";

const ALONE = [
  "VACUUM",
  "/* big */ vacuum into 'x.db'",
  "DETACH DATABASE other",
  "PRAGMA journal_mode = WAL",
  "-- a\nPRAGMA main.journal_mode(delete)",
  "PRAGMA synchronous=OFF",
  "pragma wal_checkpoint",
  "PRAGMA temp_store = 1",
];

const TOGETHER = [
  "CREATE TABLE vacuum_log (a)",
  "PRAGMA journal_mode",
  "PRAGMA user_version = 3",
  "PRAGMA defer_foreign_keys = ON",
  "ATTACH 'other.db' AS other",
  "ANALYZE",
  "REINDEX",
  "INSERT INTO t VALUES ('VACUUM')",
];

Deno.test("autocommitReason() knows the statements that cannot run in a transaction", () => {
  for (const sql of ALONE) assert.match(autocommitReason(sql) ?? "", /transaction/, sql);
  for (const sql of TOGETHER) assert.equal(autocommitReason(sql), undefined, sql);
});

Deno.test("autocommitReason() agrees with the engine", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await using connection = await connect(parseDatabaseUrl(`sqlite:${folder}/app.db`), {
      applicationName: "retort",
      connectTimeout: 1000,
    });
    await connection.execute("CREATE TABLE t (a)");
    await connection.execute("BEGIN");
    await connection.execute("INSERT INTO t VALUES (1)");
    for (const sql of ["VACUUM", "PRAGMA synchronous = OFF", "PRAGMA wal_checkpoint"]) {
      await assert.rejects(connection.execute(sql), Error, sql);
    }
    assert.deepEqual(await connection.query("PRAGMA journal_mode = WAL"), [{ journal_mode: "delete" }]);
    for (const sql of ["ANALYZE", "REINDEX", "PRAGMA user_version = 3", `ATTACH '${folder}/b.db' AS b`]) {
      await connection.execute(sql);
    }
    await connection.execute("ROLLBACK");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("transactionRefusal() refuses to set foreign_keys, not to read it", () => {
  for (const sql of ["PRAGMA foreign_keys=OFF", "pragma/**/foreign_keys(0)", 'PRAGMA "foreign_keys" = 1']) {
    assert.match(transactionRefusal(sql)?.hint ?? "", /foreign_keys:off/, sql);
  }
  for (const sql of ["PRAGMA foreign_keys", "PRAGMA foreign_key_check", "PRAGMA foreign_key_list(t)"]) {
    assert.equal(transactionRefusal(sql), undefined, sql);
  }
});

Deno.test("endsTransaction() tells the end from a savepoint's", () => {
  for (const sql of ["COMMIT", "end transaction", "ROLLBACK", "-- x\nROLLBACK TRANSACTION", "RELEASE s"]) {
    assert.ok(endsTransaction(sql), sql);
  }
  for (
    const sql of [
      "ROLLBACK TO s",
      "ROLLBACK TRANSACTION TO SAVEPOINT s",
      "INSERT OR ROLLBACK INTO t VALUES (1)",
    ]
  ) {
    assert.ok(!endsTransaction(sql), sql);
  }
});
