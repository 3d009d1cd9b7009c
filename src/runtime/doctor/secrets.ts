import type { ResolvedConfig } from "../../config/parse.ts";
import { secretsOfText } from "../../util/database_url.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** The settings that may hold a password. */
const URLS = ["url", "directUrl", "devUrl"];

/** Passwords where others read them: in a configuration file, or on a command line. */
export function secretDiagnoses({ values, origins, config }: ResolvedConfig): Diagnosis[] {
  const found = URLS.flatMap((key) => {
    const value = values.get(key);
    const origin = origins.get(key) ?? "";
    if (typeof value !== "string" || secretsOfText(value).length === 0) return [];
    return exposed(key, origin, config.configFile);
  });
  if (found.length > 0) return found;
  const file = config.configFile ?? "no configuration file";
  return [{ check: "configuration", level: "ok", message: `${file}, and no password in plain sight` }];
}

function exposed(key: string, origin: string, configFile: string | undefined): Diagnosis[] {
  if (configFile !== undefined && origin.startsWith(configFile)) {
    return [{
      check: "configuration",
      level: "problem",
      message: `${origin}: \`${key}\` has its password in plain text`,
      hint: 'Write "env:NAME", "file:/run/secrets/…" or "cmd:…" instead, and change the password',
    }];
  }
  if (!origin.startsWith("--")) return [];
  return [{
    check: "configuration",
    level: "note",
    message: `${origin} has a password on the command line, where other users of this machine see it`,
    hint: "Give the URL as DATABASE_URL, or --url env:NAME",
  }];
}
