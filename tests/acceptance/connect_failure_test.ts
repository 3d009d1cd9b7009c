import assert from "node:assert/strict";
import { createAccount } from "../support/accounts.ts";
import type { ServerEngine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const SERVERS = { engines: ["postgres", "mysql"] } as const;
const PASSWORD = "hunter2-x";

const SCRIPT = `-- first
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE first (id integer PRIMARY KEY);
-- migrate:down
DROP TABLE first;
`;

interface Failure {
  readonly url: string;
  readonly args?: readonly string[];
  readonly message: RegExp;
  readonly hint: RegExp;
}

/** The same for a person and for a program: exit code 5, what is wrong, the way out, no password. */
async function fails(database: TestDatabase, { url, args = [], message, hint }: Failure): Promise<void> {
  const options = { cwd: database.folder, env: { DATABASE_URL: url } };
  for (const command of ["upgrade", "current", "status"]) {
    const { code, stdout, stderr } = await retort([...args, command], options);
    assert.equal(code, 5, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.match(stderr.slice(stderr.indexOf("\nhint: ")), hint);
    assert.doesNotMatch(stderr, /cause:|hunter2|s3cret/);
  }
  const { code, stdout } = await retort([...args, "--json", "upgrade"], options);
  assert.equal(code, 5);
  const { error } = JSON.parse(stdout);
  assert.deepEqual([error.code, error.exitCode, error.causes], ["cannot-connect", 5, undefined]);
  assert.match(error.message, message);
  assert.match(error.hint, hint);
  assert.doesNotMatch(stdout, /hunter2|s3cret/);
}

function changed(url: string, change: (url: URL) => void): string {
  const copy = new URL(url);
  change(copy);
  return copy.href;
}

function engineOf({ engine }: TestDatabase): ServerEngine {
  if (engine === "sqlite") throw new Error("SQLite has no server");
  return engine;
}

forEachDialect("each way not to reach a server is told with its way out", async (database, t) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": SCRIPT });
  const { url } = database;
  const postgres = engineOf(database) === "postgres";
  const failures: Readonly<Record<string, Failure>> = {
    "no such host": {
      url: changed(url, (u) => u.hostname = "no-such-host.invalid"),
      message: /there is no host 'no-such-host\.invalid'/,
      hint: /Check its name/,
    },
    "refused port": {
      url: changed(url, (u) => u.port = "1"),
      message: /127\.0\.0\.1:1: connection refused/,
      hint: /Start the server there, or check host and port/,
    },
    "wrong password": {
      url: changed(url, (u) => u.password = PASSWORD),
      message: postgres
        ? /password authentication failed for user "retort"/
        : /Access denied for user 'retort'/,
      hint: /Check user and password/,
    },
    "no password": {
      url: changed(url, (u) => u.password = ""),
      message: postgres ? /password authentication failed/ : /Access denied/,
      hint: postgres ? /PGPASSWORD or ~\/\.pgpass/ : /MYSQL_PWD/,
    },
    "unknown user": {
      url: changed(url, (u) => u.username = "nobody_here"),
      message: /nobody_here/,
      hint: /Check user and password/,
    },
    "unknown database": {
      url: changed(url, (u) => u.pathname = "/no_such_database"),
      message: /no_such_database/,
      hint: /retort create/,
    },
  };
  for (const [name, failure] of Object.entries(failures)) {
    await t.step(name, () => fails(database, failure));
  }
}, SERVERS);

forEachDialect("too many connections are told as such", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": SCRIPT });
  await using account = await createAccount(database, PASSWORD, "connect");
  await database.sql(
    engineOf(database) === "postgres"
      ? `ALTER ROLE ${account.name} CONNECTION LIMIT 0`
      : `ALTER USER '${account.name}'@'%' WITH MAX_CONNECTIONS_PER_HOUR 1`,
  );
  const url = account.urlWith(`${account.name}:${PASSWORD}`);
  // MySQL's smallest limit lets one in.
  await retort(["current"], { cwd: database.folder, env: { DATABASE_URL: url } });
  await fails(database, {
    url,
    message: /too many connections|max_connections/i,
    hint: /Close idle connections, or raise the .*limit|max_connections/,
  });
}, SERVERS);

forEachDialect("a server that accepts and says nothing is given up on in time", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": SCRIPT });
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) accepted.push(connection);
  })();
  const url = changed(database.url, (u) => u.port = `${listener.addr.port}`);
  const ways = [
    [["--connect-timeout", "300ms", "current"], {}],
    [["current"], { RETORT_CONNECT_TIMEOUT: "300ms" }],
    [["current", "--url", `${url}?connect_timeout=0.3`], {}],
  ] as const;
  for (const [args, env] of ways) {
    const started = performance.now();
    const { code, stderr } = await retort(args, {
      cwd: database.folder,
      env: { DATABASE_URL: url, ...env },
    });
    assert.equal(code, 5, stderr);
    assert.match(stderr, /no answer within 0\.3 s/);
    assert.match(stderr, /hint: .*--connect-timeout/);
    assert.ok(performance.now() - started < 5000);
  }
  for (const connection of accepted) connection.close();
  listener.close();
  await accepting;
}, SERVERS);

forEachDialect(
  "a user without the right to make the ledger is told so, and nothing is made",
  async (database) => {
    await writeScripts(`${database.folder}/migrations`, { "a.sql": SCRIPT });
    await using account = await createAccount(database, PASSWORD, "connect");
    if (engineOf(database) === "postgres") await database.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    const options = {
      cwd: database.folder,
      env: { DATABASE_URL: account.urlWith(`${account.name}:${PASSWORD}`) },
    };
    for (const command of ["upgrade", "ensure_version"]) {
      const { code, stderr } = await retort([command], options);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /FAILED: Cannot create the ledger \S*retort_ledger: .*denied/);
      assert.match(stderr, /hint: Grant this user the right to create .*--ledger-schema/);
      assert.doesNotMatch(stderr, /cause:|hunter2/);
    }
    assert.equal((await retort(["current"], options)).code, 0);
    await assert.rejects(database.sql("SELECT * FROM first"));
  },
  SERVERS,
);

forEachDialect("the right to create tables in the schema is enough", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": SCRIPT });
  await using account = await createAccount(database, PASSWORD, "connect");
  await database.sql(`CREATE SCHEMA own; GRANT USAGE, CREATE ON SCHEMA own, public TO ${account.name}`);
  const env = { DATABASE_URL: account.urlWith(`${account.name}:${PASSWORD}`) };
  for (const args of [["upgrade"], ["stamp", "base"], ["--ledger-schema", "own", "stamp", "head"]]) {
    const { code, stderr } = await retort(args, { cwd: database.folder, env });
    assert.equal(code, 0, stderr);
  }
  assert.deepEqual(await database.sql("SELECT count(*) FROM own.retort_ledger"), [["1"]]);
}, { engines: ["postgres"] });

forEachDialect("a user who may not read the ledger is told so", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": SCRIPT });
  assert.equal(
    (await retort(["upgrade"], { cwd: database.folder, env: { DATABASE_URL: database.url } })).code,
    0,
  );
  await using account = await createAccount(database, PASSWORD, "connect");
  if (engineOf(database) === "mysql") {
    await database.sql(`REVOKE SELECT ON *.* FROM '${account.name}'@'%';
      GRANT SELECT ON \`${new URL(database.url).pathname.slice(1)}\`.first TO '${account.name}'@'%'`);
  }
  const { code, stderr } = await retort(["current"], {
    cwd: database.folder,
    env: { DATABASE_URL: account.urlWith(`${account.name}:${PASSWORD}`) },
  });
  assert.equal(code, 1, stderr);
  assert.match(stderr, /FAILED: Cannot read the ledger \S*retort_ledger: .*denied/);
  assert.match(stderr, /hint: Grant this user/);
}, SERVERS);
