import { RetortError } from "../util/errors.ts";
import { suggest } from "../util/suggest.ts";
import type { Hook } from "./config.ts";
import { relocate } from "./relocate.ts";
import { flagKey, type Setting } from "./setting.ts";
import { type SettingValue, valueFromData } from "./setting_value.ts";
import { HOOKS, SETTINGS } from "./settings.ts";

/** A value and where it stands, as `config --show-origin` prints it. */
export interface PlacedValue {
  readonly value: SettingValue;
  readonly place: string;
}

/** Settings by key. */
export type PlacedValues = ReadonlyMap<string, PlacedValue>;

/** What a configuration file says. */
export interface FileSettings {
  /** The file's path. */
  readonly path: string;
  readonly values: PlacedValues;
  readonly profiles: ReadonlyMap<string, PlacedValues>;
  readonly hooks: Readonly<Record<string, Hook>>;
}

/** A configuration file's content before it has been checked. */
export interface FileContent {
  readonly path: string;
  readonly data: unknown;
  /** Where a key stands, from its dotted path: `3:5`; absent for modules. */
  readonly places?: ReadonlyMap<string, string>;
  /** The folder that its paths are relative to; empty for the working directory. */
  readonly folder: string;
}

/**
 * Checks a configuration file's content against the settings.
 *
 * @throws RetortError `config-invalid` at an unknown key (with the nearest known one) or a value of a wrong kind
 */
export function readFileSettings(content: FileContent): FileSettings {
  const reader = new SettingsReader(content);
  const { profiles, ...top } = entriesOf(content.data, content.path, "an object of settings");
  const values = reader.read(top, "");
  const named = profiles === undefined
    ? []
    : Object.entries(entriesOf(profiles, reader.place("profiles"), "an object of profiles by name"));
  return {
    path: content.path,
    values,
    profiles: new Map(named.map(([name, settings]) => [name, reader.readProfile(name, settings)])),
    hooks: reader.hooks,
  };
}

/**
 * Checks settings that a program gives: the file's keys, or the flags' (`ledgerTable` for `ledger.table`).
 *
 * @throws RetortError `config-invalid`
 */
export function readArguments(data: Readonly<Record<string, unknown>>): PlacedValues {
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return new SettingsReader({ path: "argument", data, folder: "" }).read(given, "");
}

/** Walks the objects of one file; it collects the hooks that it meets. */
class SettingsReader {
  readonly #content: FileContent;
  readonly hooks: Record<string, Hook> = {};

  constructor(content: FileContent) {
    this.#content = content;
  }

  place(path: string): string {
    const position = this.#content.places?.get(path);
    return position === undefined ? this.#content.path : `${this.#content.path}:${position}`;
  }

  readProfile(name: string, data: unknown): PlacedValues {
    const path = `profiles.${name}`;
    return this.read(
      entriesOf(data, `'${path}' in ${this.place(path)}`, "an object of settings"),
      `${path}.`,
    );
  }

  /** `prefix` is where the object stands in the file: empty, or `profiles.staging.`. */
  read(data: Readonly<Record<string, unknown>>, prefix: string): PlacedValues {
    const values = new Map<string, PlacedValue>();
    this.#readGroup(data, "", prefix, values);
    return values;
  }

  #readGroup(
    data: Readonly<Record<string, unknown>>,
    group: string,
    prefix: string,
    into: Map<string, PlacedValue>,
  ): void {
    for (const [name, value] of Object.entries(data)) {
      const key = group + name;
      const place = this.place(prefix + key);
      const setting = findSetting(key, this.#content.path === "argument");
      if (setting !== undefined) into.set(setting.key, this.#read(setting, value, place));
      else if (SETTINGS.some((each) => each.key.startsWith(`${key}.`))) {
        this.#readGroup(entriesOf(value, `'${key}' in ${place}`, "an object"), `${key}.`, prefix, into);
      } else if (!this.#takeHook(key, value, prefix, place)) throw unknownKey(key, place, prefix !== "");
    }
  }

  #read(setting: Setting, value: unknown, place: string): PlacedValue {
    const read = valueFromData(setting, value, `'${setting.key}' in ${place}`);
    return { value: relocate(setting, read, this.#content.folder), place };
  }

  /** Takes what is no setting but has a meaning; false for what has none. */
  #takeHook(key: string, value: unknown, prefix: string, place: string): boolean {
    if (key === "$schema" && prefix === "") return true;
    if (!HOOKS.includes(key) || prefix !== "") return false;
    if (!isHook(value)) {
      throw new RetortError("config-invalid", `'${key}' in ${place} must be a function`, {
        hint: "Functions need a retort.config.ts",
      });
    }
    this.hooks[key] = value;
    return true;
  }
}

function isHook(value: unknown): value is Hook {
  return typeof value === "function";
}

function findSetting(key: string, argument: boolean): Setting | undefined {
  return SETTINGS.find((setting) =>
    (setting.key === key && (argument || setting.inFile !== "never")) ||
    (argument && setting.flag !== undefined && flagKey(setting.flag) === key)
  );
}

function entriesOf(value: unknown, place: string, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value));
  }
  throw new RetortError("config-invalid", `${place} must be ${expected}`);
}

function unknownKey(key: string, place: string, inProfile: boolean): RetortError {
  const known = SETTINGS.filter((setting) => setting.inFile !== "never").map((setting) => setting.key);
  const nearest = suggest(key, inProfile ? known : [...known, "profiles", ...HOOKS]) ?? byFlag(key) ??
    known.find((name) => name.length > 2 && key.startsWith(name));
  return new RetortError("config-invalid", `Unknown key '${key}' in ${place}`, {
    hint: nearest === undefined ? "docs/configuration.md lists all keys" : `Did you mean '${nearest}'?`,
  });
}

/** The key of a setting that was written as its flag is. */
function byFlag(key: string): string | undefined {
  const flags = SETTINGS.filter((setting) => setting.inFile !== "never" && setting.flag !== undefined);
  const nearest = suggest(key, flags.map((setting) => flagKey(setting.flag ?? "")));
  return flags.find((setting) => flagKey(setting.flag ?? "") === nearest)?.key;
}
