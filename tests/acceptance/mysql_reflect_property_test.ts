import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection } from "../../src/dialect/dialect.ts";
import { mysql } from "../../src/dialect/mysql/mod.ts";
import { quote } from "../../src/dialect/mysql/quote.ts";
import { createAll } from "../../src/operation/create_all.ts";
import { dispatch } from "../../src/operation/dispatch.ts";
import { EMPTY_SCHEMA, type Schema, type Table } from "../../src/schema/schema.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { drawMysqlTable, PARENT } from "../support/random_mysql_table.ts";

const RUNS = { numRuns: Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 30), endOnFailure: true };

/** The statements that make a schema from nothing. */
async function statements(schema: Schema, { server }: Connection): Promise<string[]> {
  const compiler = await mysql.compiler();
  return createAll(schema, compiler).flatMap((operation) =>
    dispatch(compiler.handlers, operation, { schema: EMPTY_SCHEMA, server, offline: true }).map(({ sql }) =>
      sql
    )
  );
}

/** What a schema is reflected as, tidied; its tables are gone afterwards. */
async function made(connection: Connection, texts: readonly string[], name: string): Promise<Schema> {
  try {
    for (const sql of texts) await connection.execute(sql);
    const reflector = await mysql.reflector();
    return reflector.tidy(await reflector.reflect(connection, {}));
  } finally {
    await connection.execute(`DROP TABLE IF EXISTS ${quote(name)}`);
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
    await sql(`CREATE TABLE ${quote(PARENT)} (id int PRIMARY KEY)`);
    await using connection = await mysql.connect(parseDatabaseUrl(url), {
      applicationName: "retort",
      connectTimeout: 10_000,
    });
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const meant = drawMysqlTable(draw);
        const texts = await statements({ ...EMPTY_SCHEMA, tables: [meant] }, connection);
        const script = texts.join(";\n");
        const schema = await made(connection, texts, meant.name);
        const tables = schema.tables.filter(({ name }) => name !== PARENT);
        const found = tables.map(({ dependsOn: _dependsOn, ...table }) => inOrder(table));
        assert.deepEqual(found, [inOrder(meant)], script);
        assert.deepEqual([schema.unknown, schema.sequences], [[], []], script);
        const again = await made(connection, await statements({ ...schema, tables }, connection), meant.name);
        assert.deepEqual(again, schema, script);
      }),
      RUNS,
    );
  },
  { engines: ["mysql"] },
);
