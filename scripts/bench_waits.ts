// How long another writer waits for a row while a table is filled, in chunks and by one UPDATE, on PostgreSQL:
//   deno task bench:waits [rows]
import { loadDialect } from "../src/dialect/registry.ts";
import { parseDatabaseUrl } from "../src/util/database_url.ts";
import { runSql } from "../tests/support/client.ts";
import { runOrThrow } from "../tests/support/process.ts";
import { retortCommand } from "../tests/support/retort.ts";
import { createTestDatabase, type TestDatabase } from "../tests/support/test_database.ts";

const WHOLE = "UPDATE account SET total = price * amount";

const CHUNKED = `-- total
-- revision: aaaaaaaaaaaa

-- migrate:up
-- migrate:chunks table:account key:id size:10000
${WHOLE} WHERE id > :after AND id <= :upto;

-- migrate:down none "it is a sum"
`;

interface Waits {
  readonly seconds: number;
  /** Milliseconds. */
  readonly longest: number;
  readonly writes: number;
}

/** A full table, the change of all its rows, and somebody who writes to rows of it meanwhile. */
async function waits(rows: number, fill: (database: TestDatabase) => Promise<unknown>): Promise<Waits> {
  await using database = await createTestDatabase("postgres");
  await runSql(
    "postgres",
    database.url,
    `CREATE TABLE account (id bigint NOT NULL PRIMARY KEY, price integer NOT NULL, amount integer NOT NULL,
       note text, total bigint);
     INSERT INTO account (id, price, amount, note)
       SELECT i * 3, i % 1000, i % 7, 'a note of some length' FROM generate_series(1, ${rows}) AS s (i);
     VACUUM ANALYZE account`,
  );
  const dialect = await loadDialect("postgres");
  const options = { applicationName: "writer", connectTimeout: 10_000 };
  await using writer = await dialect.connect(parseDatabaseUrl(database.url), options);
  const started = performance.now();
  let done = false;
  const filling = fill(database).finally(() => done = true);
  let [longest, writes] = [0, 0];
  while (!done) {
    const id = 3 * (1 + Math.floor(Math.random() * rows));
    const began = performance.now();
    await writer.execute("UPDATE account SET note = 'touched' WHERE id = $1", [id]);
    longest = Math.max(longest, performance.now() - began);
    writes += 1;
  }
  await filling;
  return { seconds: (performance.now() - started) / 1000, longest, writes };
}

async function inChunks({ folder, url }: TestDatabase): Promise<void> {
  await Deno.mkdir(`${folder}/migrations`);
  await Deno.writeTextFile(`${folder}/migrations/a.sql`, CHUNKED);
  const { program, leading } = retortCommand();
  await runOrThrow(program, [...leading, "--url", url, "upgrade"], { cwd: folder });
}

async function main(rows: number): Promise<void> {
  const found = {
    "in chunks of 10,000": await waits(rows, inChunks),
    "one UPDATE": await waits(rows, ({ url }) => runSql("postgres", url, WHOLE)),
  };
  for (const [name, { seconds, longest, writes }] of Object.entries(found)) {
    const line = `${name}: ${seconds.toFixed(1)} s; of ${writes} writes to random rows the longest took ${
      longest.toFixed(0)
    } ms\n`;
    await Deno.stdout.write(new TextEncoder().encode(line));
  }
}

await main(Number(Deno.args[0] ?? 1_000_000));
