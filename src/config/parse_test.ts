import assert from "node:assert/strict";
import * as fc from "fast-check";
import { RetortError } from "../util/errors.ts";
import { readFileSettings } from "./file_settings.ts";
import { type ConfigLayers, resolveConfig } from "./parse.ts";
import { environmentName, flagKey } from "./setting.ts";
import { SETTINGS } from "./settings.ts";

function file(data: unknown, folder = "") {
  return readFileSettings({ path: "retort.jsonc", data, folder });
}

function failure(run: () => unknown): RetortError {
  try {
    run();
  } catch (error) {
    if (error instanceof RetortError) return error;
    throw error;
  }
  assert.fail("nothing was thrown");
}

Deno.test("resolveConfig() gives defaults where nothing is said", () => {
  const { config, origins, warnings } = resolveConfig({});
  assert.equal(config.url, undefined);
  assert.deepEqual(config.directories, ["migrations"]);
  assert.deepEqual(config.ledger, { table: "retort_ledger", storeScript: true, maxScriptBytes: 1_048_576 });
  assert.deepEqual(
    [config.lockWait, config.lockTimeout, config.lockRetries, config.statementTimeout, config.connectTimeout],
    [300_000, 5_000, 8, 0, 10_000],
  );
  assert.deepEqual([config.transaction, config.lock, config.idFormat, config.color, config.logFormat], [
    "per-revision",
    "session",
    "hex",
    "auto",
    "text",
  ]);
  assert.deepEqual([config.profiles, config.hooks, config.x, config.naming], [[], {}, {}, {}]);
  assert.equal(origins.get("lockWait"), "default");
  assert.equal(origins.has("url"), false);
  assert.deepEqual(warnings, []);
});

/** Every layer that can name a URL, the strongest first, with the origin that it leaves. */
const URL_LAYERS: readonly (readonly [ConfigLayers, string])[] = [
  [{ api: { url: "sqlite:1" } }, "argument"],
  [{ flags: { url: "sqlite:2" } }, "--url"],
  [{ env: { RETORT_URL: "sqlite:3" } }, "RETORT_URL"],
  [{ envFiles: [{ path: ".env", variables: { RETORT_URL: "sqlite:4" } }] }, "RETORT_URL in .env"],
  [{ file: file({ profile: "p", profiles: { p: { url: "sqlite:5" } } }) }, "retort.jsonc"],
  [{ file: file({ url: "sqlite:6" }) }, "retort.jsonc"],
  [{ env: { DATABASE_URL: "sqlite:7" } }, "DATABASE_URL"],
  [{ envFiles: [{ path: ".env", variables: { DATABASE_URL: "sqlite:8" } }] }, "DATABASE_URL in .env"],
];

Deno.test("resolveConfig() lets each layer go before all weaker ones", () => {
  for (let strongest = 0; strongest < URL_LAYERS.length; strongest++) {
    const rest = URL_LAYERS.slice(strongest).map(([layer]) => layer);
    const merged: ConfigLayers = {
      ...Object.assign({}, ...rest),
      env: Object.assign({}, ...rest.map((layer) => layer.env)),
      envFiles: [{
        path: ".env",
        variables: Object.assign(
          {},
          ...rest.flatMap((layer) => layer.envFiles ?? []).map((each) => each.variables),
        ),
      }],
      ...(strongest > 5 ? {} : {
        file: file({
          url: "sqlite:6",
          ...(strongest > 4 ? {} : { profile: "p", profiles: { p: { url: "sqlite:5" } } }),
        }),
      }),
    };
    const { config, origins } = resolveConfig(merged);
    assert.equal(config.url, `sqlite:${strongest + 1}`);
    assert.equal(origins.get("url"), URL_LAYERS[strongest]?.[1]);
  }
});

Deno.test("resolveConfig() takes a profile over the top of the file, and forced profiles over all", () => {
  const settings = file({
    lockWait: "1m",
    role: "top",
    profiles: { staging: { lockWait: "2m", role: "" }, production: { protected: true, lockWait: "3m" } },
  });
  const staging = resolveConfig({ file: settings, flags: { name: "staging" } }).config;
  assert.deepEqual([staging.profile, staging.lockWait, staging.role], ["staging", 120_000, undefined]);
  assert.deepEqual(staging.profiles, ["staging", "production"]);
  const forced = resolveConfig({ file: settings, flags: { name: "staging" }, profile: "production" }).config;
  assert.deepEqual([forced.profile, forced.lockWait, forced.role, forced.protected], [
    "production",
    180_000,
    "top",
    true,
  ]);
  const none = resolveConfig({ file: settings, env: { RETORT_NAME: "" } }).config;
  assert.deepEqual([none.profile, none.lockWait], [undefined, 60_000]);
});

Deno.test("resolveConfig() refuses an unknown profile with the way out", () => {
  const settings = file({ profiles: { staging: {}, production: {} } });
  assert.match(failure(() => resolveConfig({ file: settings, profile: "stagin" })).hint ?? "", /'staging'/);
  assert.match(
    failure(() => resolveConfig({ file: settings, profile: "x" })).hint ?? "",
    /There are staging, production in retort/,
  );
  assert.match(failure(() => resolveConfig({ profile: "x" })).hint ?? "", /there is none/);
});

Deno.test("resolveConfig() takes every global flag as a flag, a variable and a key", () => {
  const samples: Readonly<Record<string, readonly [text: string, data: unknown]>> = {
    flag: ["true", true],
    duration: ["90s", "90s"],
    count: ["3", 3],
    text: ["t", "t"],
    url: ["sqlite:t.db", "sqlite:t.db"],
    list: ["t", ["t"]],
    paths: ["t", ["t"]],
    path: ["t", "t"],
  };
  for (const setting of SETTINGS.filter((each) => each.global && !["config", "profile"].includes(each.key))) {
    const choice = setting.choices?.at(-1) ?? "";
    const [text, data] = samples[setting.kind] ?? [choice, choice];
    const nested = setting.key.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), data);
    const values = [
      resolveConfig({ flags: { [flagKey(setting.flag ?? "")]: setting.kind === "flag" ? true : text } }),
      resolveConfig({ env: { [environmentName(setting) ?? ""]: text } }),
      resolveConfig({ file: file(nested) }),
      resolveConfig({ api: { [flagKey(setting.flag ?? "")]: data } }),
    ].map((resolved) => resolved.values.get(setting.key));
    assert.ok(
      values[0] !== undefined && values[0] !== resolveConfig({}).values.get(setting.key),
      setting.key,
    );
    for (const value of values) assert.deepEqual(value, values[0], setting.key);
  }
});

Deno.test("resolveConfig() leaves flags alone that are no settings, and reads shorthands", () => {
  const { config } = resolveConfig({ flags: { noLock: true, message: "x", constructor: "y", sql: true } });
  assert.equal(config.lock, "none");
  assert.equal(resolveConfig({ flags: { lock: "transaction" } }).config.lock, "transaction");
});

Deno.test("resolveConfig() reads -x as Alembic does: the last wins, no = is empty", () => {
  const { x } = resolveConfig({ flags: { x: ["a=1", "b=x=y", "a=2", "c"] } }).config;
  assert.deepEqual(x, { a: "2", b: "x=y", c: "" });
});

Deno.test("resolveConfig() says what a value must be", () => {
  const cases: readonly (readonly [ConfigLayers, RegExp])[] = [
    [{ flags: { lockWait: "30" } }, /^--lock-wait must be a duration such as "5m", not "30" \/ Write 30s/],
    [{ flags: { lockWait: "60d" } }, /24 days/],
    [{ flags: { lockRetries: "-1" } }, /^--lock-retries must be a whole number/],
    [{ flags: { color: "allways" } }, /^--color must be one of auto, always, never, .*'always'/],
    [{ flags: { dialect: "oracle" } }, /^--dialect must be one of sqlite, postgres/],
    [{ env: { RETORT_JSON: "maybe" } }, /^RETORT_JSON must be true or false, not "maybe"/],
    [{ api: { lockWiat: "5s" } }, /^Unknown key 'lockWiat' in argument \/ Did you mean 'lockWait'/],
    [{ api: { lockWait: 5000 } }, /^'lockWait' in argument must be a duration.*Write 5000s.*5000ms/],
    [{ api: { url: { password: "hunter2" } } }, /must be a database URL, not an object/],
  ];
  for (const [layers, expected] of cases) {
    const { message, hint, code } = failure(() => resolveConfig(layers));
    assert.match(`${message} / ${hint}`, expected);
    assert.equal(code, "config-invalid");
    assert.doesNotMatch(`${message} ${hint}`, /hunter2/);
  }
});

Deno.test("resolveConfig() warns of variables that look like settings", () => {
  const env = {
    RETORT_LOCKWAIT: "5m",
    RETORT_TEST_POSTGRES: "x",
    RETORT_BIN: "x",
    RETORT_FROBNICATE: "x",
    PATH: "/bin",
    RETORT_URL: "",
  };
  assert.deepEqual(resolveConfig({ env }).warnings, [
    "Unknown variable RETORT_LOCKWAIT is ignored: did you mean RETORT_LOCK_WAIT?",
    "Unknown variable RETORT_FROBNICATE is ignored",
  ]);
});

Deno.test("resolveConfig() replaces env: references by what .env holds, and shows the reference", () => {
  const envFiles = [{ path: ".env", variables: { SHOP_URL: "sqlite:shop.db" } }];
  const { config, values } = resolveConfig({ flags: { url: "env:SHOP_URL" }, envFiles });
  assert.equal(config.url, "sqlite:shop.db");
  assert.equal(values.get("url"), "env:SHOP_URL");
  assert.equal(
    resolveConfig({ flags: { url: "env:SHOP_URL" }, envFiles, env: { SHOP_URL: "x" } }).config.url,
    "x",
  );
  assert.equal(resolveConfig({ flags: { url: "env:OTHER" }, envFiles }).config.url, "env:OTHER");
});

Deno.test("resolveConfig() takes any text for a variable without a crash", () => {
  const name = fc.constantFrom(...SETTINGS.map((setting) => environmentName(setting) ?? "RETORT_X"));
  fc.assert(fc.property(name, fc.string(), (variable, text) => {
    try {
      resolveConfig({ env: { [variable]: text }, file: file({ profiles: { [text]: {} } }) });
    } catch (error) {
      assert.ok(error instanceof RetortError && error.code === "config-invalid", String(error));
    }
  }));
});
