import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection } from "../../src/dialect/dialect.ts";
import { postgres } from "../../src/dialect/postgres/mod.ts";
import { createAll } from "../../src/operation/create_all.ts";
import { dispatch } from "../../src/operation/dispatch.ts";
import { EMPTY_SCHEMA, type Schema, type Table } from "../../src/schema/schema.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { drawPostgresTable, PARENT } from "../support/random_postgres_table.ts";

const RUNS = { numRuns: Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 30), endOnFailure: true };

/** The statements that make a schema from nothing. */
async function statements(schema: Schema, { server }: Connection): Promise<string[]> {
  const compiler = await postgres.compiler();
  return createAll(schema, compiler).flatMap((operation) =>
    dispatch(compiler.handlers, operation, { schema: EMPTY_SCHEMA, server, offline: true }).map(({ sql }) =>
      sql
    )
  );
}

/** What a schema is reflected as, tidied; the database is as before afterwards. */
async function made(connection: Connection, texts: readonly string[]): Promise<Schema> {
  await connection.execute("BEGIN");
  try {
    for (const sql of texts) await connection.execute(sql);
    const reflector = await postgres.reflector();
    return reflector.tidy(await reflector.reflect(connection, {}));
  } finally {
    await connection.execute("ROLLBACK");
  }
}

/** Lists whose order says nothing. */
function inOrder(table: Table): Table {
  const text = (each: object) => JSON.stringify(Object.entries(each).sort());
  const sorted = <T extends object>(list: readonly T[]) =>
    list.toSorted((one, other) => text(one) < text(other) ? -1 : 1);
  return { ...table, constraints: sorted(table.constraints), indexes: sorted(table.indexes) };
}

forEachDialect(
  "a random table is reflected as it was meant, and made again from that",
  async ({ url, sql }) => {
    await sql(`CREATE TABLE "${PARENT.replaceAll('"', '""')}" (id integer PRIMARY KEY)`);
    await using connection = await postgres.connect(parseDatabaseUrl(url), {
      applicationName: "retort",
      connectTimeout: 10_000,
    });
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const meant = drawPostgresTable(draw);
        const texts = await statements({ ...EMPTY_SCHEMA, tables: [meant] }, connection);
        const script = texts.join(";\n");
        const schema = await made(connection, texts);
        const tables = schema.tables.filter(({ name }) => name !== PARENT);
        const found = tables.map(({ dependsOn: _dependsOn, ...table }) => inOrder(table));
        assert.deepEqual(found, [inOrder(meant)], script);
        assert.deepEqual([schema.unknown, schema.sequences], [[], []], script);
        const again = await made(connection, await statements({ ...schema, tables }, connection));
        assert.deepEqual(again, schema, script);
      }),
      RUNS,
    );
  },
  { engines: ["postgres"] },
);
