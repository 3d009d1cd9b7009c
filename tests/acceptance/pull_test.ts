import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const [A = "", B = "", C = "", D = ""] = chain([
  "aaaaaaaaaaaa",
  "bbbbbbbbbbbb",
  "cccccccccccc",
  "dddddddddddd",
]);
const WIDE = D.replace("-- migrate:up", "-- migrate:up\n-- Ünïcode 😀 'quotes' \\n");

function optionsOf({ folder, url }: TestDatabase) {
  return { cwd: folder, env: { DATABASE_URL: url } };
}

async function applied(database: TestDatabase) {
  const files = { "a.sql": A, "old/b.sql": B, "c.sql": C, "d.sql": WIDE };
  await writeScripts(`${database.folder}/migrations`, files);
  const up = await retort(["upgrade"], optionsOf(database));
  assert.equal(up.code, 0, up.stderr);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

forEachDialect("pull writes all lost files back to where they were, as they were", async (database) => {
  await applied(database);
  const options = optionsOf(database);
  const migrations = `${database.folder}/migrations`;
  await Deno.remove(`${migrations}/old`, { recursive: true });
  await Deno.remove(`${migrations}/d.sql`);
  const status = await retort(["status"], options);
  assert.equal(status.code, 4);
  assert.match(status.stdout, /missing {3}bbbbbbbbbbbb: applied .*, no file has it/);
  assert.match(status.stdout, /it was migrations\/old\/b\.sql: `retort pull bbbbbbbbbbbb` writes it back/);

  const pulled = await retort(["pull", "--json"], options);
  assert.equal(pulled.code, 0, pulled.stderr);
  assert.deepEqual(
    JSON.parse(pulled.stdout).files.map(({ path, outcome }: Record<string, unknown>) => [path, outcome]),
    [["migrations/old/b.sql", "written"], ["migrations/d.sql", "written"]],
  );
  assert.equal(await Deno.readTextFile(`${migrations}/old/b.sql`), B);
  assert.equal(await Deno.readTextFile(`${migrations}/d.sql`), WIDE);
  assert.equal((await retort(["status"], options)).code, 0);
  const again = await retort(["pull"], options);
  assert.deepEqual([again.code, again.stdout], [0, "Nothing to do: every applied revision has its file\n"]);
});

forEachDialect("pull writes over a file that is another only with --force", async (database) => {
  await applied(database);
  const options = optionsOf(database);
  const path = `${database.folder}/migrations/d.sql`;
  const edited = D.replace("CREATE TABLE t_dddddddddddd", "CREATE TABLE u_dddddddddddd");
  await Deno.writeTextFile(path, edited);
  const status = await retort(["status"], options);
  assert.equal(status.code, 4);
  assert.match(status.stdout, /changed {3}dddddddddddd: migrations\/d\.sql is not what was applied/);
  const refused = await retort(["pull", "dddd"], options);
  assert.equal(refused.code, 8);
  assert.match(refused.stderr, /migrations\/d\.sql is there and is not what was applied as dddddddddddd/);
  assert.equal(await Deno.readTextFile(path), edited);
  const forced = await retort(["pull", "--force", "dddd"], options);
  assert.deepEqual(
    [forced.code, forced.stdout],
    [0, "Replaced migrations/d.sql: dddddddddddd, make dddddddddddd\n"],
  );
  assert.equal(await Deno.readTextFile(path), WIDE);
  const kept = await retort(["pull", "dddd"], options);
  assert.match(kept.stdout, /^Is there migrations\/d\.sql/);
  const unknown = await retort(["pull", "ffff"], options);
  assert.equal(unknown.code, 4);
});

forEachDialect("a path in the ledger never leads out of the script directories", async (database) => {
  await applied(database);
  const options = optionsOf(database);
  const { folder, sql } = database;
  await Deno.remove(`${folder}/migrations/d.sql`);
  await Deno.mkdir(`${folder}/elsewhere`);
  await Deno.symlink(`${folder}/elsewhere`, `${folder}/migrations/.link`);
  await Deno.rename(`${folder}/migrations/.link`, `${folder}/migrations/link`);
  const hostile: readonly string[] = [
    `${folder}/elsewhere/d.sql`,
    "migrations/../elsewhere/d.sql",
    "../elsewhere/d.sql",
    "elsewhere/d.sql",
    "migrations//d.sql",
    "migrations/link/d.sql",
    "migrations/.hidden/d.sql",
    "migrations/d.sh",
    "migrations/_template.sql",
    "migrations/retort.d.ts",
    "",
    "d.sql",
  ];
  await Deno.remove(`${folder}/migrations/link`);
  for (const path of hostile) {
    const isLinked = path.includes("link");
    await sql(`UPDATE retort_ledger SET path = '${path}' WHERE revision = 'dddddddddddd'`);
    if (isLinked) await Deno.symlink("../elsewhere", `${folder}/migrations/link`);
    const { code, stderr } = await retort(["pull", "dddddddddddd"], options);
    assert.notEqual(code, 0, path);
    assert.notEqual(code, 70, stderr);
    assert.ok(!await exists(`${folder}/elsewhere/d.sql`), path);
    assert.ok(!await exists(`${folder}/d.sql`), path);
    if (isLinked) await Deno.remove(`${folder}/migrations/link`);
  }
  const flat = await retort(["pull", "--flat"], options);
  assert.equal(flat.code, 0, flat.stderr);
  assert.equal(await Deno.readTextFile(`${folder}/migrations/d.sql`), WIDE);
});

forEachDialect("pull says what it cannot write, and writes the others", async (database) => {
  await applied(database);
  const options = optionsOf(database);
  const { folder, sql } = database;
  await Deno.remove(`${folder}/migrations/c.sql`);
  await Deno.remove(`${folder}/migrations/d.sql`);
  await sql("UPDATE retort_ledger SET script = NULL WHERE revision = 'cccccccccccc'");
  const status = await retort(["status"], options);
  assert.match(status.stdout, /it was migrations\/c\.sql: the ledger keeps its checksum alone/);
  const pulled = await retort(["pull"], options);
  assert.equal(pulled.code, 4);
  assert.equal(pulled.stdout, "Wrote migrations/d.sql: dddddddddddd, make dddddddddddd\n");
  assert.match(pulled.stderr, /The ledger keeps the checksum of revision cccccccccccc alone/);
});
