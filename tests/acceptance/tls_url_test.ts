import assert from "node:assert/strict";
import { connectMysql } from "../../src/dialect/mysql/driver.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { retort } from "../support/retort.ts";
import { type ServerRecipe, startServer, stopServer } from "../support/server.ts";
import { serverUrl } from "../support/server_url.ts";
import { tlsMysql, tlsPostgres } from "../support/tls_server.ts";

/** What `ensure_version` says of a host with parameters; 0 and no warning where it lets in. */
type Ask = (host: string, search: string, env?: Readonly<Record<string, string>>) => Promise<Outcome>;

interface Outcome {
  readonly code: number;
  readonly stderr: string;
}

async function withServer(recipe: ServerRecipe, test: (ask: Ask, folder: string) => Promise<void>) {
  const server = await startServer(recipe, Deno.pid);
  const work = await Deno.makeTempDir();
  try {
    const { protocol, username, password, port, pathname, searchParams } = new URL(server.url);
    await test(async (host, search, env = {}) => {
      const url = `${protocol}//${username}:${password}@${host}:${port}${pathname}${search}`;
      const { code, stderr } = await retort(["ensure_version", "--url", url], { cwd: work, env });
      assert.doesNotMatch(stderr, /s3cret/);
      return { code, stderr };
    }, searchParams.get("folder") ?? "");
  } finally {
    await stopServer(server);
    await Deno.remove(work, { recursive: true });
  }
}

const LETS_IN: Outcome = { code: 0, stderr: "" };

function refused(outcome: Outcome, message: RegExp, hint: RegExp): void {
  assert.equal(outcome.code, 5, outcome.stderr);
  assert.match(outcome.stderr, message);
  assert.match(outcome.stderr, hint);
}

/** Where this machine has no IPv6, nothing can be tried over it. */
function hasIpv6(): boolean {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false;
  }
}

const IPV6 = hasIpv6();
const HOSTS = IPV6 ? "127.0.0.1,::1" : "127.0.0.1";
const NAMES = "DNS:localhost,IP:127.0.0.1";

Deno.test("PostgreSQL's TLS as a user asks for it: modes, roots, names, addresses", async (t) => {
  // Whoever comes by TCP must encrypt; by IPv6 as by IPv4.
  const access = "local all all trust\nhostssl all all all scram-sha-256\n";
  const recipe = tlsPostgres({ names: NAMES, access, args: ["-c", `listen_addresses=${HOSTS}`] });
  await withServer(recipe, async (ask, folder) => {
    const root = `sslrootcert=${folder}/ca.crt`;
    const other = `sslrootcert=${folder}/other_ca.crt`;
    await t.step("an address that the certificate names is verified, as a name is", async () => {
      assert.deepEqual(await ask("127.0.0.1", `?sslmode=verify-full&${root}`), LETS_IN);
      assert.deepEqual(await ask("localhost", `?sslmode=verify-full&${root}`), LETS_IN);
    });
    await t.step("variables ask for it too", async () => {
      const env = { PGSSLMODE: "verify-full", PGSSLROOTCERT: `${folder}/ca.crt` };
      assert.deepEqual(await ask("localhost", "", env), LETS_IN);
      const wrong = { ...env, PGSSLROOTCERT: `${folder}/other_ca.crt` };
      refused(await ask("localhost", "", wrong), /certificate is not trusted/, /hint: .*sslrootcert=FILE/);
    });
    await t.step("a wrong root is refused, no root too", async () => {
      for (
        const search of [`?sslmode=verify-ca&${other}`, `?sslmode=require&${other}`, "?sslmode=verify-full"]
      ) {
        refused(await ask("localhost", search), /certificate is not trusted/, /hint: .*sslrootcert=FILE/);
      }
    });
    await t.step("a server that insists refuses plain connections, with the way out", async () => {
      refused(await ask("127.0.0.1", "?sslmode=disable"), /no encryption/, /hint: .*sslmode=require/);
    });
    await t.step({
      name: "IPv6, which the certificate does not name",
      ignore: !IPV6,
      fn: async () => {
        assert.deepEqual(await ask("[::1]", "?sslmode=require"), LETS_IN);
        assert.deepEqual(await ask("[::1]", `?sslmode=verify-ca&${root}`), LETS_IN);
        const outcome = await ask("[::1]", `?sslmode=verify-full&${root}`);
        refused(outcome, /not trusted: .*::1/, /must be issued for '::1'/);
      },
    });
  });
});

Deno.test("MariaDB's TLS as a user asks for it: modes, roots, names, addresses", async (t) => {
  const args = [`--bind-address=${HOSTS}`];
  await withServer(tlsMysql({ names: NAMES, args }), async (ask, folder) => {
    const root = `ssl-ca=${folder}/ca.crt`;
    const other = `ssl-ca=${folder}/other_ca.crt`;
    await t.step("an address that the certificate names is verified, as a name is", async () => {
      assert.deepEqual(await ask("127.0.0.1", `?ssl-mode=VERIFY_IDENTITY&${root}`), LETS_IN);
      assert.deepEqual(await ask("localhost", `?ssl-mode=VERIFY_IDENTITY&${root}`), LETS_IN);
      assert.deepEqual(await ask("localhost", `?sslmode=verify-full&sslrootcert=${folder}/ca.crt`), LETS_IN);
    });
    await t.step("a wrong root is refused, no root too", async () => {
      for (const search of [`?ssl-mode=VERIFY_CA&${other}`, `?${other}`, "?ssl-mode=VERIFY_IDENTITY"]) {
        refused(await ask("localhost", search), /certificate is not trusted/, /hint: .*ssl-ca=FILE/);
      }
    });
    await t.step("a server that insists refuses plain connections, with the way out", async () => {
      const socket = new URL(serverUrl("mysql"));
      [socket.search, socket.pathname] = [`?socket=${folder}/mysql.sock`, "/mysql"];
      await using admin = await connectMysql(parseDatabaseUrl(socket.href), {
        applicationName: "retort",
        connectTimeout: 5000,
      });
      await admin.execute("SET GLOBAL require_secure_transport = ON");
      refused(
        await ask("127.0.0.1", "?ssl-mode=DISABLED"),
        /secure|denied/i,
        /hint: .*insists on TLS: use ssl-mode=REQUIRED/,
      );
    });
    await t.step({
      name: "IPv6, which the certificate does not name",
      ignore: !IPV6,
      fn: async () => {
        assert.deepEqual(await ask("[::1]", "?ssl-mode=REQUIRED"), LETS_IN);
        const outcome = await ask("[::1]", `?ssl-mode=VERIFY_IDENTITY&${root}`);
        refused(outcome, /not trusted: .*::1/, /must be issued for '::1'/);
      },
    });
  });
});

Deno.test("TLS that was asked for is never left out where the server has none", async () => {
  const work = await Deno.makeTempDir();
  const cases = [
    [serverUrl("postgres"), "?sslmode=require", /the server does not support TLS/, /sslmode=prefer/],
    [serverUrl("mysql"), "?ssl-mode=REQUIRED", /the server does not support TLS/, /ssl-mode=preferred/],
  ] as const;
  for (const [url, search, message, hint] of cases) {
    const { code, stderr } = await retort(["ensure_version", "--url", url + search], { cwd: work });
    refused({ code, stderr }, message, hint);
  }
  await Deno.remove(work, { recursive: true });
});
