import type { ResolvedConfig } from "../config/parse.ts";
import type { Setting } from "../config/setting.ts";
import type { SettingValue } from "../config/setting_value.ts";
import { SETTINGS } from "../config/settings.ts";
import { formatDuration } from "../util/duration.ts";
import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import type { Context, ExitCode, Json, Style } from "./context.ts";

/** What `config` takes: the settings to print, all where none is named. */
export interface ConfigValues {
  readonly arguments: readonly string[];
  /** Tell for each setting what set it. */
  readonly showOrigin?: boolean;
  /** Print the JSON Schema of the configuration file instead. */
  readonly schema?: boolean;
}

/** Prints the settings that hold, passwords hidden. */
export async function run(values: ConfigValues, context: Context): Promise<ExitCode> {
  if (values.schema) {
    const { configJsonSchema } = await import("../config/json_schema.ts");
    context.out.write([JSON.stringify(configJsonSchema(), undefined, 2), "\n"]);
    return 0;
  }
  const { resolved } = context;
  const wanted = values.arguments.map(known);
  const settings = SETTINGS.filter(({ key }) =>
    wanted.length === 0 ? resolved.values.has(key) : wanted.includes(key)
  );
  const withOrigin = values.showOrigin ?? false;
  context.out.report(
    {
      configFile: context.config.configFile ?? null,
      settings: Object.fromEntries(settings.map((setting) => [setting.key, settingData(setting, resolved)])),
    },
    (style) => settings.map((setting) => settingLine(setting, resolved, withOrigin, style)),
  );
  return 0;
}

/** The key, unless there is no such setting. */
function known(key: string): string {
  const keys = SETTINGS.map((setting) => setting.key);
  if (keys.includes(key)) return key;
  throw new RetortError("usage", `Unknown setting '${key}'`, {
    hint: didYouMean(key, keys) ?? "docs/configuration.md lists all keys",
  });
}

function settingLine(setting: Setting, resolved: ResolvedConfig, withOrigin: boolean, style: Style): string {
  const value = JSON.stringify(shown(setting, resolved.values.get(setting.key)));
  const origin = withOrigin ? style.dim(`  (${resolved.origins.get(setting.key) ?? "not set"})`) : "";
  return `${style.accent(setting.key)} = ${value}${origin}`;
}

function settingData(setting: Setting, resolved: ResolvedConfig): Json {
  return {
    value: shown(setting, resolved.values.get(setting.key)),
    origin: resolved.origins.get(setting.key) ?? null,
  };
}

/** A value as a configuration file would have it. */
function shown({ kind }: Setting, value: SettingValue | undefined): Json {
  if (kind === "duration" && typeof value === "number") return formatDuration(value);
  if (typeof value === "function") return "(computed by the configuration file)";
  return value ?? null;
}
