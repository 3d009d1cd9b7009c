import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { type TestDatabase, withDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const [FIRST = "", SECOND = ""] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);

/** Another database on the same server, which is not there yet. */
function absent({ engine, url, folder }: TestDatabase): { readonly name: string; readonly url: string } {
  const name = `retort_made_${crypto.randomUUID().slice(0, 8)}`;
  return engine === "sqlite"
    ? { name: `${folder}/made.db`, url: `sqlite:${folder}/made.db` }
    : { name, url: withDatabase(url, name) };
}

forEachDialect("create makes the database, drop takes it away when told so", async (database) => {
  const { name, url } = absent(database);
  const run = (...args: string[]) => retort(args, { cwd: database.folder, env: { DATABASE_URL: url } });
  assert.deepEqual((await run("create")).stdout, `Created the database ${name}\n`);
  assert.deepEqual((await run("create")).stdout, `The database ${name} is there\n`);
  assert.equal((await run("ensure_version")).code, 0);
  const asked = await run("drop");
  assert.equal(asked.code, 2);
  assert.match(asked.stderr, /Dropping .* needs a yes\nhint: `--yes`/);
  assert.equal(JSON.parse((await run("drop", "--yes", "--json")).stdout).dropped, true);
  assert.deepEqual((await run("drop", "--yes")).stdout, `There is no database ${name}\n`);
});

forEachDialect("a protected database is not dropped without a yes", async (database) => {
  await writeScripts(database.folder, { "retort.jsonc": '{ "protected": true }' });
  const refused = await retort(["drop"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
  assert.equal(refused.code, 8, refused.stderr);
}, { engines: ["sqlite"] });

Deno.test("a database that others use is not dropped, and the hint ends their sessions", async () => {
  const { createTestDatabase } = await import("../support/test_database.ts");
  await using database = await createTestDatabase("postgres");
  const { connectPostgres } = await import("../../src/dialect/postgres/driver.ts");
  const { parseDatabaseUrl } = await import("../../src/util/database_url.ts");
  const options = { applicationName: "other", connectTimeout: 5000 };
  await using _other = await connectPostgres(parseDatabaseUrl(database.url), options);
  const refused = await retort(["drop", "--yes"], {
    cwd: database.folder,
    env: { DATABASE_URL: database.url },
  });
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /is being accessed by other users[\s\S]*pg_terminate_backend/);
});

forEachDialect("wait sees the database come, and the revision", async (database) => {
  const { url } = absent(database);
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": SECOND });
  const run = (...args: string[]) => retort(args, { cwd: database.folder, env: { DATABASE_URL: url } });
  const early = await run("wait", "--for", "head", "--timeout", "300ms");
  assert.equal(early.code, database.engine === "sqlite" ? 3 : 5, early.stderr);
  const waiting = run("wait", "--for", "head", "--timeout", "30s");
  assert.equal((await run("create")).code, 0);
  assert.deepEqual((await run("wait")).stdout, "The database answers\n");
  assert.equal((await run("upgrade", "aaaa")).code, 0);
  const later = await run("wait", "--for", "bbbb", "--timeout", "300ms");
  assert.equal(later.code, 3);
  assert.match(later.stderr, /bbbbbbbbbbbb is not applied yet/);
  assert.match((await run("wait", "--for", "aaaa")).stdout, /^The database is at aaaaaaaaaaaa$/m);
  assert.equal((await run("upgrade")).code, 0);
  const { code, stdout } = await waiting;
  assert.deepEqual([code, stdout], [0, "The database is at bbbbbbbbbbbb\n"]);
  assert.equal((await run("drop", "--yes")).code, 0);
});

forEachDialect("upgrade --wait --create makes the database first", async (database) => {
  const { name, url } = absent(database);
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST });
  const options = { cwd: database.folder, env: { DATABASE_URL: url } };
  const first = await retort(["upgrade", "--wait=5s", "--create"], options);
  assert.equal(first.code, 0, first.stderr);
  assert.ok(first.stderr.includes(`Created the database ${name}\n`), first.stderr);
  const again = await retort(["upgrade", "--create"], options);
  assert.equal(again.stdout, "Nothing to do: the database is at aaaaaaaaaaaa\n");
  assert.equal((await retort(["drop", "--yes"], options)).code, 0);
});

Deno.test("a server that never answers ends the wait with exit code 5", async () => {
  const url = "postgres://nobody@127.0.0.1:1/none";
  for (const args of [["wait", "--timeout", "300ms"], ["upgrade", "--wait=300ms"]]) {
    const { code, stderr } = await retort([...args, "--url", url], {});
    assert.equal(code, 5, stderr);
    assert.match(stderr, /Waiting: Cannot connect to PostgreSQL/);
  }
});
