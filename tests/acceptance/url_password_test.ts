import assert from "node:assert/strict";
import type { Connection } from "../../src/dialect/dialect.ts";
import { connectMysql } from "../../src/dialect/mysql/driver.ts";
import { connectPostgres } from "../../src/dialect/postgres/driver.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { createAccount } from "../support/accounts.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";

const SPECIAL = [...`@:/?#[]%&=+ $^{}|\\"'<>;,!*()~\``, "ä", "漢", "😀"];
/** All of them, and what looks like an end of the password. */
const EVERYTHING = `p${SPECIAL.join("")}%zz@h:1/x?y=z#w`;

const SERVERS = { engines: ["postgres", "mysql"] } as const;

async function connect({ engine }: TestDatabase, url: string): Promise<Connection> {
  const open = engine === "postgres" ? connectPostgres : connectMysql;
  return await open(parseDatabaseUrl(url), { applicationName: "retort", connectTimeout: 5000 });
}

forEachDialect("a password may hold any character, raw or percent-encoded", async (database) => {
  await using account = await createAccount(database, "to be changed");
  await using admin = await connect(database, database.url);
  for (const character of SPECIAL) {
    const password = `a${character}b${character}`;
    await admin.execute(account.passwordChange(password));
    for (const written of new Set([password, encodeURIComponent(password)])) {
      await using _session = await connect(database, account.urlWith(`${account.name}:${written}`))
        .catch((error) => {
          throw new Error(`A password with ${character}, written ${written}`, { cause: error });
        });
    }
  }
}, SERVERS);

forEachDialect("a password that holds everything comes from wherever it stands", async (database, t) => {
  await using account = await createAccount(database, EVERYTHING);
  const bare = account.urlWith(account.name);
  const raw = account.urlWith(`${account.name}:${EVERYTHING}`);
  const encoded = account.urlWith(`${account.name}:${encodeURIComponent(EVERYTHING)}`);
  const { folder, engine } = database;
  await Deno.writeTextFile(`${folder}/url.txt`, `${raw}\n`);
  await Deno.writeTextFile(`${folder}/reference.txt`, "env:THE_URL\n");
  const fields = [...new URL(database.url).host.split(":"), "*", account.name, EVERYTHING];
  const line = fields.map((field) => field.replace(/[\\:]/g, "\\$&")).join(":");
  await Deno.writeTextFile(`${folder}/.pgpass`, `# comment\nelsewhere:*:*:*:wrong\n${line}\n`, {
    mode: 0o600,
  });
  const variable = engine === "postgres" ? "PGPASSWORD" : "MYSQL_PWD";
  const ways: Record<string, { args?: readonly string[]; env?: Record<string, string> }> = {
    "--url, raw": { args: ["--url", raw] },
    "--url, encoded": { args: ["--url", encoded] },
    "DATABASE_URL": { env: { DATABASE_URL: raw } },
    "RETORT_URL": { env: { RETORT_URL: encoded, DATABASE_URL: "postgres://nobody@nowhere.invalid/" } },
    "the engine's variable": { env: { DATABASE_URL: bare, [variable]: EVERYTHING } },
    "env:": { args: ["--url", "env:THE_URL"], env: { THE_URL: raw } },
    "file:": { args: ["--url", "file:url.txt"] },
    "cmd:": { args: ["--url", "cmd:cat url.txt"] },
    "a file that names a variable": { args: ["--url", "file:reference.txt"], env: { THE_URL: encoded } },
    ...(engine === "postgres" &&
      { ".pgpass": { args: ["--url", bare], env: { HOME: folder, DENO_DIR: denoDir() } } }),
    ...(engine === "postgres" &&
      { "PGPASSFILE": { args: ["--url", bare], env: { PGPASSFILE: `${folder}/.pgpass` } } }),
  };
  for (const [name, { args = [], env = {} }] of Object.entries(ways)) {
    await t.step(name, async () => {
      const { code, stdout, stderr } = await retort([...args, "ensure_version"], { cwd: folder, env });
      assert.equal(code, 0, stderr);
      assert.equal(stderr, "");
      assert.match(stdout, /The ledger|Created the ledger/);
    });
  }
}, SERVERS);

/** The cache stays where it is when HOME moves. */
function denoDir(): string {
  return Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`;
}

Deno.test("a file of passwords that others may read is not used, and the user is told so", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/pass`, "*:*:*:*:hunter2-pass\n", { mode: 0o644 });
  await Deno.chmod(`${folder}/pass`, 0o644);
  const { serverUrl } = await import("../support/server_url.ts");
  const { host } = new URL(serverUrl("postgres"));
  const { code, stderr } = await retort(["ensure_version", "--url", `postgres://retort@${host}/postgres`], {
    cwd: folder,
    env: { PGPASSFILE: `${folder}/pass` },
  });
  assert.equal(code, 5);
  assert.match(stderr, /others may read .*\/pass: chmod 600/);
  assert.doesNotMatch(stderr, /hunter2/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("what a reference cannot give is explained", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/empty`, "\n");
  const cases: readonly (readonly [string, number, RegExp])[] = [
    ["env:NOT_SET", 2, /The variable NOT_SET that env:NOT_SET names is not set/],
    [
      "file:missing",
      2,
      /Cannot read the file that file:missing names: no such file or directory\nhint: Name a file that holds/,
    ],
    ["file:empty", 2, /The file empty gave nothing/],
    ["cmd:echo vault is sealed >&2; exit 3", 2, /ended with exit code 3\nhint: It said: vault is sealed/],
    ["cmd:true", 2, /The command of cmd: gave nothing/],
    ["cmd:nosuchprogram --secret", 2, /exit code 127\nhint: It said: .*not found/],
    ["cmd:echo not a url", 2, /Cannot read the database URL/],
  ];
  for (const [url, expected, message] of cases) {
    const { code, stderr } = await retort(["ensure_version", "--url", url], { cwd: folder });
    assert.equal(code, expected, stderr);
    assert.match(stderr, message);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("cmd: is run at each connect", async () => {
  const folder = await Deno.makeTempDir();
  const env = { DATABASE_URL: "cmd:echo once >> runs; echo sqlite:app.db" };
  for (const _ of [1, 2, 3]) assert.equal((await retort(["ensure_version"], { cwd: folder, env })).code, 0);
  assert.equal(await Deno.readTextFile(`${folder}/runs`), "once\nonce\nonce\n");
  await Deno.remove(folder, { recursive: true });
});
