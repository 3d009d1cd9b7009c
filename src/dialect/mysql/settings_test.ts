import assert from "node:assert/strict";
import type { Machine } from "../machine.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { mysqlSettings } from "./settings.ts";

interface World {
  readonly variables?: Record<string, string>;
  readonly files?: Record<string, string>;
}

function settings(url: string, { variables = {}, files = {} }: World = {}) {
  const machine: Machine = {
    variable: (name) => variables[name] || undefined,
    read: (path) => files[path],
    exists: (path) => path in files,
    shared: () => false,
    userName: () => "os",
  };
  return mysqlSettings(parseDatabaseUrl(url), machine, { applicationName: "retort", connectTimeout: 1000 });
}

function refusal(url: string): RetortError {
  try {
    settings(url);
  } catch (error) {
    if (error instanceof RetortError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "it was taken" });
}

Deno.test("mysqlSettings() falls back from the URL to variables to the system", () => {
  const variables = { MYSQL_HOST: "db", MYSQL_TCP_PORT: "6000", MYSQL_PWD: "p", MYSQL_UNIX_PORT: "/sock" };
  const fromVariables = settings("mysql://", { variables });
  assert.deepEqual(
    [
      fromVariables.host,
      fromVariables.port,
      fromVariables.password,
      fromVariables.user,
      fromVariables.socket,
    ],
    ["db", 6000, "p", "os", undefined],
  );
  const fromUrl = settings("mysql://me:secret@host:1/app", { variables });
  assert.deepEqual([fromUrl.host, fromUrl.port, fromUrl.password, fromUrl.database], [
    "host",
    1,
    "secret",
    "app",
  ]);
  assert.equal(settings("mysql:///app", { variables: { MYSQL_UNIX_PORT: "/sock" } }).socket, "/sock");
  assert.equal(settings("mysql://").host, "localhost");
});

Deno.test("mysqlSettings() finds sockets in every spelling, and the usual one", () => {
  for (const url of ["mysql:///app?unix_socket=/s", "mysql://h/app?socket=/s", "mysql://%2Fs/app"]) {
    assert.equal(settings(url).socket, "/s");
  }
  assert.equal(settings("mysql:///app", { files: { "/tmp/mysql.sock": "" } }).socket, "/tmp/mysql.sock");
  assert.equal(settings("mysql://h/app", { files: { "/tmp/mysql.sock": "" } }).socket, undefined);
});

Deno.test("mysqlSettings() reads TLS modes and certificates in every spelling", () => {
  const modes: Record<string, string> = {
    "ssl-mode=VERIFY_IDENTITY": "verify-identity",
    "sslmode=verify-full": "verify-identity",
    "ssl_mode=PREFERRED": "preferred",
    "ssl=true": "required",
    "ssl=false": "disabled",
    "tls=skip-verify": "required",
    "useSSL=false": "disabled",
    "charset=utf8mb4": "preferred",
  };
  for (const [search, mode] of Object.entries(modes)) {
    assert.equal(settings(`mysql://h/a?${search}`).tls.mode, mode);
  }
  const files = { "/ca": "CA", "/cert": "CERT", "/key": "KEY" };
  const { tls } = settings("mysql://h/a?ssl_ca=/ca&ssl-cert=/cert&sslkey=/key", { files });
  assert.deepEqual(tls, { mode: "verify-ca", ca: "CA", cert: "CERT", key: "KEY" });
  assert.equal(refusal("mysql://h/a?ssl-ca=/nowhere").code, "file-unreadable");
});

Deno.test("mysqlSettings() reads seconds, and milliseconds that can only be that", () => {
  assert.equal(settings("mysql://h/a?connect_timeout=3").connectTimeout, 3000);
  assert.equal(settings("mysql://h/a?connectTimeout=2500").connectTimeout, 2500);
  assert.equal(settings("mysql://h/a").connectTimeout, 1000);
});

Deno.test("mysqlSettings() refuses what it does not know, and suggests", () => {
  assert.match(refusal("mysql://h/a?ssl-mod=required").hint ?? "", /'ssl-mode'/);
  assert.match(refusal("mysql://h/a?ssl-mode=verified").message, /Unknown ssl-mode 'verified'/);
  assert.match(refusal("mysql://h/a?connect_timeout=soon").message, /connect_timeout/);
});
