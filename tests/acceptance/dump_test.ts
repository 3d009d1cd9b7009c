import assert from "node:assert/strict";
import { createAccount } from "../support/accounts.ts";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { load } from "../support/schema_tool.ts";
import { createTestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const [FIRST = ""] = chain(["aaaaaaaaaaaa"]);

forEachDialect("dump leaves retort's own tables out, wherever they are", async (database) => {
  const { engine, url, folder, sql } = database;
  const options = { cwd: folder, env: { DATABASE_URL: url } };
  await writeScripts(`${folder}/migrations`, { "a.sql": FIRST });
  await writeScripts(`${folder}/migrations/repeatable`, { "r.sql": "CREATE VIEW one AS SELECT 1 AS one;\n" });
  if (engine === "sqlite") await sql("PRAGMA user_version = 1");
  const before = await retort(["dump"], options);
  assert.equal(before.code, 0, before.stderr);
  assert.match(before.stdout, /^-- The schema of a .*\n-- Load it into an empty one: .*\n$/);
  assert.equal((await retort(["upgrade"], options)).code, 0);
  const { code, stdout, stderr } = await retort(["dump"], options);
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stdout, /retort_/);
  assert.match(stdout, /^CREATE TABLE /m);
  assert.doesNotMatch(stdout, new RegExp(new URL(url).password || "no password"));
  if (engine !== "postgres") return;
  await sql("DROP TABLE retort_ledger, retort_log, retort_repeatable");
  const elsewhere = ["--ledger-schema", "ledgers", "--ledger-table", "done"];
  assert.equal((await retort([...elsewhere, "stamp", "head"], options)).code, 0);
  assert.equal((await retort([...elsewhere, "dump"], options)).stdout, stdout);
  await sql("CREATE TABLE ledgers.theirs (id int)");
  assert.match(
    (await retort([...elsewhere, "dump"], options)).stdout,
    /^CREATE SCHEMA ledgers;\n\n[^]*^CREATE TABLE ledgers.theirs/m,
  );
});

forEachDialect(
  "dump tells what it cannot connect to, and writes nothing then",
  async ({ engine, url, folder }) => {
    const missing = engine === "sqlite" ? "sqlite:gone.db" : `${url}_gone`;
    const options = { cwd: folder, env: { DATABASE_URL: missing } };
    const { code, stdout } = await retort(["dump", "--out", "schema.sql"], options);
    assert.deepEqual([code, stdout], [5, ""]);
    await assert.rejects(Deno.stat(`${folder}/schema.sql`));
    await assert.rejects(Deno.stat(`${folder}/gone.db`));
  },
);

forEachDialect(
  "dump takes the schemas that are named, with what is in them",
  async ({ url, folder, sql }) => {
    await sql(
      "CREATE SCHEMA app; CREATE SCHEMA audit; CREATE TABLE app.task (id int); CREATE TABLE audit.seen (id int); CREATE TABLE home (id int)",
    );
    const options = { cwd: folder, env: { DATABASE_URL: url } };
    const dump = async (...schemas: string[]) => (await retort(["dump", ...schemas], options)).stdout;
    assert.deepEqual((await dump("--schemas", "app,public")).match(/CREATE \w+ \S+/g), [
      "CREATE SCHEMA app;",
      "CREATE TABLE home",
      "CREATE TABLE app.task",
    ]);
    assert.equal(await dump("--schemas", "app", "--schemas", "audit"), await dump("--schemas", "app, audit"));
    const wrong = await retort(["dump", "--schemas", "ap"], options);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /The database has no schema 'ap'/);
  },
  { engines: ["postgres"] },
);

forEachDialect("dump --privileges writes owners and rights, so that they come back", async (database) => {
  const { url, folder, sql } = database;
  await using owner = await createAccount(database, "secret", "connect");
  await sql(`CREATE SCHEMA app AUTHORIZATION ${owner.name}; CREATE TABLE app.task (id serial, secret text);
    ALTER TABLE app.task OWNER TO ${owner.name}; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
    REVOKE ALL ON FUNCTION f() FROM PUBLIC; GRANT SELECT (id), UPDATE (secret) ON app.task TO pg_monitor WITH GRANT OPTION;
    GRANT USAGE ON SCHEMA app TO PUBLIC; CREATE VIEW v AS SELECT 1 AS one; GRANT ALL ON v TO ${owner.name};
    ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;`);
  const run = async (at: string) => {
    const { code, stdout, stderr } = await retort(["dump", "--privileges"], {
      cwd: folder,
      env: { DATABASE_URL: at },
    });
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const written = await run(url);
  assert.match(written, new RegExp(`^ALTER TABLE app.task OWNER TO ${owner.name};$`, "m"));
  assert.doesNotMatch(
    (await retort(["dump"], { cwd: folder, env: { DATABASE_URL: url } })).stdout,
    /GRANT|OWNER/,
  );
  await using second = await createTestDatabase("postgres");
  await load(second, written);
  assert.equal(await run(second.url), written);
  await second.sql(`DROP OWNED BY ${owner.name} CASCADE`);
}, { engines: ["postgres"] });

forEachDialect("dump works for a user who may only look", async (database) => {
  const { engine, url, folder, sql } = database;
  await sql("CREATE TABLE task (id int PRIMARY KEY, name varchar(20) NOT NULL)");
  await using account = await createAccount(database, "secret", "connect");
  const run = async (at: string) =>
    (await retort(["dump"], { cwd: folder, env: { DATABASE_URL: at } })).stdout;
  const seen = await run(account.urlWith(`${account.name}:secret`));
  assert.equal(seen, await run(url));
  assert.match(seen, engine === "mysql" ? /CREATE TABLE task/ : /^CREATE TABLE task \(/m);
}, { engines: ["postgres", "mysql"] });
