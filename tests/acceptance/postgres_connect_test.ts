import assert from "node:assert/strict";
import { connectPostgres } from "../../src/dialect/postgres/driver.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { RetortError } from "../../src/util/errors.ts";
import { createTestDatabase } from "../support/test_database.ts";
import { startServer, stopServer } from "../support/server.ts";
import { serverUrl } from "../support/server_url.ts";
import { tlsPostgres } from "../support/tls_server.ts";

const OPTIONS = { applicationName: "retort", connectTimeout: 5000 };

async function tlsUsed(url: string): Promise<boolean> {
  await using connection = await connectPostgres(parseDatabaseUrl(url), OPTIONS);
  const [row] = await connection.query<{ ssl: boolean }>(
    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
  );
  return row?.ssl === true;
}

async function refusal(url: string): Promise<RetortError> {
  try {
    await tlsUsed(url);
  } catch (error) {
    if (!(error instanceof RetortError)) throw error;
    const told = `${error.message} ${error.hint} ${Deno.inspect(error, { depth: 10 })}`;
    assert.ok(!/s3cret|hunter2/.test(told), told);
    return error;
  }
  throw new assert.AssertionError({ message: `it connected to ${url}` });
}

function changed(url: string, change: (url: URL) => void): string {
  const copy = new URL(url);
  change(copy);
  return copy.href;
}

Deno.test("connectPostgres() explains each way to fail, and tells no password", async () => {
  const url = serverUrl("postgres");
  const cases: [url: string, message: RegExp, hint: RegExp][] = [
    [
      changed(url, (u) => u.password = "hunter2"),
      /password authentication failed for user "retort"/,
      /Check user/,
    ],
    [changed(url, (u) => u.password = ""), /password/i, /No password was given/],
    [changed(url, (u) => u.pathname = "/nowhere"), /database "nowhere" does not exist/, /retort create/],
    [changed(url, (u) => u.port = "1"), /127\.0\.0\.1:1: connection refused/, /check host and port/],
    [changed(url, (u) => u.hostname = "host.invalid"), /there is no host 'host\.invalid'/, /Check its name/],
    [changed(url, (u) => u.search = "?sslmode=require"), /does not support TLS/, /sslmode=prefer/],
    [changed(url, (u) => u.search = "?statement_timeout=soon"), /statement_timeout/, /URL's parameters/],
    ["postgres://u@/d?host=/nowhere", /\/nowhere\/\.s\.PGSQL\.5432: nobody listens/, /Start the server/],
    [
      changed(url, (u) => u.search = "?target_session_attrs=standby"),
      /target_session_attrs=standby/,
      /writes/,
    ],
  ];
  for (const [wrong, message, hint] of cases) {
    const error = await refusal(wrong);
    assert.equal(error.code, "cannot-connect");
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
  }
});

Deno.test("connectPostgres() gives up in time on a server that says nothing", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) accepted.push(connection);
  })();
  for (const search of ["connect_timeout=0.2", "connect_timeout=0.2&sslmode=disable"]) {
    const started = performance.now();
    const error = await refusal(`postgres://u:hunter2@127.0.0.1:${listener.addr.port}/d?${search}`);
    assert.match(error.message, /no answer within 0\.2 s/);
    assert.ok(performance.now() - started < 3000);
  }
  for (const connection of accepted) connection.close();
  listener.close();
  await accepting;
});

Deno.test("connectPostgres() takes read-write servers, and passes the URL's settings on", async () => {
  await using database = await createTestDatabase("postgres");
  const url = `${database.url}?target_session_attrs=primary&app.tenant=7&application_name=mine`;
  await using connection = await connectPostgres(parseDatabaseUrl(url), OPTIONS);
  const [row] = await connection.query(
    "SELECT current_setting('app.tenant') AS tenant, current_setting('application_name') AS name",
  );
  assert.deepEqual(row, { tenant: "7", name: "mine" });
});

/** Passes bytes on, until it is told to keep the answers of the connections that are open. */
function freezableLink(port: number) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open: { frozen: boolean }[] = [];
  const ended: Promise<unknown>[] = [];
  const accepting = (async () => {
    for await (const client of listener) {
      const server = await Deno.connect({ hostname: "127.0.0.1", port });
      const link = { frozen: false };
      open.push(link);
      const drop = new TransformStream<Uint8Array>({
        transform: (bytes, controller) => link.frozen ? undefined : controller.enqueue(bytes),
      });
      ended.push(client.readable.pipeTo(server.writable).catch(() => {}));
      ended.push(server.readable.pipeThrough(drop).pipeTo(client.writable).catch(() => {}));
    }
  })();
  return {
    port: listener.addr.port,
    freeze: () => open.forEach((link) => link.frozen = true),
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      await Promise.all(ended);
    },
  };
}

Deno.test("an answer that is lost on a dead link does not keep the session waiting", async () => {
  const url = new URL(serverUrl("postgres"));
  await using link = freezableLink(Number(url.port));
  const through = parseDatabaseUrl(changed(url.href, (copy) => copy.port = `${link.port}`));
  await using connection = await connectPostgres(through, OPTIONS, 200);
  // Longer than it takes to ask twice: a statement that runs is left alone.
  await connection.query("SELECT pg_sleep(0.7)");
  link.freeze();
  const started = performance.now();
  await assert.rejects(connection.query("SELECT pg_sleep(0.1)"), /its answer never came/);
  assert.ok(performance.now() - started < 5000);
  await assert.rejects(connection.query("SELECT 1"), /lost/);
});

const ACCESS = `local all all trust
hostssl all certified 127.0.0.1/32 cert
hostssl plain all 127.0.0.1/32 reject
hostssl all all 127.0.0.1/32 scram-sha-256
hostnossl plain retort 127.0.0.1/32 scram-sha-256
`;

Deno.test("connectPostgres() encrypts and verifies as sslmode says", async (t) => {
  const server = await startServer(tlsPostgres({ names: "DNS:localhost", access: ACCESS }), Deno.pid);
  try {
    const folder = new URL(server.url).searchParams.get("folder") ?? "";
    const at = (host: string, search: string) =>
      changed(server.url, (url) => [url.hostname, url.search] = [host, search]);
    await t.step("prefer, require and allow end encrypted", async () => {
      for (const mode of ["prefer", "require", "allow"]) {
        assert.equal(await tlsUsed(at("127.0.0.1", `?sslmode=${mode}`)), true, mode);
      }
    });
    await t.step("disable is refused by a server that insists, with the way out", async () => {
      const error = await refusal(at("127.0.0.1", "?sslmode=disable"));
      assert.match(error.message, /no encryption/);
      assert.match(error.hint ?? "", /sslmode=require/);
    });
    await t.step("prefer goes on without where the server wants none", async () => {
      await using admin = await connectPostgres(parseDatabaseUrl(at("127.0.0.1", "")), OPTIONS);
      await admin.execute("CREATE DATABASE plain");
      await admin.execute("CREATE ROLE certified LOGIN");
      const url = changed(at("127.0.0.1", ""), (plain) => plain.pathname = "/plain");
      assert.equal(await tlsUsed(url), false);
      assert.match((await refusal(`${url}?sslmode=require`)).message, /pg_hba\.conf rejects/);
    });
    await t.step("verify-ca takes the right root, whatever the name", async () => {
      assert.equal(await tlsUsed(at("127.0.0.1", `?sslmode=verify-ca&sslrootcert=${folder}/ca.crt`)), true);
      const error = await refusal(at("127.0.0.1", `?sslmode=verify-ca&sslrootcert=${folder}/other_ca.crt`));
      assert.match(error.message, /certificate is not trusted/);
      assert.match(error.hint ?? "", /sslrootcert/);
      await refusal(at("127.0.0.1", "?sslmode=verify-ca"));
    });
    await t.step("verify-full wants the name that was connected to, address or not", async () => {
      const search = `?sslmode=verify-full&sslrootcert=${folder}/ca.crt`;
      assert.equal(await tlsUsed(at("localhost", search)), true);
      assert.match((await refusal(at("127.0.0.1", search))).message, /certificate is not trusted/);
      assert.equal(await tlsUsed(at("localhost", `${search}&hostaddr=127.0.0.1`)), true);
    });
    await t.step("a client certificate lets in without a password", async () => {
      const url = changed(
        at("127.0.0.1", `?sslcert=${folder}/client.crt&sslkey=${folder}/client.key`),
        (own) => {
          own.username = "certified";
          own.password = "";
        },
      );
      assert.equal(await tlsUsed(url), true);
    });
    await t.step("cancel() works over TLS", async () => {
      const url = parseDatabaseUrl(at("localhost", `?sslmode=verify-full&sslrootcert=${folder}/ca.crt`));
      await using connection = await connectPostgres(url, OPTIONS);
      const work = assert.rejects(connection.execute("SELECT pg_sleep(20)"), /cancel/);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await connection.cancel();
      await work;
    });
    await t.step("large pipelines pass through TLS in order", async () => {
      await using connection = await connectPostgres(
        parseDatabaseUrl(at("127.0.0.1", "?sslmode=require")),
        OPTIONS,
      );
      await connection.pipeline([
        { sql: "CREATE TEMP TABLE t (a int, b text)" },
        ...Array.from({ length: 5000 }, (_, index) => ({
          sql: "INSERT INTO t VALUES ($1, $2)",
          parameters: [index, "x".repeat(200)],
        })),
      ]);
      assert.deepEqual(await connection.query("SELECT count(*) FROM t"), [{ count: 5000 }]);
    });
  } finally {
    await stopServer(server);
  }
});
