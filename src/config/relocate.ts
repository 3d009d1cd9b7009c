import { formatDatabaseUrl, parseDatabaseUrl } from "../util/database_url.ts";
import type { Setting } from "./setting.ts";
import type { SettingValue } from "./setting_value.ts";

/** A value whose paths are relative to `folder`, made relative to the working directory. */
export function relocate(setting: Setting, value: SettingValue, folder: string): SettingValue {
  if (folder === "" || folder === ".") return value;
  const isText = typeof value === "string";
  if (isText && setting.kind === "path") {
    return isSource(value) ? relocateUrl(value, folder) : joinPath(folder, value);
  }
  if (isText && setting.kind === "url") return relocateUrl(value, folder);
  if (setting.kind === "paths" && isList(value)) return value.map((path) => joinPath(folder, path));
  return value;
}

/** A path as seen from the working directory; absolute ones stay. */
export function joinPath(folder: string, path: string): string {
  if (path === "" || path.startsWith("/") || folder === "" || folder === ".") return path;
  return `${folder.replace(/\/+$/, "")}/${path.replace(/^(?:\.\/+)+/, "")}`;
}

function isList(value: SettingValue): value is readonly string[] {
  return Array.isArray(value);
}

/** A target schema may be a URL or a command instead of a path. */
function isSource(text: string): boolean {
  return /^[a-z][a-z0-9+]+:/i.test(text);
}

/** `file:` references and SQLite's files are paths too. */
function relocateUrl(text: string, folder: string): string {
  if (text.startsWith("file:")) return `file:${joinPath(folder, text.slice("file:".length))}`;
  if (!/^sqlite3?(?:\+\w+)?:/i.test(text)) return text;
  const url = parseDatabaseUrl(text);
  if (url.database === undefined || /^(?::memory:|file:|\/)/.test(url.database)) return text;
  return formatDatabaseUrl({ ...url, database: joinPath(folder, url.database) }, { secrets: "shown" });
}
