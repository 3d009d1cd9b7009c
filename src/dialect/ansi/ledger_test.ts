import assert from "node:assert/strict";
import type { LedgerRow } from "../dialect.ts";
import { ansiLedger, logName } from "./ledger.ts";
import { quoteWith } from "./quote.ts";

const types = {
  id: "varchar(255)",
  text: "text",
  longText: "longtext",
  integer: "integer",
  bigint: "bigint",
  timestamp: "varchar(24)",
  logKey: "serial PRIMARY KEY",
};
const numbered = ansiLedger({
  quote: (identifier) => quoteWith('"', identifier),
  placeholder: (position) => `$${position}`,
  types,
});

function row(change: Partial<LedgerRow> = {}): LedgerRow {
  return {
    revision: "a",
    message: "m",
    down_revisions: "",
    depends_on: "",
    branch_labels: "",
    path: "a.sql",
    script: "SELECT 1",
    checksum: "c",
    checksum_version: 1,
    file_digest: "d",
    origin: "run",
    state: "applied",
    statements_done: 0,
    journal: null,
    applied_at: "2026-11-21T09:12:44.000Z",
    applied_by: "u",
    duration_ms: null,
    retort_version: "0.1.0",
    layout: 1,
    ...change,
  };
}

Deno.test("logName() puts the log beside the ledger", () => {
  const tables = ["retort_ledger", "app_ledger", "ledger", "x"].map((table) => logName({ table }).table);
  assert.deepEqual(tables, ["retort_log", "app_log", "ledger_log", "x_log"]);
  assert.deepEqual(logName({ table: "x", schema: "s" }), { table: "x_log", schema: "s" });
});

Deno.test("ansiLedger() numbers placeholders and binds every value", () => {
  const insert = numbered.insert({ table: "l", schema: "s" }, row());
  assert.match(insert.sql, /^INSERT INTO "s"\."l" \("revision", .*"layout"\) VALUES \(\$1, .*, \$19\)$/);
  assert.deepEqual(insert.parameters, Object.values(row()));
  assert.deepEqual(numbered.update({ table: "l" }, "a", { state: "upgrading", journal: null }), {
    sql: 'UPDATE "l" SET "state" = $1, "journal" = $2 WHERE "revision" = $3',
    parameters: ["upgrading", null, "a"],
  });
  assert.deepEqual(numbered.remove({ table: "l" }, "a"), {
    sql: 'DELETE FROM "l" WHERE "revision" = $1',
    parameters: ["a"],
  });
});

Deno.test("ansiLedger() refuses an update that changes nothing", () => {
  assert.throws(() => numbered.update({ table: "l" }, "a", {}), /must change something/);
});

Deno.test("ansiLedger() logs many rows in one statement", () => {
  const entry = {
    revision: "a",
    direction: "upgrade",
    outcome: "done",
    started_at: "t",
    duration_ms: 1,
    run_by: "u",
    retort_version: "0",
    error: null,
  };
  const log = numbered.log({ table: "retort_ledger" }, [entry, { ...entry, revision: "b" }]);
  assert.match(log.sql, /INTO "retort_log" .* VALUES \(\$1, .*\$8\), \(\$9, .*\$16\)$/);
  assert.equal(log.parameters?.[8], "b");
});

Deno.test("ansiLedger() reads all rows without their scripts and in order", () => {
  const { sql } = numbered.readAll({ table: "l" });
  assert.ok(!sql.includes('"script"'));
  assert.ok(sql.endsWith('FROM "l" ORDER BY applied_at, revision'));
  assert.ok(numbered.readOne({ table: "l" }, "a").sql.includes('"script"'));
});

Deno.test("ansiLedger() creates schema, ledger and log with the engine's types and suffix", () => {
  const ledger = ansiLedger({
    quote: (identifier) => quoteWith("`", identifier),
    placeholder: () => "?",
    types,
    tableSuffix: "ENGINE=InnoDB",
    createSchema: (schema) => ({ sql: `CREATE SCHEMA ${schema}` }),
  });
  const [schema, table, log] = ledger.create({ table: "x", schema: "s" }).map(({ sql }) => sql);
  assert.equal(schema, "CREATE SCHEMA s");
  assert.match(
    table ?? "",
    /^CREATE TABLE IF NOT EXISTS `s`\.`x` \(\n {2}`revision` varchar\(255\) NOT NULL,/,
  );
  assert.match(table ?? "", /PRIMARY KEY \(`revision`\)\n\) ENGINE=InnoDB$/);
  assert.match(log ?? "", /`s`\.`x_log` \(\n {2}`id` serial PRIMARY KEY,/);
  assert.equal(ledger.create({ table: "x" }).length, 2);
});
