import { flagKey, type Setting } from "../config/setting.ts";
import { SETTINGS } from "../config/settings.ts";
import type { GlobalValues, Invocation } from "./invocation.ts";
import type { OptionSpec, OptionTable } from "./spec.ts";

/** The flags that every command has: the settings that say so, and `-x`, as in Alembic. */
export function globalFlags(): OptionTable {
  return flagsOf(({ key, global }) => global === true || key === "x");
}

/** The flags of settings that only some commands have; a shorthand such as `--no-lock` with them. */
export function settingFlags(...keys: readonly string[]): OptionTable {
  return flagsOf(({ key }) => keys.includes(key));
}

/** What the command line says about settings, for the configuration. */
export function settingValues({ values, globals }: Invocation): GlobalValues {
  const own = flagsOf(({ global }) => global !== true);
  const given: Record<string, GlobalValues[string]> = { ...globals };
  for (const key of Object.keys(own)) {
    const value = values[key];
    if (value !== undefined) given[key] = value;
  }
  return given;
}

function flagsOf(chosen: (setting: Setting) => boolean): OptionTable {
  const table: Record<string, OptionSpec> = {};
  for (const setting of SETTINGS) {
    if (setting.flag === undefined || !chosen(setting)) continue;
    table[flagKey(setting.flag)] = optionOf(setting);
    for (const [flag, value] of Object.entries(setting.shorthands ?? {})) {
      table[flagKey(flag)] = { kind: "flag", summary: `Short for --${setting.flag}=${value}` };
    }
  }
  return table;
}

const REPEATABLE: readonly Setting["kind"][] = ["list", "paths", "record"];

function optionOf({ kind, short, value, choices, summary }: Setting): OptionSpec {
  return {
    kind: kind === "flag" ? "flag" : REPEATABLE.includes(kind) ? "list" : "text",
    summary: REPEATABLE.includes(kind) ? `${summary} (may be repeated)` : summary,
    ...(short === undefined ? {} : { short }),
    ...(value === undefined ? {} : { value }),
    ...(choices === undefined ? {} : { choices }),
  };
}
