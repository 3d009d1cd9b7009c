import type { Config, NamingConfig, RuleLevel, TenantsConfig, UrlFunction } from "./config.ts";
import type { FileSettings } from "./file_settings.ts";
import type { SettingValue } from "./setting_value.ts";

/** The values that were read, as the one object that the rest of retort takes. */
export function assembleConfig(values: ReadonlyMap<string, SettingValue>, file?: FileSettings): Config {
  const read = new ValueReader(values);
  return {
    ...connection(read),
    ...files(read, file),
    ...run(read),
    ...output(read),
    ledger: {
      table: read.text("ledger.table") ?? "retort_ledger",
      storeScript: read.flag("ledger.storeScript"),
      maxScriptBytes: read.number("ledger.maxScriptBytes"),
      ...read.texts({ schema: "ledger.schema" }),
    },
    ...read.texts({ schema: "schema" }),
    schemas: read.list("schemas"),
    include: read.list("include"),
    exclude: read.list("exclude"),
    naming: naming(read),
    lintRules: levels(read),
    tenants: tenants(read),
    hooks: file?.hooks ?? {},
  };
}

/** Values by key in the type that the setting's kind promises. */
class ValueReader {
  readonly #values: ReadonlyMap<string, SettingValue>;

  constructor(values: ReadonlyMap<string, SettingValue>) {
    this.#values = values;
  }

  /** An empty text takes back what a weaker layer said. */
  text(key: string): string | undefined {
    const value = this.#values.get(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  /** The texts that are there, under the names that the configuration has for them. */
  texts<Name extends string>(keys: Readonly<Record<Name, string>>): { [N in Name]?: string };
  texts(keys: Readonly<Record<string, string>>): Record<string, string> {
    const found: Record<string, string> = {};
    for (const [name, key] of Object.entries(keys)) {
      const text = this.text(key);
      if (text !== undefined) found[name] = text;
    }
    return found;
  }

  flag(key: string): boolean {
    return this.#values.get(key) === true;
  }

  number(key: string): number {
    const value = this.#values.get(key);
    return typeof value === "number" ? value : 0;
  }

  list(key: string): readonly string[] {
    const value = this.#values.get(key);
    return isList(value) ? value : [];
  }

  record(key: string): Readonly<Record<string, string>> {
    const value = this.#values.get(key);
    return isRecord(value) ? value : {};
  }

  choice<const Choices extends readonly [string, ...string[]]>(
    key: string,
    choices: Choices,
  ): Choices[number] {
    return choices.find((choice) => choice === this.#values.get(key)) ?? choices[0];
  }

  function(key: string): UrlFunction | undefined {
    const value = this.#values.get(key);
    return typeof value === "function" ? value : undefined;
  }
}

function isList(value: SettingValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

function isRecord(value: SettingValue | undefined): value is Readonly<Record<string, string>> {
  return typeof value === "object" && !Array.isArray(value);
}

function connection(read: ValueReader) {
  const urlFunction = read.function("url");
  return {
    ...read.texts({
      url: "url",
      directUrl: "directUrl",
      devUrl: "devUrl",
      dialect: "dialect",
      serverVersion: "serverVersion",
      role: "role",
    }),
    ...(urlFunction === undefined ? {} : { urlFunction }),
    connectTimeout: read.number("connectTimeout"),
    protected: read.flag("protected"),
    requirePlan: read.flag("requirePlan"),
  };
}

function files(read: ValueReader, file: FileSettings | undefined) {
  const directories = read.list("dir");
  return {
    ...(file === undefined ? {} : { configFile: file.path }),
    ...read.texts({ profile: "profile" }),
    profiles: [...file?.profiles.keys() ?? []],
    directories: directories.length === 0 ? ["migrations"] : directories,
    fileTemplate: read.text("fileTemplate") ?? "{date}_{revision}_{slug}",
    idFormat: read.choice("idFormat", ["hex", "timestamp", "sequence"]),
    afterWrite: read.list("afterWrite"),
  };
}

function run(read: ValueReader) {
  return {
    transaction: read.choice("transaction", ["per-revision", "all", "none"]),
    lock: read.choice("lock", ["session", "transaction", "none"]),
    lockWait: read.number("lockWait"),
    lockTimeout: read.number("lockTimeout"),
    lockRetries: read.number("lockRetries"),
    statementTimeout: read.number("statementTimeout"),
    chunkSize: read.number("chunkSize"),
    x: read.record("x"),
    ...read.texts({ tag: "tag" }),
  };
}

function output(read: ValueReader) {
  return {
    json: read.flag("json"),
    quiet: read.flag("quiet"),
    verbose: read.flag("verbose"),
    logFormat: read.choice("logFormat", ["text", "timed", "json"]),
    logSql: read.flag("logSql"),
    raiseerr: read.flag("raiseerr"),
    yes: read.flag("yes"),
    noInput: read.flag("noInput"),
    color: read.choice("color", ["auto", "always", "never"]),
  };
}

function naming(read: ValueReader): NamingConfig {
  return read.texts({
    index: "naming.index",
    unique: "naming.unique",
    check: "naming.check",
    foreignKey: "naming.foreignKey",
    primaryKey: "naming.primaryKey",
  });
}

function tenants(read: ValueReader): TenantsConfig {
  return {
    list: read.list("tenants.list"),
    ...read.texts({ query: "tenants.query", command: "tenants.command" }),
  };
}

function levels(read: ValueReader): Readonly<Record<string, RuleLevel>> {
  const level = (text: string): RuleLevel => text === "error" || text === "off" ? text : "warning";
  return Object.fromEntries(
    Object.entries(read.record("lint.rules")).map(([code, text]) => [code, level(text)]),
  );
}
