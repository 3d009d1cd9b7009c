import assert from "node:assert/strict";
import { loadConfig } from "../../src/config/load.ts";
import { type Scratch, type ScratchOptions, scratchPlace, withScratch } from "../../src/runtime/scratch.ts";
import { formatDatabaseUrl } from "../../src/util/database_url.ts";
import { RetortError } from "../../src/util/errors.ts";
import { createAccount } from "../support/accounts.ts";
import { runSql } from "../support/client.ts";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { cleanEnvironment, retort, ROOT } from "../support/retort.ts";
import { serverUrl } from "../support/server_url.ts";
import type { TestDatabase } from "../support/test_database.ts";

const SERVERS: readonly Engine[] = ["postgres", "mysql"];
const HOUR = 3_600_000;

async function world(url: string, devUrl?: string, now = new Date()) {
  const flags = { url, ...(devUrl !== undefined && { devUrl }) };
  const { config } = await loadConfig({ flags, env: {}, directory: "/nowhere" });
  const newId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 12);
  return { config, now: () => now, newId, secrets: new Set<string>() };
}

async function inScratch<T>(
  url: string,
  work: (scratch: Scratch) => Promise<T>,
  options: ScratchOptions & { readonly devUrl?: string; readonly now?: Date } = {},
): Promise<T> {
  return await withScratch(await world(url, options.devUrl, options.now), work, options);
}

/** Databases, schemas and folders that are called as scratch databases are. */
async function scratches({ engine, sql }: TestDatabase): Promise<string[]> {
  if (engine === "sqlite") {
    const there = await Array.fromAsync(Deno.readDir(Deno.env.get("TMPDIR") ?? "/tmp"));
    return there.map(({ name }) => name).filter((name) => name.startsWith("retort_scratch_"));
  }
  const names = engine === "postgres"
    ? "SELECT datname FROM pg_database UNION ALL SELECT nspname FROM pg_namespace"
    : "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA";
  return (await sql(names)).flat().filter((name) => name.startsWith("retort_scratch_"));
}

async function isGone(database: TestDatabase, name: string): Promise<boolean> {
  return !(await scratches(database)).some((each) => name.endsWith(each));
}

forEachDialect("a scratch database is empty, whole and gone afterwards", async (database) => {
  const { engine, url, sql } = database;
  await sql("CREATE TABLE real_one (id integer)");
  const name = await inScratch(url, async ({ connection, name, limits, hidden }) => {
    assert.deepEqual([limits, hidden], [[], []]);
    await assert.rejects(connection.query("SELECT * FROM real_one"));
    await connection.execute("CREATE TABLE made (id integer)");
    await connection.execute("INSERT INTO made VALUES (1)");
    assert.equal((await connection.query("SELECT * FROM made")).length, 1);
    if (engine !== "sqlite") assert.ok((await scratches(database)).includes(name));
    return name;
  });
  assert.ok(await isGone(database, name));
  await assert.rejects(sql("SELECT * FROM made"));
  await sql("SELECT * FROM real_one");
});

forEachDialect(
  "work that fails leaves no scratch database, nor does a statement that does",
  async (database) => {
    let name = "";
    const failing = inScratch(database.url, async (scratch) => {
      name = scratch.name;
      await scratch.connection.execute(database.engine === "mysql" ? "START TRANSACTION" : "BEGIN");
      await scratch.connection.execute("CREATE TABLE made (id integer)");
      await scratch.connection.execute("SELECT nonsense FROM nowhere");
    }, { shared: true });
    await assert.rejects(failing, (error) => error instanceof RetortError && error.exitCode === 1);
    assert.ok(name !== "" && await isGone(database, name));
  },
);

forEachDialect(
  "a shared scratch database can be opened by its URL, and two stand side by side",
  async (database) => {
    await inScratch(database.url, async (first) => {
      await inScratch(database.url, async (second) => {
        assert.notEqual(first.name, second.name);
        await first.connection.execute("CREATE TABLE made (id integer)");
        await second.connection.execute("CREATE TABLE made (id integer)");
        const url = formatDatabaseUrl(second.url, { secrets: "shown" });
        await runSql(database.engine, url, "INSERT INTO made VALUES (1)");
        assert.equal((await second.connection.query("SELECT * FROM made")).length, 1);
        assert.equal((await first.connection.query("SELECT * FROM made")).length, 0);
      }, { shared: true });
    }, { shared: true });
  },
);

/** Takes half a minute on an engine that can be interrupted, and a moment on the one that cannot. */
const SLOW: Readonly<Record<Engine, string>> = {
  postgres: "SELECT pg_sleep(30)",
  mysql: "SELECT SLEEP(30)",
  sqlite:
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1000000) SELECT max(x) FROM c",
};

function start(...args: string[]) {
  const program = `${ROOT}/tests/support/scratch_program.ts`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", `--config=${ROOT}/deno.json`, program, ...args],
    env: cleanEnvironment(),
    clearEnv: true,
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const { promise: ready, resolve } = Promise.withResolvers<string>();
  const said = (async () => {
    let text = "";
    for await (const piece of child.stderr.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const [, name] = /^ready (\S+)$/m.exec(text) ?? [];
      if (name !== undefined) resolve(name);
    }
    resolve("");
    return text;
  })();
  return { child, ready, said };
}

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  forEachDialect(`${signal} drops the scratch database, whatever it is at`, async (database) => {
    for (const statement of ["", SLOW[database.engine]]) {
      const { child, ready, said } = start(database.url, statement, "", "shared");
      const name = await ready;
      assert.notEqual(name, "", await Promise.race([said, "it said nothing"]));
      await new Promise((resolve) => setTimeout(resolve, 100));
      child.kill(signal);
      assert.equal((await child.status).code, code, await said);
      await said;
      assert.ok(await isGone(database, name), `${name} is still there`);
    }
  });
}

forEachDialect(
  "what a killed run left is found by name and age, and dropped by the next",
  async (database) => {
    const { engine, url, folder } = database;
    const { child, ready, said } = start(url, "", "", "shared");
    const name = await ready;
    const later = new Date(Date.now() + 2 * HOUR);
    const { dialect, server } = await scratchPlace(await world(url, undefined, later));
    const keeper = await dialect.scratch();
    // As old as it may be: somebody uses it.
    assert.ok(!(await keeper.leftovers(server, HOUR)).includes(name));
    child.kill("SIGKILL");
    await child.status;
    await said;
    if (engine !== "sqlite") await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok(!await isGone(database, name));
    const { server: now } = await scratchPlace(await world(url));
    assert.ok(!(await keeper.leftovers(now, HOUR)).includes(name), "it is young");
    assert.ok((await keeper.leftovers(server, HOUR)).includes(name));
    assert.ok(!await isGone(database, name), "a look drops nothing");
    await inScratch(url, () => Promise.resolve(), { now: later, shared: true });
    assert.ok(await isGone(database, name));
    const { stdout } = await retort(["--dir", folder, "doctor"], { cwd: folder, env: { DATABASE_URL: url } });
    assert.ok(!stdout.includes(name));
  },
);

forEachDialect(
  "doctor tells of leftovers, and drops them with --clean and nothing else",
  async (database) => {
    const { engine, url, folder, sql } = database;
    const id = crypto.randomUUID().replaceAll("-", "").slice(0, 12);
    const old = `retort_scratch_20200229235959_${id}`;
    const others = [`retort_scratch_20200229235959_${id}_mine`, `retort_scratch_2020_${id}`];
    const temporary = Deno.env.get("TMPDIR") ?? "/tmp";
    for (const name of [old, ...others]) {
      if (engine !== "sqlite") await sql(`CREATE DATABASE ${name}`);
      else {
        await Deno.mkdir(`${temporary}/${name}`);
        await Deno.writeTextFile(`${temporary}/${name}/in_use`, "");
      }
    }
    try {
      const options = { cwd: folder, env: { DATABASE_URL: url } };
      const told = await retort(["doctor"], options);
      assert.match(
        told.stdout,
        new RegExp(`^note     scratch +\\d+ scratch databases? of killed runs.*${old}`, "m"),
      );
      assert.match(told.stdout, /`retort doctor --clean` drops them/);
      const cleaned = await retort(["doctor", "--clean"], options);
      assert.match(cleaned.stdout, new RegExp(`^ok +scratch +Dropped \\d+ .*${old}`, "m"));
      const there = await scratches(database);
      assert.ok(!there.includes(old));
      for (const name of others) assert.ok(there.includes(name), name);
    } finally {
      for (const name of [old, ...others]) {
        if (engine !== "sqlite") await sql(`DROP DATABASE IF EXISTS ${name}`);
        else await Deno.remove(`${temporary}/${name}`, { recursive: true }).catch(() => {});
      }
    }
  },
);

forEachDialect(
  "encoding, collation and settings are those of the database that it stands for",
  async (database) => {
    const { engine, url } = database;
    const [name = ""] = new URL(url).pathname.slice(1).split("/");
    if (engine === "postgres") {
      const other = `${name}_c`;
      const server = serverUrl("postgres");
      await runSql(
        engine,
        server,
        `CREATE DATABASE ${other} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'`,
      );
      try {
        await runSql(
          engine,
          url,
          `ALTER DATABASE ${other} SET search_path = "My App", public; ALTER DATABASE ${other} SET "a.b" = 'c''d'`,
        );
        const there = new URL(url);
        there.pathname = `/${other}`;
        await runSql(engine, there.href, `CREATE SCHEMA "My App"`);
        await inScratch(there.href, async ({ connection }) => {
          const [row] = await connection.query(
            `SELECT pg_encoding_to_char(encoding) AS encoding, datcollate::text AS collation, current_setting('a.b') AS own,
             current_setting('search_path') AS path FROM pg_database WHERE datname = current_database()`,
          );
          assert.deepEqual({ ...Object(row) }, {
            encoding: "SQL_ASCII",
            collation: "C",
            own: "c'd",
            path: '"My App", public',
          });
          assert.equal(connection.homeSchema, "My App");
        });
      } finally {
        await runSql(engine, server, `DROP DATABASE ${other} WITH (FORCE)`);
      }
    } else {
      await runSql(engine, url, `ALTER DATABASE ${name} CHARACTER SET latin1 COLLATE latin1_german2_ci`);
      await inScratch(url, async ({ connection }) => {
        const [row] = await connection.query(
          "SELECT @@character_set_database AS a, @@collation_database AS b",
        );
        assert.deepEqual({ ...Object(row) }, { a: "latin1", b: "latin1_german2_ci" });
      });
    }
  },
  { engines: SERVERS },
);

forEachDialect(
  "a server whose database is not there yet has scratch databases all the same",
  async ({ url }) => {
    const missing = new URL(url);
    missing.pathname = "/retort_is_not_there";
    await inScratch(missing.href, async ({ connection }) => {
      await connection.execute("CREATE TABLE made (id integer)");
    });
  },
  { engines: SERVERS },
);

forEachDialect("a user who may make no database gets a schema, with its limits said", async (database) => {
  const { sql } = database;
  await sql(
    "CREATE TABLE real_one (id integer); CREATE SCHEMA things; CREATE EXTENSION citext SCHEMA things",
  );
  await using account = await createAccount(database, "secret", "connect");
  const [name = ""] = new URL(database.url).pathname.slice(1).split("/");
  const url = account.urlWith(`${account.name}:secret`);
  await assert.rejects(inScratch(url, () => Promise.resolve()), (error) => {
    assert.ok(error instanceof RetortError);
    assert.match(error.message, /^Cannot make a scratch database: permission denied/);
    assert.match(error.hint ?? "", /CREATEDB.*--dev-url/);
    return true;
  });
  await sql(`GRANT CREATE ON DATABASE ${name} TO ${account.name}; GRANT ALL ON real_one TO ${account.name};
    GRANT USAGE ON SCHEMA things TO ${account.name}`);
  const later = new Date(Date.now() + 2 * HOUR);
  const { dialect, server } = await scratchPlace(await world(url, undefined, later));
  const made = await inScratch(url, async ({ connection, name: schema, limits }) => {
    assert.match(limits.join(), /scratch schema stands in/);
    assert.equal(connection.homeSchema, schema);
    await connection.execute("CREATE TABLE made (id integer, name citext)");
    await assert.rejects(connection.query("SELECT * FROM real_one"));
    await assert.rejects(connection.execute("DROP TABLE real_one"));
    assert.ok(!(await (await dialect.scratch()).leftovers(server, HOUR)).includes(schema), "it is in use");
    await inScratch(url, ({ name: second }) => Promise.resolve(assert.notEqual(second, schema)));
    return schema;
  });
  assert.ok(await isGone(database, made));
  await sql(`SET ROLE ${account.name}; CREATE SCHEMA retort_scratch_20200101000000_abc`);
  await inScratch(url, () => Promise.resolve());
  assert.ok(await isGone(database, "retort_scratch_20200101000000_abc"));
}, { engines: ["postgres"] });

forEachDialect(
  "a user who may make no database works in an empty one that --dev-url lends",
  async (database) => {
    await using account = await createAccount(database, "secret", "connect");
    const url = account.urlWith(`${account.name}:secret`);
    const [name = ""] = new URL(database.url).pathname.slice(1).split("/");
    await database.sql(`GRANT ALL ON ${name}.* TO '${account.name}'@'%'`);
    await assert.rejects(inScratch(url, () => Promise.resolve()), (error) => {
      assert.ok(error instanceof RetortError);
      assert.match(
        error.hint ?? "",
        /^GRANT ALL PRIVILEGES ON `retort\\_scratch\\_%`\.\* TO 'u_\w+'@'%', or .*--dev-url/,
      );
      return true;
    });
    const fill = async ({ connection, hidden }: Scratch) => {
      assert.equal(hidden.length, 1);
      await connection.execute("CREATE TABLE parent (id int PRIMARY KEY)");
      await connection.execute("CREATE TABLE child (id int, FOREIGN KEY (id) REFERENCES parent (id))");
      await connection.execute("CREATE VIEW seen AS SELECT * FROM child");
      await connection.execute("CREATE FUNCTION one() RETURNS int RETURN 1");
      await assert.rejects(
        inScratch(url, () => Promise.resolve(), { devUrl: database.url.replace(/\/\/.*@/, "//nobody@") }),
      );
    };
    await inScratch(url, fill, { devUrl: url });
    assert.deepEqual(await database.sql("SHOW TABLES"), []);
    const { child, ready } = start(url, "", url);
    assert.equal(await ready, name);
    child.kill("SIGKILL");
    await child.status;
    assert.equal((await database.sql("SHOW TABLES")).length, 2);
    await inScratch(url, fill, { devUrl: url });
    assert.deepEqual(await database.sql("SHOW TABLES"), []);
    await database.sql("CREATE TABLE theirs (id int)");
    await assert.rejects(inScratch(url, fill, { devUrl: url }), /is not empty: theirs/);
    assert.deepEqual(await database.sql("SHOW TABLES"), [["theirs"]]);
  },
  { engines: ["mysql"] },
);
