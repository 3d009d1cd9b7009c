import { RetortError } from "../util/errors.ts";
import { didYouMean, suggest } from "../util/suggest.ts";
import { assembleConfig } from "./assemble.ts";
import type { Config } from "./config.ts";
import { type FileSettings, type PlacedValue, type PlacedValues, readArguments } from "./file_settings.ts";
import { environmentName, flagKey, type Setting } from "./setting.ts";
import { type FlagValue, type SettingValue, valueFromFlag, valueFromText } from "./setting_value.ts";
import { SETTINGS } from "./settings.ts";

/** Variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** An `.env` file that was read. */
export interface EnvironmentFile {
  readonly path: string;
  readonly variables: Variables;
}

/** All that decides the settings, the strongest first. */
export interface ConfigLayers {
  /** What a program gives to the library, by the file's keys or the flags'. */
  readonly api?: Readonly<Record<string, unknown>>;
  /** Parsed flags by camelCase name; those that are no settings are left alone. */
  readonly flags?: Readonly<Record<string, FlagValue | undefined>>;
  readonly env?: Variables;
  /** Later files win; all of them stand behind `env`. */
  readonly envFiles?: readonly EnvironmentFile[];
  readonly file?: FileSettings;
  /** Chooses a profile whatever the other layers say. */
  readonly profile?: string;
}

/** The settings of a run, and for each key who set it. */
export interface ResolvedConfig {
  readonly config: Config;
  /** Each setting's value by key; absent where nobody set it and it has no default. */
  readonly values: ReadonlyMap<string, SettingValue>;
  /** `--url`, `RETORT_URL`, `retort.jsonc:3:5`, `.env DATABASE_URL`, `default`, … by key. */
  readonly origins: ReadonlyMap<string, string>;
  /** What a person should look at: variables that look like settings and are none. */
  readonly warnings: readonly string[];
}

const PREFIX = "RETORT_";

/** `RETORT_…` variables that belong to the executable or to tests. */
const OTHER_VARIABLES =
  /^RETORT_(?:TEST_|BENCH_|INTERNAL_|BIN$|CACHE_DIR$|HOME$|TS_LOADER$|VECTORS$|LINT_CASES$)/;

/**
 * Puts the layers together: argument, flag, `RETORT_*`, profile, top of the file, `DATABASE_URL`, default.
 *
 * @throws RetortError `config-invalid` at a value of a wrong kind or an unknown profile
 */
export function resolveConfig(layers: ConfigLayers): ResolvedConfig {
  const argumentsGiven = layers.api === undefined ? undefined : readArguments(layers.api);
  const variables = ownVariables(layers);
  const resolver = (setting: Setting, profile?: PlacedValues) =>
    argumentsGiven?.get(setting.key) ?? fromFlags(setting, layers.flags ?? {}) ??
      (variables.length === 0 ? undefined : fromVariables(setting, layers)) ??
      profile?.get(setting.key) ?? layers.file?.values.get(setting.key) ?? fromDatabaseUrl(setting, layers) ??
      fromDefault(setting);
  const profile = profileNamed(layers, resolver);
  const values = new Map<string, SettingValue>();
  const origins = new Map<string, string>();
  for (const setting of SETTINGS) {
    const placed = setting.key === "profile" ? profile : resolver(setting, profile?.values);
    if (placed !== undefined) values.set(setting.key, placed.value);
    if (placed !== undefined) origins.set(setting.key, placed.place);
  }
  const config = assembleConfig(withVariables(values, layers), layers.file);
  return { config, values, origins, warnings: unknownVariables(variables) };
}

type Resolver = (setting: Setting) => PlacedValue | undefined;

function profileNamed(
  layers: ConfigLayers,
  resolve: Resolver,
): PlacedValue & { values?: PlacedValues } | undefined {
  const setting = SETTINGS.find((each) => each.key === "profile");
  const placed = layers.profile === undefined
    ? setting && resolve(setting)
    : { value: layers.profile, place: "argument" };
  if (placed === undefined || placed.value === "") return undefined;
  const name = String(placed.value);
  const values = layers.file?.profiles.get(name);
  if (values === undefined) throw unknownProfile(name, layers.file);
  return { ...placed, values };
}

function unknownProfile(name: string, file: FileSettings | undefined): RetortError {
  const names = [...file?.profiles.keys() ?? []];
  const there = names.length === 0 ? "There are none" : `There are ${names.join(", ")}`;
  return new RetortError("config-invalid", `Unknown profile '${name}'`, {
    hint: file === undefined
      ? "Profiles stand in a configuration file, and there is none"
      : didYouMean(name, names) ?? `${there} in ${file.path}`,
  });
}

function fromFlags(
  setting: Setting,
  flags: Readonly<Record<string, FlagValue | undefined>>,
): PlacedValue | undefined {
  for (const [flag, value] of Object.entries(setting.shorthands ?? {})) {
    if (flags[flagKey(flag)] === true) return { value, place: `--${flag}` };
  }
  const value = setting.flag === undefined ? undefined : flags[flagKey(setting.flag)];
  if (value === undefined) return undefined;
  const place = `--${setting.flag}`;
  return { value: valueFromFlag(setting, value, place), place };
}

function fromVariables(setting: Setting, layers: ConfigLayers): PlacedValue | undefined {
  const name = environmentName(setting);
  const found = name === undefined ? undefined : findVariable(name, layers, setting.kind === "paths");
  if (found === undefined) return undefined;
  return { value: valueFromText(setting, found.text, found.place), place: found.place };
}

/** Hosting platforms set it; in front of the default, behind everything that is retort's own. */
function fromDatabaseUrl(setting: Setting, layers: ConfigLayers): PlacedValue | undefined {
  if (setting.key !== "url") return undefined;
  const found = findVariable("DATABASE_URL", layers);
  return found && { value: found.text, place: found.place };
}

function fromDefault(setting: Setting): PlacedValue | undefined {
  if (setting.default === undefined) return undefined;
  const value = typeof setting.default === "string"
    ? valueFromText(setting, setting.default, setting.key)
    : setting.default;
  return { value, place: "default" };
}

/** An empty variable counts as absent, as compose files write it, save where empty has a meaning: no files. */
function findVariable(
  name: string,
  layers: ConfigLayers,
  emptyCounts = false,
): { readonly text: string; readonly place: string } | undefined {
  const own = layers.env !== undefined && Object.hasOwn(layers.env, name) ? layers.env[name] : undefined;
  if (own !== undefined && (own !== "" || emptyCounts)) return { text: own, place: name };
  const file = layers.envFiles?.findLast((each) => Object.hasOwn(each.variables, name));
  const text = file?.variables[name];
  if (file === undefined || text === undefined || (text === "" && !emptyCounts)) return undefined;
  return { text, place: `${name} in ${file.path}` };
}

/** The values with `env:NAME` replaced: who connects knows of no `.env`. A name that is not set is told of then. */
function withVariables(
  values: ReadonlyMap<string, SettingValue>,
  layers: ConfigLayers,
): Map<string, SettingValue> {
  const replaced = new Map(values);
  for (const { key } of SETTINGS.filter((setting) => setting.kind === "url")) {
    const value = values.get(key);
    const name = typeof value === "string" ? /^env:\s*(.*?)\s*$/s.exec(value)?.[1] : undefined;
    const found = name === undefined ? undefined : findVariable(name, layers);
    if (found !== undefined) replaced.set(key, found.text);
  }
  return replaced;
}

/** The names of all variables that are retort's by their prefix. */
function ownVariables({ env = {}, envFiles = [] }: ConfigLayers): string[] {
  const names = [env, ...envFiles.map((file) => file.variables)].flatMap((variables) =>
    Object.keys(variables)
  );
  return [...new Set(names.filter((name) => name.startsWith(PREFIX)))];
}

function unknownVariables(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const known = SETTINGS.map((setting) => environmentName(setting)?.slice(PREFIX.length) ?? "");
  const unknown = names.filter((name) =>
    !known.includes(name.slice(PREFIX.length)) && !OTHER_VARIABLES.test(name)
  );
  return unknown.map((name) => {
    const nearest = suggest(name.slice(PREFIX.length), known);
    return `Unknown variable ${name} is ignored${
      nearest === undefined ? "" : `: did you mean ${PREFIX}${nearest}?`
    }`;
  });
}
