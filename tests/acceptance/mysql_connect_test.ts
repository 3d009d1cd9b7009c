import assert from "node:assert/strict";
import { connectMysql } from "../../src/dialect/mysql/driver.ts";
import { mysql } from "../../src/dialect/mysql/mod.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { RetortError } from "../../src/util/errors.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { startServer, stopServer } from "../support/server.ts";
import { serverUrl } from "../support/server_url.ts";
import { tlsMysql } from "../support/tls_server.ts";

const OPTIONS = { applicationName: "retort", connectTimeout: 5000 };

async function tlsUsed(url: string): Promise<boolean> {
  await using connection = await connectMysql(parseDatabaseUrl(url), OPTIONS);
  const [row] = await connection.query<{ Value: string }>("SHOW STATUS LIKE 'Ssl_cipher'");
  return row?.Value !== "";
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

Deno.test("connectMysql() explains each way to fail, and tells no password", async () => {
  const url = serverUrl("mysql");
  const cases: [url: string, message: RegExp, hint: RegExp][] = [
    [changed(url, (u) => u.password = "hunter2"), /Access denied for user 'retort'/, /Check user/],
    [changed(url, (u) => u.password = ""), /Access denied/, /No password was given/],
    [changed(url, (u) => u.pathname = "/nowhere"), /Unknown database 'nowhere'/, /retort create/],
    [changed(url, (u) => u.port = "1"), /127\.0\.0\.1:1: connection refused/, /check host and port/],
    [changed(url, (u) => u.hostname = "host.invalid"), /there is no host 'host\.invalid'/, /Check its name/],
    [changed(url, (u) => u.search = "?ssl-mode=REQUIRED"), /does not support TLS/, /ssl-mode=preferred/],
    ["mysql://u@/d?socket=/nowhere.sock", /\/nowhere\.sock: nobody listens/, /Start the server/],
  ];
  for (const [wrong, message, hint] of cases) {
    const error = await refusal(wrong);
    assert.equal(error.code, "cannot-connect");
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
  }
});

Deno.test("connectMysql() gives up in time on a server that says nothing", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) accepted.push(connection);
  })();
  const started = performance.now();
  const error = await refusal(`mysql://u:hunter2@127.0.0.1:${listener.addr.port}/d?connect_timeout=0.2`);
  assert.match(error.message, /no answer within 0\.2 s/);
  assert.ok(performance.now() - started < 3000);
  for (const connection of accepted) connection.close();
  listener.close();
  await accepting;
});

forEachDialect("lock() lets one in, tells who it is, and frees it", async (database) => {
  const url = parseDatabaseUrl(database.url);
  await using first = await connectMysql(url, OPTIONS);
  await using second = await connectMysql(url, OPTIONS);
  const holders: string[] = [];
  const lock = (connection: typeof first, wait: number, table = "ledger") =>
    mysql.lock(connection, url, { ledger: { table }, wait, onWait: (holder) => holders.push(holder) });
  {
    await using _held = await lock(first, 0);
    await using _other = await lock(second, 0, "another");
    await first.execute("CREATE TABLE t (a int)");
    await assert.rejects(lock(second, 150), (error) => {
      assert.ok(error instanceof RetortError && error.code === "lock-unavailable");
      assert.match(
        error.message,
        /held by connection \d+, user retort from .*, in Sleep for \d+ s; waited 0\.2 s/,
      );
      return true;
    });
    assert.equal(holders.length, 1);
  }
  await using _free = await lock(second, 0);
}, { engines: ["mysql"] });

forEachDialect("a lock is freed with the session that held it", async (database) => {
  const url = parseDatabaseUrl(database.url);
  await using first = await connectMysql(url, OPTIONS);
  await using second = await connectMysql(url, OPTIONS);
  const lock = (connection: typeof first, wait: number) =>
    mysql.lock(connection, url, { ledger: { table: "ledger" }, wait, onWait: () => {} });
  await lock(first, 0);
  const waiting = lock(second, 5000);
  const [me] = await first.query<{ id: number }>("SELECT CONNECTION_ID() AS id");
  await database.sql(`KILL ${me?.id}`);
  await using _held = await waiting;
}, { engines: ["mysql"] });

Deno.test("connectMysql() encrypts and verifies as ssl-mode says", async (t) => {
  const server = await startServer(tlsMysql({ names: "DNS:localhost" }), Deno.pid);
  try {
    const folder = new URL(server.url).searchParams.get("folder") ?? "";
    const at = (host: string, search: string) =>
      changed(server.url, (url) => [url.hostname, url.search] = [host, search]);
    await t.step("preferred and required end encrypted, disabled does not", async () => {
      assert.equal(await tlsUsed(at("127.0.0.1", "")), true);
      assert.equal(await tlsUsed(at("127.0.0.1", "?ssl-mode=REQUIRED")), true);
      assert.equal(await tlsUsed(at("127.0.0.1", "?ssl-mode=DISABLED")), false);
    });
    await t.step("verify_ca takes the right root, whatever the name", async () => {
      assert.equal(await tlsUsed(at("127.0.0.1", `?ssl-mode=VERIFY_CA&ssl-ca=${folder}/ca.crt`)), true);
      assert.equal(await tlsUsed(at("127.0.0.1", `?ssl-ca=${folder}/ca.crt`)), true);
      const error = await refusal(at("127.0.0.1", `?ssl-mode=VERIFY_CA&ssl-ca=${folder}/other_ca.crt`));
      assert.match(error.message, /certificate is not trusted/);
      assert.match(error.hint ?? "", /ssl-ca=FILE/);
      await refusal(at("127.0.0.1", "?ssl-mode=VERIFY_CA"));
    });
    await t.step("verify_identity wants the name that was connected to, address or not", async () => {
      const search = `?ssl-mode=VERIFY_IDENTITY&ssl-ca=${folder}/ca.crt`;
      assert.equal(await tlsUsed(at("localhost", search)), true);
      assert.match((await refusal(at("127.0.0.1", search))).message, /certificate is not trusted/);
    });
    await t.step("a client certificate is shown", async () => {
      await using admin = await connectMysql(parseDatabaseUrl(at("127.0.0.1", "")), OPTIONS);
      await admin.execute("CREATE USER certified REQUIRE X509");
      const own = (search: string) =>
        changed(
          at("127.0.0.1", search),
          (url) => [url.username, url.password, url.pathname] = ["certified", "", ""],
        );
      assert.equal(await tlsUsed(own(`?ssl-cert=${folder}/client.crt&ssl-key=${folder}/client.key`)), true);
      await refusal(own(""));
    });
    await t.step("cancel() works over TLS", async () => {
      const url = at("localhost", `?ssl-mode=VERIFY_IDENTITY&ssl-ca=${folder}/ca.crt`);
      await using connection = await connectMysql(parseDatabaseUrl(url), OPTIONS);
      const work = assert.rejects(
        connection.execute("SELECT SLEEP(20) FROM mysql.global_priv"),
        /interrupted/,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      await connection.cancel();
      await work;
    });
    await t.step("a socket needs no TLS", async () => {
      const url = changed(at("127.0.0.1", `?socket=${folder}/mysql.sock`), () => {});
      assert.equal(await tlsUsed(url), false);
    });
  } finally {
    await stopServer(server);
  }
});
