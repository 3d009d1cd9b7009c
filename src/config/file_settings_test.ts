import assert from "node:assert/strict";
import { RetortError } from "../util/errors.ts";
import { readFileSettings } from "./file_settings.ts";
import { parseJsonc } from "./jsonc.ts";

async function read(text: string, folder = "") {
  return readFileSettings({ path: "retort.jsonc", folder, ...await parseJsonc(text, "retort.jsonc") });
}

async function failure(text: string): Promise<string> {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof RetortError && error.code === "config-invalid") {
      return `${error.message} / ${error.hint}`;
    }
    throw error;
  }
  assert.fail(`${text} was taken`);
}

Deno.test("readFileSettings() reads JSON with comments and tells where each value stands", async () => {
  const settings = await read(`\uFEFF{
  // where
  "$schema": "./x.json", /* two */
  "url": "sqlite:app.db", "dir": "db",
  "ledger": { "table": "l", "storeScript": false },
  "lint": { "rules": { "some-rule": "off" } }, "x": { "a": 1, "b": true, "c": "d" },
  "profiles": { "p": { "ledger": { "schema": "s" } } },
}`);
  assert.deepEqual(Object.fromEntries(settings.values), {
    url: { value: "sqlite:app.db", place: "retort.jsonc:4:3" },
    dir: { value: ["db"], place: "retort.jsonc:4:27" },
    "ledger.table": { value: "l", place: "retort.jsonc:5:15" },
    "ledger.storeScript": { value: false, place: "retort.jsonc:5:29" },
    "lint.rules": { value: { "some-rule": "off" }, place: "retort.jsonc:6:13" },
    x: { value: { a: "1", b: "true", c: "d" }, place: "retort.jsonc:6:48" },
  });
  assert.deepEqual(Object.fromEntries(settings.profiles.get("p") ?? []), {
    "ledger.schema": { value: "s", place: "retort.jsonc:7:36" },
  });
});

Deno.test("readFileSettings() takes an empty file for an empty object", async () => {
  for (const text of ["", "// nothing\n", "{}"]) assert.equal((await read(text)).values.size, 0);
});

const REFUSED: readonly (readonly [string, RegExp])[] = [
  [`{\n  "lockWiat": "5m" }`, /^Unknown key 'lockWiat' in retort\.jsonc:2:3 \/ Did you mean 'lockWait'\?/],
  [`{ "lock_wait": "5m" }`, /'lockWait'/],
  [`{ "ledgerTable": "x" }`, /Did you mean 'ledger\.table'/],
  [`{ "ledger": { "tabel": "x" } }`, /^Unknown key 'ledger\.tabel' in retort\.jsonc:1:15 .*'ledger\.table'/],
  [`{ "directories": ["x"] }`, /Unknown key 'directories' .*'dir'/],
  [`{ "config": "x" }`, /Unknown key 'config'/],
  [`{ "frobnicate": 1 }`, /docs\/configuration\.md/],
  [`{ "profile": { "a": {} } }`, /^'profile' in retort\.jsonc:1:3 must be text, not an object/],
  [`{ "profiles": { "a": { "profiles": {} } } }`, /Unknown key 'profiles'/],
  [`{ "profiles": { "a": { "lokcWait": "1s" } } }`, /'lokcWait' in retort\.jsonc:1:24 .*'lockWait'/],
  [`{ "profiles": [] }`, /must be an object of profiles/],
  [`{ "profiles": { "a": 1 } }`, /'profiles\.a' in retort\.jsonc:1:17 must be an object of settings/],
  [`{ "ledger": "x" }`, /'ledger' in retort\.jsonc:1:3 must be an object/],
  [`{ "lockWait": 5 }`, /'lockWait' in retort\.jsonc:1:3 must be a duration such as "5m", not "5" .*5s.*5ms/],
  [`{ "lockWait": null }`, /not null/],
  [`{ "lockRetries": 1.5 }`, /a whole number, not 1\.5/],
  [`{ "lockRetries": "8" }`, /a whole number, not "8"/],
  [`{ "json": "true" }`, /true or false, not "true"/],
  [`{ "dir": [1] }`, /a path or a list of paths, not 1/],
  [
    `{ "transaction": "per_revision" }`,
    /one of per-revision, all, none, not "per_revision" .*'per-revision'/,
  ],
  [`{ "lint": { "rules": { "r": "of" } } }`, /error, warning, off, not "of" .*'off'/],
  [`{ "beforeUpgrade": "x" }`, /must be a function .*retort\.config\.ts/],
  [`{ "url": ["hunter2"] }`, /a database URL, not a list/],
  [`[]`, /must be an object of settings/],
  [`{ "url": "a",\n "url": "b" }`, /'url' stands twice: in retort\.jsonc:1:3 and retort\.jsonc:2:2/],
  [`{ "url": }`, /^Cannot read retort\.jsonc:1:10: value expected/],
  [`{ "url": "a" `, /^Cannot read retort\.jsonc:1:\d+: close brace expected/],
  [`{ url: 1 }`, /^Cannot read retort\.jsonc:1:3/],
  [`{ "__proto__": { "url": "x" } }`, /Unknown key '__proto__'/],
  [`{ "constructor": 1 }`, /Unknown key 'constructor'/],
];

for (const [text, expected] of REFUSED) {
  Deno.test(`readFileSettings() refuses ${JSON.stringify(text)}`, async () => {
    const said = await failure(text);
    assert.match(said, expected);
    assert.doesNotMatch(said, /hunter2/);
  });
}

Deno.test("readFileSettings() takes paths from the file's folder", async () => {
  const { values } = await read(
    `{ "url": "sqlite:app.db", "directUrl": "file:secret", "devUrl": "sqlite::memory:", "schema": "./schema.sql",
       "dir": ["./m", "/abs"], "envFile": ".env.test" }`,
    "db/conf",
  );
  assert.deepEqual([...values.values()].map(({ value }) => value), [
    "sqlite:db/conf/app.db",
    "file:db/conf/secret",
    "sqlite::memory:",
    "db/conf/schema.sql",
    ["db/conf/m", "/abs"],
    ["db/conf/.env.test"],
  ]);
  for (
    const url of ["postgres://u:p@ss@h/db", "cmd:cat x", "env:X", "sqlite:/abs/a.db", "sqlite:////abs/a.db"]
  ) {
    assert.equal((await read(JSON.stringify({ url, schema: url }), "db")).values.get("url")?.value, url);
    assert.equal((await read(JSON.stringify({ url, schema: url }), "db")).values.get("schema")?.value, url);
  }
});

Deno.test("readFileSettings() collects functions", () => {
  const url = () => "sqlite:x";
  const beforeUpgrade = () => {};
  const settings = readFileSettings({ path: "retort.config.ts", folder: "", data: { url, beforeUpgrade } });
  assert.equal(settings.values.get("url")?.value, url);
  assert.deepEqual(settings.hooks, { beforeUpgrade });
});
