import assert from "node:assert/strict";
import type { Connection } from "../../../src/dialect/dialect.ts";
import { loadDialect } from "../../../src/dialect/registry.ts";
import { split } from "../../../src/sql/split.ts";
import { directConnection } from "../../support/direct_connection.ts";
import { type Engine, ENGINES } from "../../support/engine.ts";
import { runOrThrow } from "../../support/process.ts";
import { retort } from "../../support/retort.ts";
import { createTestDatabase, type TestDatabase } from "../../support/test_database.ts";
import { alembicPython } from "./alembic_environment.ts";
import { comparable } from "./comparable.ts";
import { enginesOf, type Pair, textFor } from "./pair.ts";
import { BATCH_PAIRS } from "./pairs/batch.ts";
import { COLUMN_PAIRS } from "./pairs/columns.ts";
import { CONSTRAINT_PAIRS } from "./pairs/constraints.ts";
import { DATA_PAIRS } from "./pairs/data.ts";
import { INDEX_PAIRS } from "./pairs/indexes.ts";
import { TABLE_PAIRS } from "./pairs/tables.ts";
import { TYPE_PAIRS } from "./pairs/types.ts";

const PAIRS: readonly Pair[] = [
  ...TABLE_PAIRS,
  ...COLUMN_PAIRS,
  ...TYPE_PAIRS,
  ...CONSTRAINT_PAIRS,
  ...INDEX_PAIRS,
  ...BATCH_PAIRS,
  ...DATA_PAIRS,
];

/** How many pairs are under way at once. */
const AT_ONCE = 4;

const SCHEMES: Readonly<Record<Engine, string>> = {
  sqlite: "sqlite:///",
  postgres: "postgresql+psycopg2:",
  mysql: "mysql+pymysql:",
};

/** A pair with a database for each side, both as its setup leaves them. */
interface Prepared {
  readonly pair: Pair;
  readonly theirs: TestDatabase;
  readonly ours: TestDatabase;
}

async function prepare(pair: Pair, engine: Engine, stack: AsyncDisposableStack): Promise<Prepared> {
  const { lexicon } = await loadDialect(engine);
  const setup = split(textFor(pair.setup, engine), lexicon);
  const made: TestDatabase[] = [];
  for (let side = 0; side < 2; side++) {
    const database = stack.use(await createTestDatabase(engine));
    made.push(database);
    if (setup.length === 0) continue;
    await using connection = await directConnection(database.url);
    for (const { sql } of setup) await connection.execute(sql);
  }
  const [theirs, ours] = made;
  if (theirs === undefined || ours === undefined) throw new Error("There must be two sides");
  return { pair, theirs, ours };
}

/** SQLAlchemy's URL of a test's database. */
function alembicUrl(engine: Engine, url: string): string {
  if (engine === "sqlite") return SCHEMES.sqlite + url.slice("sqlite:".length);
  return SCHEMES[engine] + url.slice(url.indexOf("//"));
}

/** What failed on Alembic's side; all pairs in one process. */
async function runAlembic(prepared: readonly Prepared[], engine: Engine): Promise<(string | null)[]> {
  const cases = prepared.map(({ pair, theirs }) => ({
    url: alembicUrl(engine, theirs.url),
    naming: pair.naming?.alembic ?? null,
    code: textFor(pair.alembic, engine).trim(),
  }));
  const program = new URL("run_alembic.py", import.meta.url).pathname;
  return JSON.parse(await runOrThrow(await alembicPython(), [program], { stdin: JSON.stringify(cases) }));
}

/** A revision whose upgrade is the pair's function. */
function revisionText({ retort: change, header }: Pair): string {
  const lines = header === undefined ? "" : `// ${header}\n`;
  return `// one pair\n// revision: 0001\n${lines}\nexport const upgrade = ${change.toString()};\n`;
}

async function runRetort({ pair, ours }: Prepared): Promise<void> {
  await Deno.mkdir(`${ours.folder}/migrations`);
  await Deno.writeTextFile(`${ours.folder}/migrations/0001_pair.ts`, revisionText(pair));
  const naming = pair.naming === undefined ? {} : { naming: pair.naming.retort };
  await Deno.writeTextFile(`${ours.folder}/retort.jsonc`, JSON.stringify(naming));
  const { code, stderr } = await retort(["upgrade"], { cwd: ours.folder, env: { DATABASE_URL: ours.url } });
  assert.equal(code, 0, stderr);
}

/** What a database declares, and the rows that the pair asks for. */
async function outcome(pair: Pair, { url }: TestDatabase, engine: Engine): Promise<unknown> {
  const reflector = await (await loadDialect(engine)).reflector();
  await using connection = await directConnection(url);
  const hidden = ["retort_ledger", "retort_log"].map((name) => ({ name }));
  const schema = comparable(await reflector.reflect(connection, { hidden }), engine);
  return { schema, rows: pair.query === undefined ? [] : await connection.query(pair.query) };
}

async function check(prepared: Prepared, failure: string | null | undefined, engine: Engine): Promise<void> {
  assert.equal(failure, null, `Alembic: ${failure}`);
  await runRetort(prepared);
  const { pair, ours, theirs } = prepared;
  assert.deepEqual(await outcome(pair, ours, engine), await outcome(pair, theirs, engine));
}

/** Calls for each, a few at a time, in order of the list. */
async function eachOf<Item, Result>(items: readonly Item[], call: (item: Item) => Promise<Result>) {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...await Promise.all(items.slice(start, start + AT_ONCE).map(call)));
  }
  return results;
}

Deno.test("there are at least 120 pairs, each with a name of its own", () => {
  assert.ok(PAIRS.length >= 120);
  assert.equal(new Set(PAIRS.map(({ name }) => name)).size, PAIRS.length);
});

for (const engine of ENGINES) {
  Deno.test(`operations leave what Alembic's leave [${engine}]`, async (t) => {
    await using stack = new AsyncDisposableStack();
    const wanted = Deno.env.get("RETORT_PAIR");
    const pairs = PAIRS.filter((pair) => enginesOf(pair).includes(engine))
      .filter(({ name }) => wanted === undefined || name.includes(wanted));
    const prepared = await eachOf(pairs, (pair) => prepare(pair, engine, stack));
    const failures = await runAlembic(prepared, engine);
    const work = prepared.map((one, index) => ({ one, failure: failures[index] }));
    const errors = await eachOf(work, async ({ one, failure }) => {
      try {
        await check(one, failure, engine);
      } catch (error) {
        return error;
      }
    });
    for (const [index, { pair }] of prepared.entries()) {
      await t.step(pair.name, () => {
        if (errors[index] !== undefined) throw errors[index];
      });
    }
  });
}
