import assert from "node:assert/strict";
import type { Machine } from "../machine.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { postgresSettings } from "./settings.ts";

interface World {
  readonly variables?: Record<string, string>;
  readonly files?: Record<string, string>;
  readonly shared?: readonly string[];
}

function machine({ variables = {}, files = {}, shared = [] }: World): Machine {
  return {
    variable: (name) => variables[name] || undefined,
    read: (path) => files[path],
    exists: (path) => path in files,
    shared: (path) => shared.includes(path),
    userName: () => "os",
  };
}

function settings(url: string, world: World = {}) {
  return postgresSettings(parseDatabaseUrl(url), machine(world), {
    applicationName: "retort",
    connectTimeout: 1000,
  });
}

function refusal(url: string, world: World = {}): RetortError {
  try {
    settings(url, world);
  } catch (error) {
    if (error instanceof RetortError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "it was taken" });
}

Deno.test("postgresSettings() falls back from the URL to variables to the system", () => {
  const variables = {
    PGHOST: "db",
    PGPORT: "6000",
    PGUSER: "u",
    PGPASSWORD: "p",
    PGDATABASE: "d",
    PGSSLMODE: "require",
  };
  const fromVariables = settings("postgres://", { variables });
  assert.deepEqual(fromVariables.targets, [{
    name: "db",
    address: "db",
    port: 6000,
    socket: false,
    password: "p",
  }]);
  assert.deepEqual([fromVariables.user, fromVariables.database, fromVariables.tls.mode], [
    "u",
    "d",
    "require",
  ]);
  const fromUrl = settings("postgres://me:secret@host:1234/mine?sslmode=disable&application_name=x", {
    variables,
  });
  assert.deepEqual(fromUrl.targets[0], {
    name: "host",
    address: "host",
    port: 1234,
    socket: false,
    password: "secret",
  });
  assert.deepEqual([fromUrl.user, fromUrl.database, fromUrl.tls.mode], ["me", "mine", "disable"]);
  assert.equal(fromUrl.startup["application_name"], "x");
  const bare = settings("postgres://");
  assert.deepEqual([bare.user, bare.database, bare.targets[0]?.name], ["os", "os", "localhost"]);
  assert.equal(bare.tls.mode, "prefer");
});

Deno.test("postgresSettings() takes a folder as host, and finds the usual one", () => {
  const [given] = settings("postgres:///app?host=/run/pg&port=5433").targets;
  assert.deepEqual([given?.address, given?.socket], ["/run/pg/.s.PGSQL.5433", true]);
  const files = { "/var/run/postgresql/.s.PGSQL.5432": "" };
  assert.equal(
    settings("postgres:///app", { files }).targets[0]?.address,
    "/var/run/postgresql/.s.PGSQL.5432",
  );
});

Deno.test("postgresSettings() takes several hosts, IPv6 and hostaddr", () => {
  const several = settings("postgres://", { variables: { PGHOST: "a,b,::1", PGPORT: "1,2,3" } }).targets;
  assert.deepEqual(several.map(({ name, port }) => [name, port]), [["a", 1], ["b", 2], ["::1", 3]]);
  const [target] = settings("postgres://db.example/app?hostaddr=10.0.0.1").targets;
  assert.deepEqual([target?.name, target?.address], ["db.example", "10.0.0.1"]);
});

Deno.test("postgresSettings() looks the password up as libpq does", () => {
  const files = {
    "/home/me/.pgpass": "# comment\ndb:5432:app:u:a\\:b\\\\c\n*:*:*:v:star\nlocalhost:*:*:*:sock\n",
  };
  const world = { variables: { HOME: "/home/me" }, files };
  const password = (url: string, more: World = {}) =>
    settings(url, { ...world, ...more }).targets[0]?.password;
  assert.equal(password("postgres://u@db/app"), "a:b\\c");
  assert.equal(password("postgres://v@anywhere:1/x"), "star");
  assert.equal(password("postgres://u@/app?host=/run"), "sock");
  assert.equal(password("postgres://u@db/other"), undefined);
  assert.equal(password("postgres://u:own@db/app"), "own");
  assert.equal(password("postgres://u@db/app", { shared: ["/home/me/.pgpass"] }), undefined);
  assert.equal(password("postgres://u@db/app?passfile=/other"), undefined);
});

Deno.test("postgresSettings() reads certificates, and verifies where one is given", () => {
  const files = { "/ca": "CA", "/cert": "CERT", "/key": "KEY" };
  const { tls } = settings("postgres://u@db/a?sslmode=require&sslrootcert=/ca&sslcert=/cert&sslkey=/key", {
    files,
  });
  assert.deepEqual([tls.mode, tls.ca, tls.cert, tls.key], ["verify-ca", "CA", "CERT", "KEY"]);
  assert.equal(settings("postgres://u@db/a?sslrootcert=system").tls.mode, "verify-full");
  assert.equal(settings("postgres://u@db/a?ssl=true").tls.mode, "require");
  assert.equal(settings("postgres://u@db/a?ssl=false").tls.mode, "disable");
  const missing = refusal("postgres://u@db/a?sslrootcert=/nowhere");
  assert.deepEqual([missing.code, missing.message.includes("/nowhere")], ["file-unreadable", true]);
});

Deno.test("postgresSettings() passes settings of the server on", () => {
  const { startup } = settings(
    "postgres://u@db/a?search_path=x,y&options=-c%20work_mem%3D1MB&statement_timeout=5&app.tenant=7",
    { variables: { PGTZ: "UTC" } },
  );
  assert.deepEqual(startup, {
    application_name: "retort",
    DateStyle: "ISO",
    options: "-c work_mem=1MB",
    TimeZone: "UTC",
    search_path: "x,y",
    statement_timeout: "5",
    "app.tenant": "7",
  });
  assert.equal(settings("postgres://u@db/a?schema=tenant&pgbouncer=true").startup["search_path"], "tenant");
});

Deno.test("postgresSettings() refuses what it does not know, and suggests", () => {
  assert.match(refusal("postgres://u@db/a?sslmod=require").hint ?? "", /'sslmode'/);
  assert.match(refusal("postgres://u@db/a?enable_seqscan=off").hint ?? "", /options=-c%20enable_seqscan/);
  assert.match(refusal("postgres://u@db/a?sslmode=verify_full").hint ?? "", /'verify-full'/);
  assert.match(refusal("postgres://u@db/a?channel_binding=require").hint ?? "", /verify-full/);
  assert.equal(settings("postgres://u@db/a?channel_binding=prefer").user, "u");
  assert.match(refusal("postgres://u@db/a?target_session_attrs=rw").message, /target_session_attrs/);
  assert.match(refusal("postgres://u@db/a?connect_timeout=soon").message, /connect_timeout/);
  assert.equal(settings("postgres://u@db/a?connect_timeout=3").connectTimeout, 3000);
});
