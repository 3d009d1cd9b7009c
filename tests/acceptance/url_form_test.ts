import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";

const POSTGRES = { engines: ["postgres"] } as const;
const MYSQL = { engines: ["mysql"] } as const;

/** The parts of a test database's URL, decoded. */
function partsOf(database: TestDatabase) {
  const { hostname, port, username, password, pathname } = new URL(database.url);
  return {
    host: hostname,
    port,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    encoded: password,
    name: pathname.slice(1),
  };
}

type Way = readonly [url: string, env?: Readonly<Record<string, string>>];

/** Looks through each URL for the ledger that was made in this database; nothing may be warned of. */
async function reaches(database: TestDatabase, t: Deno.TestContext, ways: Record<string, Way>) {
  const made = await retort(["ensure_version", "--url", database.url], { cwd: database.folder });
  assert.match(made.stdout, /Created the ledger/);
  for (const [name, [url, env = {}]] of Object.entries(ways)) {
    await t.step(name, async () => {
      const { code, stdout, stderr } = await retort(["ensure_version", "--url", url], {
        cwd: database.folder,
        env,
      });
      assert.deepEqual([code, stdout, stderr], [0, "The ledger retort_ledger is there\n", ""]);
    });
  }
}

forEachDialect("PostgreSQL is found by every form of its URL", async (database, t) => {
  const { host, port, user, password, encoded, name } = partsOf(database);
  const [[folder = ""] = []] = await database.sql("SHOW unix_socket_directories");
  const place = `${user}:${encoded}@${host}:${port}/${name}`;
  const variables = { PGHOST: host, PGPORT: port, PGUSER: user, PGPASSWORD: password, PGDATABASE: name };
  await reaches(database, t, {
    "postgres:": [`postgres://${place}`],
    "postgresql:": [`postgresql://${place}`],
    "capitals": [`PostgreSQL://${place}`],
    "asyncpg": [`postgresql+asyncpg://${place}`],
    "psycopg2": [`postgresql+psycopg2://${place}?sslmode=prefer`],
    "psycopg": [`postgresql+psycopg://${place}`],
    "parameters": [`postgres:///?host=${host}&port=${port}&user=${user}&password=${encoded}&dbname=${name}`],
    "SCRAM asked for": [`postgres://${place}?require_auth=scram-sha-256&channel_binding=prefer`],
    "all variables": ["postgres://", variables],
    "the URL before variables": [`postgres://${place}`, {
      ...variables,
      PGHOST: "nowhere.invalid",
      PGPORT: "1",
    }],
    "the host's name": [`postgres://${user}:${encoded}@localhost:${port}/${name}`],
    "a socket's folder": [`postgres://${user}@/${name}?host=${folder}&port=${port}`],
    "a socket's folder, encoded": [`postgres://${user}@${encodeURIComponent(folder)}:${port}/${name}`],
    "a socket's folder in PGHOST": [`postgres:///${name}`, { ...variables, PGHOST: folder, PGPASSWORD: "" }],
    "the second of two hosts": [
      `postgres://${user}:${encoded}@/${name}?host=127.0.0.1,${host}&port=1,${port}`,
    ],
  });
}, POSTGRES);

forEachDialect("MariaDB is found by every form of its URL", async (database, t) => {
  const { host, port, user, password, encoded, name } = partsOf(database);
  const [[socket = ""] = []] = await database.sql("SELECT @@socket");
  const place = `${user}:${encoded}@${host}:${port}/${name}`;
  const variables = { MYSQL_HOST: host, MYSQL_TCP_PORT: port, MYSQL_PWD: password };
  await reaches(database, t, {
    "mysql:": [`mysql://${place}`],
    "mariadb:": [`mariadb://${place}`],
    "pymysql": [`mysql+pymysql://${place}?charset=utf8mb4`],
    "aiomysql": [`mysql+aiomysql://${place}`],
    "mysqldb": [`mysql+mysqldb://${place}`],
    "mariadbconnector": [`mariadb+mariadbconnector://${place}`],
    "asyncmy": [`mysql+asyncmy://${place}`],
    "variables": [`mysql://${user}@/${name}`, variables],
    "all variables": ["mysql://", { ...variables, MYSQL_USER: user, MYSQL_DATABASE: name }],
    "the URL before variables": [`mysql://${place}`, { MYSQL_HOST: "nowhere.invalid", MYSQL_TCP_PORT: "1" }],
    "the host's name": [`mysql://${user}:${encoded}@localhost:${port}/${name}`],
    "a socket": [`mysql://${user}:${encoded}@/${name}?socket=${socket}`],
    "SQLAlchemy's socket": [`mysql+pymysql://${user}:${encoded}@localhost/${name}?unix_socket=${socket}`],
    "a socket, encoded": [`mysql://${user}:${encoded}@${encodeURIComponent(socket)}/${name}`],
    "a socket in MYSQL_UNIX_PORT": [`mysql://${user}:${encoded}@/${name}`, { MYSQL_UNIX_PORT: socket }],
  });
}, MYSQL);

Deno.test("SQLite's file is found by every form of its URL", async (t) => {
  const root = await Deno.makeTempDir();
  const here = `${root}/here`;
  await Deno.mkdir(here);
  const forms: readonly (readonly [url: string, file: string])[] = [
    ["sqlite:app.db", `${here}/app.db`],
    ["sqlite3:three.db", `${here}/three.db`],
    ["sqlite:./dot.db", `${here}/dot.db`],
    ["sqlite:../up.db", `${root}/up.db`],
    [`sqlite:${root}/abs.db`, `${root}/abs.db`],
    ["sqlite:///alchemy.db", `${here}/alchemy.db`],
    [`sqlite:///${root}/alchemy_abs.db`, `${root}/alchemy_abs.db`],
    ["sqlite+aiosqlite:///async.db", `${here}/async.db`],
    ["sqlite+pysqlite:///py.db", `${here}/py.db`],
    ["sqlite:with space & plus+.db", `${here}/with space & plus+.db`],
    ["sqlite:with%20code%23.db", `${here}/with code#.db`],
    ["sqlite:🦉 grün 漢.db", `${here}/🦉 grün 漢.db`],
    ["sqlite:a#b'c\"d.db", `${here}/a#b'c"d.db`],
    ["sqlite:what?.db", `${here}/what?.db`],
    ["sqlite:100%.db", `${here}/100%.db`],
    ["sqlite:me@host:1.db", `${here}/me@host:1.db`],
  ];
  for (const [url, file] of forms) {
    await t.step(url.replace(root, ""), async () => {
      const { code, stderr } = await retort(["ensure_version", "--url", url], { cwd: here });
      assert.equal(code, 0, stderr);
      assert.ok((await Deno.stat(file)).size > 0);
    });
  }
  await t.step("memory", async () => {
    const names = () => Array.fromAsync(Deno.readDir(here), ({ name }) => name);
    const before = await names();
    for (const url of ["sqlite::memory:", "sqlite://", "sqlite:///:memory:"]) {
      const { code, stdout } = await retort(["ensure_version", "--url", url], { cwd: here });
      assert.equal(code, 0);
      assert.match(stdout, /Created the ledger/);
    }
    assert.deepEqual(await names(), before);
  });
  await Deno.remove(root, { recursive: true });
});

Deno.test("a relative SQLite path of a configuration file counts from that file", async () => {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(`${root}/deep`);
  await Deno.writeTextFile(`${root}/retort.jsonc`, `{ "url": "sqlite:app 🦉.db" }`);
  const options = { cwd: `${root}/deep` };
  const { code, stderr } = await retort(["-c", "../retort.jsonc", "ensure_version"], options);
  assert.equal(code, 0, stderr);
  assert.ok((await Deno.stat(`${root}/app 🦉.db`)).size > 0);
  await Deno.remove(root, { recursive: true });
});

Deno.test("what is no URL is refused with the way to write one, and never printed", async (t) => {
  const folder = await Deno.makeTempDir();
  const cases: readonly (readonly [url: string, hint: RegExp])[] = [
    ["app.db", /write sqlite:path\/to\/app\.db/],
    ["postgres:u:hunter2-x@h/d", /postgres:\/\/user:password@host/],
    ["postgres://u:hunter2-x@h:port/d", /user:password@host:port\/database/],
    ["postgres://u:hunter2-x@::1/d", /brackets: postgres:\/\/user@\[::1\]/],
    ["jdbc:postgresql://h/d?password=hunter2-x", /Take off `jdbc:`/],
    ["oracle://u:hunter2-x@h/d", /sqlite|postgres/],
    ["postgres://u:hunter2-x@h/d?sslmod=require", /Did you mean 'sslmode'/],
    ["postgres://u:hunter2-x@h/d?sslmode=always", /verify-full/],
    ["mysql://u:hunter2-x@h/d?ssl-mod=required", /Did you mean 'ssl-mode'/],
    ["postgres://u:hunter2-x@h/d?sslrootcert=/nowhere.crt", /Check the path/],
    ["sqlite:", /sqlite:app\.db or sqlite::memory:/],
  ];
  for (const [url, hint] of cases) {
    await t.step(url, async () => {
      const { code, stdout, stderr } = await retort(["ensure_version", "--url", url], { cwd: folder });
      assert.equal(code, 2, stderr);
      assert.match(stderr, hint);
      assert.doesNotMatch(stdout + stderr, /hunter2/);
    });
  }
  await Deno.remove(folder, { recursive: true });
});
