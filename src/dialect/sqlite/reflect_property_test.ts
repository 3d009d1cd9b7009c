import assert from "node:assert/strict";
import fc from "fast-check";
import { OddSqliteText } from "../../../tests/support/odd_sqlite_text.ts";
import { drawTable } from "../../../tests/support/random_sqlite_table.ts";
import { EMPTY_SCHEMA, type Table } from "../../schema/schema.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import { sqliteCompiler } from "./compiler.ts";
import { connect } from "./driver.ts";
import { inOrder } from "./reflect/in_order.ts";
import { sqliteReflector } from "./reflector.ts";

const RUNS = { numRuns: Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 150), endOnFailure: true };

async function reflected(statements: readonly string[]): Promise<Table | undefined> {
  const options = { applicationName: "retort", connectTimeout: 1000 };
  await using connection = await connect(parseDatabaseUrl("sqlite::memory:"), options);
  for (const sql of statements) await connection.execute(sql);
  const { tables, unknown } = await sqliteReflector.reflect(connection, {});
  assert.deepEqual(unknown, []);
  return tables[0];
}

Deno.test("reflect() reads random tables, however they are written", async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (draw) => {
      const table = drawTable(draw);
      const statements = new OddSqliteText(draw).statements(table);
      assert.deepEqual(await reflected(statements), inOrder(table), statements.join(";\n"));
    }),
    RUNS,
  );
});

Deno.test("reflect() reads random tables as the compiler writes them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (draw) => {
      const table = drawTable(draw);
      const server = { product: "sqlite", version: "3.53.0", versionNumbers: [3, 53, 0] } as const;
      const statements = sqliteCompiler.handlers
        .createTable({ kind: "createTable", table, ifNotExists: false }, {
          schema: EMPTY_SCHEMA,
          server,
          offline: false,
        })
        .map(({ sql }) => sql);
      assert.deepEqual(await reflected(statements), inOrder(table), statements.join(";\n"));
    }),
    RUNS,
  );
});
