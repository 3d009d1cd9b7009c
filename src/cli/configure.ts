import type { ResolvedConfig } from "../config/parse.ts";
import type { Invocation } from "./invocation.ts";
import { settingValues } from "./setting_flags.ts";

/** `retort.config.ts` is loaded as revisions are, by code that few runs need. */
async function loadModule(path: string) {
  const { loadConfigModule } = await import("../command/config_module.ts");
  return await loadConfigModule(path);
}

/** The settings of a run; a command that must work however broken the configuration is gets what the flags say. */
export async function configure(invocation: Invocation): Promise<ResolvedConfig> {
  const flags = settingValues(invocation);
  if (invocation.spec.configuration === "none") {
    const { resolveConfig } = await import("../config/parse.ts");
    return resolveConfig({ flags });
  }
  const { loadConfig } = await import("../config/load.ts");
  return await loadConfig({ flags, env: Deno.env.toObject(), loadModule });
}
