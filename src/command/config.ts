import type { ResolvedConfig } from "../config/parse.ts";
import type { Setting } from "../config/setting.ts";
import type { SettingValue } from "../config/setting_value.ts";
import { SETTINGS } from "../config/settings.ts";
import { formatDuration } from "../util/duration.ts";
import type { Context, ExitCode, Json, Style } from "./context.ts";

/** What `config` takes. */
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
  const settings = SETTINGS.filter(({ key }) => resolved.values.has(key));
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

function settingLine(setting: Setting, resolved: ResolvedConfig, withOrigin: boolean, style: Style): string {
  const value = JSON.stringify(shown(setting, resolved.values.get(setting.key)));
  const origin = withOrigin ? style.dim(`  (${resolved.origins.get(setting.key) ?? "default"})`) : "";
  return `${style.accent(setting.key)} = ${value}${origin}`;
}

function settingData(setting: Setting, resolved: ResolvedConfig): Json {
  return {
    value: shown(setting, resolved.values.get(setting.key)),
    origin: resolved.origins.get(setting.key) ?? "default",
  };
}

/** A value as a configuration file would have it. */
function shown({ kind }: Setting, value: SettingValue | undefined): Json {
  if (kind === "duration" && typeof value === "number") return formatDuration(value);
  if (typeof value === "function") return "(computed by the configuration file)";
  return value ?? null;
}
