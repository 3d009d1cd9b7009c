import assert from "node:assert/strict";
import { RetortError } from "../util/errors.ts";
import { configTypeText } from "./config_type_text.ts";
import { readFileSettings } from "./file_settings.ts";
import { configJsonSchema, type JsonSchema } from "./json_schema.ts";
import { SETTINGS } from "./settings.ts";

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isType(value: unknown, type: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  const actual: string = typeof value;
  return type === "integer" ? Number.isInteger(value) : actual === type;
}

/** The keywords that the schema uses, and no others. */
const CHECKS: Readonly<Record<string, (value: unknown, rule: unknown, schema: JsonSchema) => boolean>> = {
  $schema: () => true,
  title: () => true,
  description: () => true,
  default: () => true,
  type: (value, rule) => [rule].flat().some((type) => isType(value, type)),
  pattern: (value, rule) => typeof value !== "string" || new RegExp(String(rule), "u").test(value),
  minimum: (value, rule) => typeof value !== "number" || value >= Number(rule),
  const: (value, rule) => value === rule,
  enum: (value, rule) => Array.isArray(rule) && rule.includes(value),
  anyOf: (value, rule) => Array.isArray(rule) && rule.some((schema) => valid(value, schema)),
  items: (value, rule) => !Array.isArray(value) || value.every((item) => valid(item, rule)),
  properties: (value, rule) =>
    !isObject(value) || !isObject(rule) ||
    Object.entries(value).every(([key, item]) => !Object.hasOwn(rule, key) || valid(item, rule[key])),
  additionalProperties: (value, rule, { properties = {} }) =>
    !isObject(value) || !isObject(properties) ||
    Object.entries(value).every(([key, item]) =>
      Object.hasOwn(properties, key) || (rule !== false && valid(item, rule))
    ),
};

function valid(value: unknown, schema: unknown): boolean {
  if (!isObject(schema)) assert.fail("no schema");
  return Object.entries(schema).every(([keyword, rule]) => {
    const check = CHECKS[keyword] ?? assert.fail(`unknown keyword ${keyword}`);
    return check(value, rule, schema);
  });
}

const GOOD: readonly unknown[] = [
  {},
  { $schema: "./retort.schema.json", url: "sqlite:app.db", dir: "db" },
  { dir: ["a", "b"], lockWait: "1h 30m", lockTimeout: 0, lockRetries: 0, json: true },
  { ledger: { table: "x", storeScript: false, maxScriptBytes: 1 }, naming: { index: "ix_{table}" } },
  { lint: { rules: { "some-rule": "off" } }, x: { a: 1, b: "c", d: true }, tenants: { list: ["a"] } },
  { profiles: { staging: { url: "env:X", protected: true, ledger: { schema: "s" } } } },
];

const BAD: readonly unknown[] = [
  [],
  { urll: "x" },
  { url: 1 },
  { dir: [1] },
  { lockWait: "30" },
  { lockWait: 30 },
  { lockWait: "soon" },
  { lockRetries: -1 },
  { lockRetries: "8" },
  { json: "true" },
  { color: "sometimes" },
  { ledger: "x" },
  { ledger: { tabel: "x" } },
  { lint: { rules: { r: "fatal" } } },
  { config: "x" },
  { profiles: { a: { profiles: {} } } },
  { profiles: { a: 1 } },
];

function taken(data: unknown): boolean {
  try {
    readFileSettings({ path: "retort.jsonc", folder: "", data });
    return true;
  } catch (error) {
    assert.ok(error instanceof RetortError);
    return false;
  }
}

Deno.test("configJsonSchema() takes and refuses what the reader takes and refuses", () => {
  const schema = configJsonSchema();
  for (const data of GOOD) {
    assert.deepEqual([valid(data, schema), taken(data)], [true, true], JSON.stringify(data));
  }
  for (const data of BAD) {
    assert.deepEqual([valid(data, schema), taken(data)], [false, false], JSON.stringify(data));
  }
});

Deno.test("configJsonSchema() takes each setting's own default", () => {
  const properties = configJsonSchema().properties;
  assert.ok(isObject(properties));
  for (const schema of Object.values(properties)) {
    if (isObject(schema) && "default" in schema) {
      assert.ok(valid(schema.default, schema), JSON.stringify(schema));
    }
  }
});

Deno.test("configTypeText() is TypeScript that takes what the reader takes, and no more", async () => {
  const folder = await Deno.makeTempDir();
  const refused = BAD.slice(1).map((data) =>
    `// @ts-expect-error: refused\n(${JSON.stringify(data)}) satisfies Config;`
  );
  const code = [
    configTypeText(),
    ...GOOD.slice(2).map((data) => `(${JSON.stringify(data)}) satisfies Config;`),
    `({ url: ({ tag }) => Promise.resolve(tag ?? "x"), beforeUpgrade(_plan: unknown) {} }) satisfies Config;`,
    ...refused.filter((line) => !/lockWait": ?"(?:30|soon)"|Retries":-1/.test(line)),
  ].join("\n");
  try {
    await Deno.writeTextFile(`${folder}/config.ts`, code);
    const check = new Deno.Command(Deno.execPath(), {
      args: ["check", "--no-config", "--quiet", `${folder}/config.ts`],
      stderr: "piped",
    });
    const { success, stderr } = await check.output();
    assert.ok(success, new TextDecoder().decode(stderr));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("SETTINGS holds no key, flag or letter twice", () => {
  const taken = (values: readonly (string | undefined)[]) => values.filter((value) => value !== undefined);
  for (const field of ["key", "flag", "short"] as const) {
    const values = taken(SETTINGS.map((setting) => setting[field]));
    assert.equal(new Set(values).size, values.length, field);
  }
});
