import assert from "node:assert/strict";
import { COMMANDS as ALL_COMMANDS } from "../../src/cli/commands.ts";
import { createAccount } from "../support/accounts.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const SERVERS = { engines: ["postgres", "mysql"] } as const;

/** Has what URLs, JSON, shells and regular expressions make something of; a part of it must not be seen either. */
const SECRET = `mark3d-s/e:c r"e't@%\\+&=?#x`;
const PARTS = /mark3d/i;

const LOUD: readonly string[] = ["--log-sql", "--raiseerr", "--verbose"];

/** Commands in the forms that say most. */
const COMMANDS: readonly (readonly string[])[] = [
  ["config"],
  ["config", "--show-origin"],
  ["config", "--json", "--show-origin"],
  ["status"],
  ["status", "--json"],
  ["upgrade"],
  ["upgrade", "--json"],
  ["upgrade", "--format", "ndjson"],
  ["current", "-v"],
  ["history", "-i"],
  ["show", "-i", "head"],
  ["heads", "--json"],
  ["stamp", "head"],
  ["downgrade", "base"],
  ["ensure_version", "--log-format", "json"],
  ["version"],
  ["help", "upgrade"],
  ["history", "-v", "-r", "base:current"],
  ["branches", "-v"],
  ["graph"],
  ["list_templates"],
  ["migrate"],
  ["rollback"],
  ["revision", "-m", "third"],
  ["new", "fourth"],
  ["merge", "-m", "fifth", "heads"],
  ["edit", "head"],
  ["init", "elsewhere"],
];

/** A command that is new is run as it is, so that none is left out. */
const EVERY_COMMAND = [
  ...ALL_COMMANDS.map(({ name }) => name).filter((name) => !COMMANDS.some(([known]) => known === name)).map(
    (name) => [name],
  ),
  ...COMMANDS,
];

const GOOD = `-- first
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE first (id integer PRIMARY KEY);
-- migrate:down
DROP TABLE first;
`;

/** A revision that shows what it can find: the session's own statement fails, with the password in it. */
function telltale(secret: string): string {
  return `// second
// revision: bbbbbbbbbbbb
// down_revision: aaaaaaaaaaaa
import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
  const literal = ${JSON.stringify(secret)}.replaceAll("'", "''");
  await op.execute(\`SELECT nothing FROM '\${literal}' -- \${Deno.env.get("DATABASE_URL")}\`);
}

export async function downgrade(op: Operations): Promise<void> {
  await op.execute("SELECT 1");
}
`;
}

interface Place {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** Everywhere a password can stand: in a URL, raw or encoded, or in a place of its own beside a bare URL. */
function places(raw: string, encoded: string, bare: string, engine: TestDatabase["engine"]) {
  const json = JSON.stringify(raw);
  const found: Record<string, Place> = {
    "--url": { args: ["--url", raw] },
    "--url=, encoded": { args: [`--url=${encoded}`] },
    "--direct-url": { args: ["--direct-url", raw], env: { DATABASE_URL: bare } },
    "DATABASE_URL": { env: { DATABASE_URL: raw } },
    "RETORT_URL": { env: { RETORT_URL: encoded } },
    ".env": { files: { ".env": `DATABASE_URL=${encoded}\n` } },
    "another file of variables": {
      args: ["--env-file", "my.env"],
      files: { "my.env": `RETORT_URL=${encoded}\n` },
    },
    "retort.jsonc": { files: { "retort.jsonc": `{ "url": ${json} }` } },
    "a profile": {
      args: ["-n", "live"],
      files: { "retort.jsonc": `{ "url": "sqlite:x.db", "profiles": { "live": { "url": ${json} } } }` },
    },
    "another profile": {
      env: { DATABASE_URL: bare },
      files: { "retort.jsonc": `{ "profiles": { "live": { "url": ${json} } } }` },
    },
    "retort.config.ts": {
      files: { "retort.config.ts": `export default { url: async () => ${json} };\n` },
    },
    "env:": { args: ["--url", "env:MINE"], env: { MINE: raw } },
    "file:": { args: ["--url", "file:url.txt"], files: { "url.txt": `${raw}\n` } },
    "cmd:": { args: ["--url", "cmd:cat url.txt"], files: { "url.txt": `${raw}\n` } },
  };
  const variable = engine === "postgres" ? "PGPASSWORD" : "MYSQL_PWD";
  const alone = { ...found, [variable]: { env: { DATABASE_URL: bare, [variable]: SECRET } } };
  if (engine === "mysql") return alone;
  const line = `*:*:*:*:${SECRET.replace(/[\\:]/g, "\\$&")}\n`;
  const env = { DATABASE_URL: bare, PGPASSFILE: "pgpass" };
  return { ...alone, "a password file": { env, files: { pgpass: line } } };
}

/** Takes away what an earlier place and its commands have written, and writes this place's files. */
async function writeAll(folder: string, { files = {} }: Place): Promise<void> {
  for await (const { name } of Deno.readDir(`${folder}/migrations`)) {
    if (name !== "a.sql" && name !== "b.ts") await Deno.remove(`${folder}/migrations/${name}`);
  }
  for (const name of [".env", "my.env", "retort.jsonc", "retort.config.ts", "url.txt", "pgpass"]) {
    await Deno.remove(`${folder}/${name}`).catch(() => {});
  }
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}`, text, { mode: 0o600 });
  }
}

async function saysNothing(
  folder: string,
  { args = [], env = {} }: Place,
  commands: readonly (readonly string[])[],
): Promise<Set<number>> {
  const codes = new Set<number>();
  for (const command of commands) {
    const { code, stdout, stderr } = await retort([...args, ...LOUD, ...command], { cwd: folder, env });
    assert.doesNotMatch(stdout + stderr, PARTS, command.join(" "));
    assert.notEqual(code, 70, stderr);
    codes.add(code);
  }
  return codes;
}

forEachDialect(
  "no command prints a password, wherever it stands and however loud it is",
  async (database, t) => {
    const { folder, engine } = database;
    await using account = await createAccount(database, SECRET);
    await writeScripts(`${folder}/migrations`, { "a.sql": GOOD, "b.ts": telltale(SECRET) });
    const raw = account.urlWith(`${account.name}:${SECRET}`);
    const encoded = account.urlWith(`${account.name}:${encodeURIComponent(SECRET)}`);
    const bare = account.urlWith(account.name);
    const few = [["config", "--show-origin"], ["upgrade"], ["status", "--json"]];
    for (const [name, place] of Object.entries(places(raw, encoded, bare, engine))) {
      await t.step(name, async () => {
        await writeAll(folder, place);
        const all = name === "--url" || name === ".env";
        const codes = await saysNothing(folder, place, all ? EVERY_COMMAND : few);
        // The revision that fails has run: what it was sent and what it said was printed.
        if (name !== "another profile") assert.ok(codes.has(1), `${[...codes]}`);
      });
    }
    await t.step("the ledger and its log hold none", async () => {
      const rows = await database.sql("SELECT * FROM retort_ledger; SELECT * FROM retort_log");
      assert.ok(rows.length > 2);
      for (const row of rows.filter((each) => !each.some((field) => field.includes("export async")))) {
        assert.doesNotMatch(row.join("\n"), PARTS);
      }
      assert.ok(rows.some((row) => row.includes("failed") && row.some((field) => field.includes("***"))));
    });
  },
  SERVERS,
);

forEachDialect("no failure to connect prints a password", async (database, t) => {
  const { folder, engine } = database;
  await writeScripts(`${folder}/migrations`, { "a.sql": GOOD });
  const { protocol, host, username, pathname } = new URL(database.url);
  const at = (where: string, secret: string) => `${protocol}//${username}:${secret}@${where}${pathname}`;
  for (const [name, where] of [["wrong password", host], ["unreachable", "127.0.0.1:1"]] as const) {
    const bare = `${protocol}//${username}@${where}${pathname}`;
    const all = places(at(where, SECRET), at(where, encodeURIComponent(SECRET)), bare, engine);
    for (const [place, given] of Object.entries(all)) {
      await t.step(`${name}, ${place}`, async () => {
        await writeAll(folder, given);
        const codes = await saysNothing(folder, given, [["status", "--json"]]);
        assert.deepEqual([...codes], [5]);
      });
    }
  }
}, SERVERS);

Deno.test("no mistake on the command line or in a file prints a password", async (t) => {
  const folder = await Deno.makeTempDir();
  const url = `postgres://u:${SECRET}@127.0.0.1:1/d`;
  const json = JSON.stringify(url);
  const mistakes: Readonly<Record<string, Place>> = {
    "a misspelt flag": { args: [`--urll=${url}`] },
    "a flag twice removed": { args: ["--urll", url] },
    "an argument too many": { args: ["current", url] },
    "another value that is wrong": { args: ["--url", url, "--lock-wait", "soon"] },
    "a value that is a URL": { args: ["--lock-wait", url] },
    "a variable that is a URL": { env: { RETORT_LOCK_WAIT: url } },
    "a misspelt variable": { env: { RETORT_URLL: url } },
    "a misspelt key": { files: { "retort.jsonc": `{ "urll": ${json} }` } },
    "a wrong kind": { files: { "retort.jsonc": `{ "url": [${json}] }` } },
    "a file that is no JSON": { files: { "retort.jsonc": `{ "url": ${json.slice(0, -1)} }` } },
    "a file with a comma too few": { files: { "retort.jsonc": `{ "url": ${json} "dir": "x" }` } },
    "a line that is none": { files: { ".env": `DATABASE_URL ${url}\n` } },
    "a quote that is not closed": { files: { ".env": `DATABASE_URL="${url.replaceAll('"', "")}\n` } },
    "a wrong port": { args: ["--url", url.replace(":1/", ":port/")] },
    "no slashes": { args: ["--url", url.replace("//", "")] },
    "an unknown engine": { args: ["--url", url.replace("postgres:", "oracle:")] },
    "an unknown parameter": { args: ["--url", `${url}?sslmod=x&password=${encodeURIComponent(SECRET)}`] },
    "a file that is not there": { args: ["--url", "file:nowhere"], env: { DATABASE_URL: url } },
    "a command that fails": { args: ["--url", "cmd:cat url.txt >&2; exit 1"], files: { "url.txt": url } },
    "a command that gives no URL": { args: ["--url", "cmd:cat url.txt"], files: { "url.txt": SECRET } },
  };
  await writeScripts(`${folder}/migrations`, { "a.sql": GOOD });
  for (const [name, place] of Object.entries(mistakes)) {
    await t.step(name, async () => {
      await writeAll(folder, place);
      for (const command of [["status"], ["config", "--show-origin", "--json"]]) {
        const { code, stdout, stderr } = await retort([...place.args ?? [], ...LOUD, ...command], {
          cwd: folder,
          env: place.env ?? {},
        });
        assert.doesNotMatch(stdout + stderr, PARTS);
        assert.notEqual(code, 70, stderr);
      }
    });
  }
  await Deno.remove(folder, { recursive: true });
});
